import ArgumentParser
import Delivery
import Settings
import Tickets

/// `postern outbox flush`: what a daemon or a timer does, once.
struct OutboxFlushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flush",
        abstract: "Sends the mails that are due now, and makes the calls.",
        discussion: """
            What has its next attempt in the future is left alone; `postern outbox retry` makes it \
            due. Ends with 75 when something has to wait, 1 when something was given up. Run it every \
            few minutes where no daemon runs.
            """)

    @Option(
        help: ArgumentHelp(
            "Only these: numbers with commas between them.", valueName: "ids"))
    var only: String?

    @Option(help: ArgumentHelp("Try at most that many.", valueName: "count"))
    var limit: Int?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit: a number above 0 was expected") }
    }

    func run() async throws {
        let rows = try only.map { try $0.split(separator: ",").map { try OutboxNumber.parse($0) } }
        let instance = try Instance.open(options)
        guard let courier = try instance.courier() else {
            throw CommandFailure(
                "delivery.transport is none, so nothing is sent; change it in the settings file",
                .configuration)
        }
        let report = await courier.run(
            only: rows, limit: limit ?? instance.settings.delivery.batchMax)
        let output = Output(options.format, zone: instance.settings.site.timeZone)
        let result = FlushResult(report)
        try output.print("flush", result) { text(report, result, output) }
        if case .storeFailed(let detail) = report.stop { throw CommandFailure(detail, .temporary) }
        if result.deferred > 0 { throw ExitCode(CommandFailure.Code.temporary.rawValue) }
        if result.dead > 0 { throw ExitCode(CommandFailure.Code.refused.rawValue) }
    }

    private func text(_ report: CourierReport, _ result: FlushResult, _ output: Output) -> String {
        guard !report.attempts.isEmpty else { return "Nothing is due.\n" }
        var table = Table("Id", "Ticket", "Kind", "Outcome")
        for attempt in report.attempts {
            let words =
                switch attempt.outcome {
                case .sent(let remark): "sent" + (remark.map { ": \($0)" } ?? "")
                case .deferred(let reason, let until, _):
                    "again \(output.time.relative(until)): \(reason)"
                case .dead(let reason, _): "given up: \(reason)"
                }
            table.add(
                "\(attempt.row)", "#\(attempt.ticket)", attempt.kind.rawValue, words)
        }
        var text = table.text(output.terminal, empty: "")
        text +=
            "\n\(result.sent) sent, \(result.deferred) to be tried again, \(result.dead) given up.\n"
        if case .limit = report.stop { text += "There may be more: run it again.\n" }
        return text
    }
}

/// What a flush did, as JSON.
struct FlushResult: Encodable {
    let sent: Int
    let deferred: Int
    let dead: Int
    /// `drained`, `limit`, `deadline`, `cancelled` or `store failed`.
    let stop: String
    let attempts: [Attempt]

    /// One mail or call.
    struct Attempt: Encodable {
        let id: Int64
        let ticket: Int64
        /// `mail`, `webhook` or `program`.
        let kind: String
        /// `sent`, `deferred` or `dead`.
        let outcome: String
        /// What the transport said.
        let text: String?
        /// When it is tried again, RFC 3339 in UTC.
        let nextAttempt: String?
    }

    init(_ report: CourierReport) {
        attempts = report.attempts.map { attempt in
            let (id, ticket) = (attempt.row.value, attempt.ticket.value)
            let kind = attempt.kind.rawValue
            return switch attempt.outcome {
            case .sent(let remark):
                Attempt(
                    id: id, ticket: ticket, kind: kind, outcome: "sent", text: remark,
                    nextAttempt: nil)
            case .deferred(let reason, let until, _):
                Attempt(
                    id: id, ticket: ticket, kind: kind, outcome: "deferred", text: reason,
                    nextAttempt: until.rfc3339)
            case .dead(let reason, _):
                Attempt(
                    id: id, ticket: ticket, kind: kind, outcome: "dead", text: reason,
                    nextAttempt: nil)
            }
        }
        let outcomes = attempts.map(\.outcome)
        sent = outcomes.count { $0 == "sent" }
        deferred = outcomes.count { $0 == "deferred" }
        dead = outcomes.count { $0 == "dead" }
        stop =
            switch report.stop {
            case .drained: "drained"
            case .limit: "limit"
            case .deadline: "deadline"
            case .cancelled: "cancelled"
            case .storeFailed: "store failed"
            }
    }
}
