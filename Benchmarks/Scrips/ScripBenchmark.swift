// scripbench: what one answer to a ticket costs with many scrips and many watchers, on both engines.
//
//     scripbench [--engine sqlite|postgresql] [--rounds N]
//
// Everything that one `correspond` does in its transaction is measured through the Desk in this
// process: rights, history, all scrips, rendering, the outbox; no delivery. Prints CPU and wall time
// (medians), what 200 scrips cost beside 10, and what a watcher costs beside the first.

import Desk
import Foundation
import SiteFiles
import Store
import Templates
import TestKit
import Tickets

@main
struct ScripBenchmark {
    private static let watcherCounts = [1, 10, 100, 1_000]
    private static let scripCounts = [10, 200]

    static func main() throws {
        let words = CommandLine.arguments
        func option(_ name: String) -> String? {
            words.firstIndex(of: name).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
        }
        let engines = StoreEngine.all.filter { engine in
            option("--engine").map { $0 == engine.rawValue } ?? true
        }
        let rounds = option("--rounds").flatMap { Int($0) } ?? 40
        for engine in engines { try run(engine, rounds: rounds) }
    }

    private static func run(_ engine: StoreEngine, rounds: Int) throws {
        var costs: [Int: [Int: Cost]] = [:]
        for scrips in scripCounts {
            let office = try BenchOffice(engine, scrips: scrips)
            for watchers in watcherCounts {
                let ticket = try office.ticket(watchers: watchers)
                costs[scrips, default: [:]][watchers] = try measure(
                    office, ticket, rounds: watchers >= 1_000 ? max(5, rounds / 4) : rounds)
            }
        }
        print("\(engine.rawValue)  one correspond, ms (CPU / wall)")
        print("watchers" + scripCounts.map { pad("\($0) scrips", 20) }.joined() + pad("ratio", 16))
        for watchers in watcherCounts {
            let row = scripCounts.compactMap { costs[$0]?[watchers] }
            guard let few = row.first, let many = row.last else { continue }
            let ratio = String(format: "%.2f / %.2f", many.cpu / few.cpu, many.wall / few.wall)
            print(
                "\(watchers)".padding(toLength: 8, withPad: " ", startingAt: 0)
                    + row.map { pad(String(format: "%.2f / %.2f", $0.cpu, $0.wall), 20) }.joined()
                    + pad(ratio, 16))
        }
        for scrips in scripCounts {
            guard let all = costs[scrips], let first = all[1] else { continue }
            let each = watcherCounts.dropFirst().compactMap { count in
                all[count].map {
                    String(format: "%.0f µs", ($0.cpu - first.cpu) * 1_000 / Double(count - 1))
                }
            }
            print("a further watcher with \(scrips) scrips: \(each.joined(separator: ", ")) of CPU")
        }
    }

    private struct Cost {
        var cpu: Double
        var wall: Double
    }

    private static func measure(
        _ office: BenchOffice, _ ticket: TicketID, rounds: Int
    ) throws -> Cost {
        for _ in 0..<3 { try office.correspond(ticket) }
        var cpu: [Double] = []
        var wall: [Double] = []
        for _ in 0..<rounds {
            let start = (processorMilliseconds(), ContinuousClock.now)
            try office.correspond(ticket)
            let took = ContinuousClock.now - start.1
            cpu.append(processorMilliseconds() - start.0)
            wall.append(
                Double(took.components.seconds) * 1e3 + Double(took.components.attoseconds) / 1e15)
        }
        return Cost(cpu: cpu.sorted()[rounds / 2], wall: wall.sorted()[rounds / 2])
    }

    private static func processorMilliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

/// A site with as many scrips as asked for and tickets with as many watchers.
struct BenchOffice {
    private let fixture: StoreFixture
    private let desk: Desk
    private let queue: Queue
    private let staff: UserID

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    init(_ engine: StoreEngine, scrips: Int) throws {
        fixture = try StoreFixture(engine)
        let clock = ContinuousClock.now
        desk = Desk(
            store: TicketStore(driver: fixture.driver),
            site: Site(name: "example.org", domain: "mx.example.org"),
            clock: {
                let passed = (ContinuousClock.now - clock).components.seconds
                return Timestamp(milliseconds: 1_795_000_000_000 + passed * 1_000)
            })
        let templates = try TemplateFolder.read(Self.root + "/templates").map {
            TemplateRow(
                name: $0.name, language: $0.language, textSource: $0.text, htmlSource: $0.html)
        }
        queue = try desk.setUp(
            SetupPlan(
                queue: Queue(
                    id: QueueID(0), name: "support",
                    correspondAddress: EmailAddress("support@example.org")),
                scrips: [], templates: templates))
        let queue = queue
        staff = try desk.store.write { session in
            let now = Timestamp(milliseconds: 1_795_000_000_000)
            var others: [QueueID] = []
            for number in 0..<20 {
                others.append(
                    try session.addQueue(
                        Queue(id: QueueID(0), name: "queue-\(number)"), at: now
                    ).id)
            }
            for scrip in Self.scrips(scrips, queue.id, others) { try session.add(scrip) }
            let user = try session.addUser(
                name: "ada", realName: "Ada Example", isPrivileged: true, language: nil,
                addresses: [EmailAddress("ada@example.org")].compactMap { $0 }, at: now)
            return user.id
        }
    }

    /// A ticket of Rita's whose further watchers are Ccs.
    func ticket(watchers: Int) throws -> TicketID {
        let (queue, staff) = (queue, staff)
        return try desk.store.write { session in
            let now = Timestamp(milliseconds: 1_795_000_000_000)
            let ticket = try session.addTicket(
                queue: queue.id, subject: "The printer is on fire", status: "open", owner: staff,
                priority: 0, creator: staff, at: now)
            for number in 0..<watchers {
                let name = "watcher-\(watchers)-\(number)"
                let user = try session.addUser(
                    name: name, realName: "Watcher \(number)", isPrivileged: false, language: nil,
                    addresses: [EmailAddress("\(name)@example.net")].compactMap { $0 }, at: now)
                _ = try session.add(number == 0 ? .requestor : .cc, .user(user.id), to: ticket.id)
            }
            return ticket.id
        }
    }

    func correspond(_ ticket: TicketID) throws {
        let text = "Have you tried another cable?\n\nIt helped the last time.\n"
        _ = try desk.write(.correspond, text, on: ticket, as: staff)
    }

    /// Three of the first ten apply to an answer, as on a new site; of the rest most are for other
    /// queues, or for something else that happens.
    private static func scrips(_ count: Int, _ queue: QueueID, _ others: [QueueID]) -> [ScripRow] {
        let first = [
            ("On Create", "Autoreply To Requestors", "autoreply"),
            ("On Create", "Notify Owner and AdminCcs", "correspondence"),
            ("On Create", "Notify Ccs", "correspondence"),
            ("On Correspond", "Open Inactive Tickets", nil),
            ("On Correspond", "Notify Owner and AdminCcs", "correspondence"),
            ("On Correspond", "Notify Requestors and Ccs", "correspondence"),
            ("On Comment", "Notify Owner and AdminCcs as Comment", "admin-comment"),
            ("On Owner Change", "Notify Owner", "transaction"),
            ("On Resolve", "Notify Requestors", "resolved"),
            ("On Transaction", "Extract Subject Tag", nil),
        ]
        let conditions = ["On Resolve", "On Status Change", "On Comment", "On Owner Change"]
        return (0..<count).map { number in
            if number < first.count {
                let (condition, action, template) = first[number]
                return row(number, condition, action, template, queues: [])
            }
            switch number % 10 {
            // Seven of ten are another queue's, and would apply there.
            case 0..<7:
                return row(
                    number, "On Correspond", "Notify AdminCcs", "correspondence",
                    queues: [others[number % others.count], others[(number + 7) % others.count]])
            case 7, 8:
                return row(
                    number, conditions[number % conditions.count], "Notify AdminCcs",
                    "correspondence", queues: number % 2 == 0 ? [queue] : [])
            default: return row(number, "On Correspond", "Open Tickets", nil, queues: [others[0]])
            }
        }
    }

    private static func row(
        _ number: Int, _ condition: String, _ action: String, _ template: String?,
        queues: [QueueID]
    ) -> ScripRow {
        ScripRow(
            name: "scrip-\(number)", description: "The site's rule number \(number)",
            condition: condition, action: action, template: template, stage: "TransactionCreate",
            position: Int64(number), isEnabled: true, queues: queues)
    }
}
