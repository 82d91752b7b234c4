// searchbench: how long typical searches take in a big store, on both engines.
//
//     searchbench [--tickets N] [--rounds N] [--engine sqlite|postgresql] [--plans] [--store FILE]
//
// With --store, a SQLite file is made once and asked again by later runs; N must stay the same.
// It makes the tickets (deterministically), asks each search many times with rights as a member of
// the staff has them, prints p50 and p95, and looks at the engine's plan: a search that reads a
// whole table is marked and makes the exit code 1.

import Desk
import Foundation
import Store
import StorePostgreSQL
import TestKit
import Tickets

@main
struct SearchBenchmark {
    static func main() throws {
        let options = Options(CommandLine.arguments)
        var isGood = true
        for engine in options.engines {
            isGood = try run(engine, options) && isGood
        }
        exit(isGood ? 0 : 1)
    }

    private static func run(_ engine: StoreEngine, _ options: Options) throws -> Bool {
        say("\(engine.rawValue): \(options.tickets) tickets, 5 transactions each")
        let (store, fixture) = try open(engine, options)
        defer { withExtendedLifetime(fixture) {} }
        var generator = Generator(tickets: options.tickets)
        if try store.read({ try $0.user(named: Generator.outsider) }) == nil {
            let clock = ContinuousClock()
            let took = try clock.measure { try generator.fill(store) }
            say("  made in \(took.components.seconds) s")
            try settle(store)
        }
        guard try store.read({ try $0.ticket(TicketID(Int64(options.tickets))) }) != nil else {
            say("searchbench: the store has fewer tickets; remove it, or give their number")
            exit(65)
        }
        let staff = try person(Generator.colleague, store)
        let outsider = try person(Generator.outsider, store)
        let desk = Desk(
            store: store, site: Site(name: "example.org", domain: "mx.example.org"),
            clock: { Timestamp(milliseconds: 0) })
        let time = QueryTime(now: generator.end) { _ in 0 }
        var isGood = true
        print(
            "\(engine.rawValue)  (ms)".padding(toLength: 58, withPad: " ", startingAt: 0)
                + "   p50     p95   found  plan")
        let customer = try store.read { session -> String? in
            let ticket = TicketID(Int64(options.tickets / 2))
            let id = try session.requestors(of: [ticket])[ticket]?.first
            return try id.flatMap { try session.user($0) }?.addresses.first?.value
        }
        for search in Search.typical(customer: customer ?? "") {
            let actor = search.isOutsider ? outsider : staff
            isGood = try measure(search, desk, time, actor, options) && isGood
        }
        return isGood
    }

    /// The file that is kept, or a fresh store with what must outlive its use.
    private static func open(
        _ engine: StoreEngine, _ options: Options
    ) throws -> (TicketStore, StoreFixture?) {
        guard let file = options.file, engine == .sqlite else {
            let fixture = try StoreFixture(engine)
            return (TicketStore(driver: fixture.driver), fixture)
        }
        let isNew = !FileManager.default.fileExists(atPath: file)
        let driver = try SQLiteDriver(path: file, busyTimeoutSeconds: 10, create: isNew)
        if isNew {
            try Migrator(Migration.all).migrate(driver, now: Timestamp(milliseconds: 0))
        }
        return (TicketStore(driver: driver), nil)
    }

    private static func person(_ name: String, _ store: TicketStore) throws -> UserID {
        guard let user = try store.read({ try $0.user(named: name) }) else {
            say("searchbench: the store has no \(name); it was made by something else")
            exit(65)
        }
        return user.id
    }

    private static func measure(
        _ search: Search, _ desk: Desk, _ time: QueryTime, _ actor: UserID, _ options: Options
    ) throws -> Bool {
        let query = try QueryParser.parse(search.query)
        let clock = ContinuousClock()
        var cursor: SearchCursor?
        if search.isSecondPage {
            cursor = try desk.search(query, order: search.order, time: time, as: actor).next
        }
        var milliseconds: [Double] = []
        var found = 0
        for _ in 0..<options.rounds {
            let took = try clock.measure {
                found = try desk.search(
                    query, order: search.order, cursor: cursor, time: time, as: actor
                ).hits.count
            }
            milliseconds.append(
                Double(took.components.attoseconds) / 1e15 + Double(took.components.seconds) * 1e3)
        }
        milliseconds.sort()
        let plan = try desk.store.read { session in
            var wanted = try desk.search(query, time, session, actor)
            (wanted.order, wanted.cursor) = (search.order, cursor)
            return try session.plan(wanted)
        }
        let scans = plan.filter { isFullScan($0, in: plan) }
        if options.showsPlans { for line in plan { say("    " + line) } }
        let name = search.name.padding(toLength: 58, withPad: " ", startingAt: 0)
        let p50 = milliseconds[milliseconds.count / 2]
        let p95 = milliseconds[milliseconds.count * 95 / 100]
        print(
            name
                + String(
                    format: "%6.1f  %6.1f  %6d  ", p50, p95, found)
                + (scans.isEmpty ? kind(plan) : "SCAN: \(scans.joined(separator: "; "))"))
        return scans.isEmpty
    }

    /// Whether a step of a plan reads all of a table that grows with the site.
    private static func isFullScan(_ step: String, in plan: [String]) -> Bool {
        let big = [
            "tickets", "transactions", "messages", "attachments", "watchers", "search_index",
            "ticket_fields",
        ]
        let names = ["t", "m", "x", "n", "a", "w", "s", "y", "v"] + big
        if step.hasPrefix("SCAN "), !step.contains("VIRTUAL") {
            let name = step.dropFirst(5).split(separator: " ").first.map(String.init) ?? ""
            // Tickets one after the other in the order asked for: that ends with the page.
            let isInOrder = name == "t" && !plan.contains { $0.contains("TEMP B-TREE") }
            return names.contains(name) && !isInOrder
        }
        return big.contains { step.contains("Seq Scan on \($0)") }
    }

    private static func kind(_ plan: [String]) -> String {
        plan.contains { $0.hasPrefix("SCAN t") } ? "in order, to the page's end" : "indexes"
    }

    /// What an engine does by itself after a while.
    private static func settle(_ store: TicketStore) throws {
        switch store.driver.engine {
        case .sqlite: break
        case .postgresql:
            // VACUUM, which would also merge the text index's pending list, needs no transaction.
            try store.driver.write { try $0.executeScript("ANALYZE") }
        }
    }
}

/// One of the searches that people make all day.
struct Search {
    let name: String
    let query: String
    var order: [TicketOrder] = []
    var isSecondPage = false
    /// Asked by somebody who sees one queue and what they sit on.
    var isOutsider = false

    private static let common = Generator.name(1)
    private static let rare = Generator.name(9_000)

    /// - Parameter customer: a requestor's address.
    static func typical(customer: String) -> [Search] {
        [
            Search(
                name: "own open tickets",
                query: "Owner = '__CurrentUser__' AND Status = '__Active__'"),
            Search(
                name: "unowned in a queue, by last update",
                query: "Queue = 'queue3' AND Owner = 'Nobody' AND Status = '__Active__'",
                order: [TicketOrder(.lastUpdated, isDescending: true)]),
            Search(name: "queue and status", query: "Queue = 'queue3' AND Status = 'open'"),
            Search(name: "requestor's address", query: "Requestor = '\(customer)'"),
            Search(name: "requestor's address begins with", query: "Requestor STARTSWITH 'c17'"),
            Search(
                name: "last updated in a week, newest first", query: "LastUpdated > '7 days ago'",
                order: [TicketOrder(.lastUpdated, isDescending: true)]),
            Search(
                name: "overdue", query: "Due < now AND Status = '__Active__'",
                order: [TicketOrder(.due)]),
            Search(name: "a common word", query: "FullText LIKE '\(common)'"),
            Search(name: "a rare word", query: "FullText LIKE '\(rare)'"),
            Search(
                name: "a rare word, best match first", query: "FullText LIKE '\(rare)'",
                order: [TicketOrder(.relevance)]),
            Search(
                name: "a common word in a queue's open tickets",
                query: "Content LIKE '\(common)' AND Queue = 'queue3' AND Status = '__Active__'"),
            Search(
                name: "a custom field", query: "CF.{Customer number} = 'K-17'"),
            Search(
                name: "a custom field's common value in open tickets",
                query: "CF.{Cause} = 'cause3' AND Status = '__Active__'"),
            Search(
                name: "a number in a custom field, in a queue",
                query: "CF.{Price} > 990 AND Queue = 'queue3'"),
            Search(
                name: "part of a custom field in a queue's open tickets",
                query: "CF.{Customer number} LIKE '17' AND Queue = 'queue3'"
                    + " AND Status = '__Active__'"),
            Search(
                name: "own open tickets, by a custom field",
                query: "Owner = '__CurrentUser__' AND Status = '__Active__'",
                order: [TicketOrder(.customField(CustomFieldID(1), []))]),
            Search(
                name: "priority above a number in a custom field",
                query: "Priority > CF.{Price} AND Queue = 'queue3' AND Status = '__Active__'"),
            Search(
                name: "owner's name and end of a requestor's address",
                query: "Owner.Name = 'staff3' AND Requestor ENDSWITH '7.net'"
                    + " AND Status = '__Active__'"),
            Search(
                name: "last updated in a week, with rights on one queue and own seats",
                query: "LastUpdated > '7 days ago'",
                order: [TicketOrder(.lastUpdated, isDescending: true)], isOutsider: true),
            Search(
                name: "second page of a queue", query: "Queue = 'queue3'", isSecondPage: true),
            Search(
                name: "a common word, with rights on one queue and own seats",
                query: "FullText LIKE '\(common)' AND Status = '__Active__'", isOutsider: true),
        ]
    }
}

/// What stands on the command line.
struct Options {
    var tickets = 100_000
    var engines = StoreEngine.all
    var rounds = 40
    var showsPlans = false
    /// A SQLite file that outlives the run.
    var file: String?

    init(_ arguments: [String]) {
        var words = arguments.dropFirst().makeIterator()
        while let word = words.next() {
            switch word {
            case "--tickets": tickets = words.next().flatMap(Int.init) ?? tickets
            case "--rounds": rounds = words.next().flatMap(Int.init) ?? rounds
            case "--engine": engines = words.next().flatMap(StoreEngine.init).map { [$0] } ?? []
            case "--plans": showsPlans = true
            case "--store": file = words.next()
            default:
                say(
                    "usage: searchbench [--tickets N] [--rounds N] [--engine NAME] [--plans]"
                        + " [--store FILE]")
                exit(64)
            }
        }
    }
}

func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
