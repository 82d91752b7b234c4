import ArgumentParser
import Desk
import Store
import Tickets

/// `postern queue list`.
struct QueueListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists queues with their addresses and how many tickets are open.")

    @Flag(name: [.short, .long], help: "Disabled queues as well.")
    var all = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.requireStaff(as: instance.actor.id)
        let lines = try instance.store.read { session in
            let lifecycles = try session.lifecycles()
            let sight = try instance.desk.sight(session, of: instance.actor.id)
            return try sight.queues.filter { all || !$0.isDisabled }.map { queue in
                QueueLineReport(
                    queue: QueueReport(queue),
                    tickets: try QueueTicketCount.counts(in: queue, sight, lifecycles))
            }
        }
        let output = instance.output(options)
        try output.print("queue_list", lines) {
            var table = Table("queue", "open", "resting", "address", "comments", "description")
            for line in lines {
                let state = line.queue.isDisabled ? "(disabled) " : ""
                table.add(
                    line.queue.name,
                    "\(line.tickets.filter { $0.phase != "inactive" }.map(\.count).reduce(0, +))",
                    "\(line.tickets.filter { $0.phase == "inactive" }.map(\.count).reduce(0, +))",
                    line.queue.correspondAddress ?? "–", line.queue.commentAddress ?? "–",
                    state + line.queue.description)
            }
            return table.text(
                output.terminal,
                empty: "No queue that you may see: `postern queue create --help`.")
        }
    }
}

/// A queue with its tickets counted.
struct QueueLineReport: Encodable {
    let queue: QueueReport
    /// By status; those without a ticket are left out.
    let tickets: [QueueTicketCount]
}

/// How many tickets of a queue are in a status.
struct QueueTicketCount: Encodable {
    let status: String
    /// `initial`, `active` or `inactive`; absent when the queue's lifecycle lacks the status.
    let phase: String?
    let count: Int64

    /// Counts what the asker may see, in the order of the lifecycle.
    static func counts(
        in queue: Queue, _ sight: Sight, _ lifecycles: [String: Lifecycle]
    ) throws -> [QueueTicketCount] {
        let lifecycle = lifecycles[queue.lifecycle]
        let order = lifecycle?.statuses ?? []
        return try sight.ticketCounts(in: queue).map { status, count in
            QueueTicketCount(
                status: status, phase: lifecycle?.phase(of: status)?.rawValue, count: count)
        }.sorted { left, right in
            (order.firstIndex(of: left.status) ?? order.count)
                < (order.firstIndex(of: right.status) ?? order.count)
        }
    }
}
