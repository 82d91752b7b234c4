import Desk
import Store
import TestKit
import Testing
import Tickets

/// What a query must not tell, however it is put.
@Suite("what a search keeps to itself")
struct SearchSecrecyTests {
    private func add(_ office: Office, queue name: String, _ lifecycle: String = "default") throws
        -> Queue
    {
        try office.desk.addQueue(
            Queue(id: QueueID(0), name: name, lifecycle: lifecycle), as: User.systemID)
    }

    private func addLifecycle(_ office: Office) throws -> String {
        let lifecycle = try Lifecycle(
            name: "casework", initial: ["filed", "new"], active: ["open"], inactive: ["closed"],
            transitions: [
                "": ["filed", "new"], "filed": ["open", "closed"], "new": ["open", "closed"],
                "open": ["closed"], "closed": ["open"],
            ], defaultOnCreate: "filed", defaultOnResolve: "closed")
        try office.desk.store.write { try $0.put(lifecycle, source: "") }
        return lifecycle.name
    }

    private func set(_ office: Office, _ grant: Grant, _ isGranted: Bool = true) throws {
        _ = try office.desk.set(grant, isGranted: isGranted, as: User.systemID)
    }

    @Test(
        "IS NULL is having no value, in queues without the field too", arguments: StoreEngine.all)
    func isNull(engine: StoreEngine) throws {
        let office = try Office(engine)
        let sales = try add(office, queue: "sales")
        try office.field("Price", .number) { $0.queues = [sales.id] }
        let (with, without, elsewhere, left) = (
            try office.openTicket("One"), try office.openTicket("Two"),
            try office.openTicket("Three"), try office.openTicket("Four")
        )
        for id in [with, without, left] {
            _ = try office.desk.change(id, [.queue(sales.id)], as: User.systemID)
        }
        for id in [with, left] { _ = try office.set("Price", ["77"], on: id) }
        _ = try office.desk.change(left, [.queue(office.queue.id)], as: User.systemID)
        let rest = [left.value, elsewhere.value, without.value]
        let expectations: [(String, [Int64])] = [
            ("CF.Price IS NULL", rest), ("CF.Price IS NOT NULL", [with.value]),
            ("NOT CF.Price IS NULL", [with.value]), ("NOT CF.Price IS NOT NULL", rest),
            ("CF.Price = 77", [with.value]), ("CF.Price != 77", rest),
            ("CF.Price = NULL", rest), ("CF.Price != NULL", [with.value]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
        }
    }

    @Test("NOT does not find a ticket by a field out of sight", arguments: StoreEngine.all)
    func hiddenField(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let cases = try add(office, queue: "cases")
        try office.field("Price", .number)
        try set(office, Grant(.seeCustomField, to: .privileged), false)
        try set(office, Grant(.seeCustomField, to: .privileged, in: office.queue.id))
        let (open, hidden) = (try office.openTicket("One"), try office.openTicket("Two"))
        _ = try office.desk.change(hidden, [.queue(cases.id)], as: User.systemID)
        for id in [open, hidden] { _ = try office.set("Price", ["78"], on: id) }
        let all = [hidden.value, open.value]
        let expectations: [(String, [Int64])] = [
            ("id > 0", all), ("CF.Price = 78", [open.value]), ("CF.Price != 77", [open.value]),
            ("NOT CF.Price = 77", [open.value]), ("NOT (CF.Price = 77)", [open.value]),
            ("NOT NOT (CF.Price != 77)", [open.value]), ("NOT CF.Price = 78", []),
            ("NOT (CF.Price = 77 OR CF.Price = 79)", [open.value]),
            ("NOT (CF.Price = 77 AND id > 0)", [open.value]),
            ("NOT (CF.Price != 78 OR NOT CF.Price > 0)", [open.value]),
            ("NOT (CF.Price = 77 AND id < 0)", all), ("NOT CF.Price IS NULL", [open.value]),
            ("NOT CF.Price IS NOT NULL", []), ("CF.Price = 77 OR id > 0", all),
            ("NOT (NOT (CF.Price = 78) OR id < 0)", [open.value]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query, as: ada.id) == expected, "\(query)")
        }
        for query in ["NOT (CF.Price = 77)", "NOT (CF.Price = 77 OR CF.Price = 79)"] {
            #expect(try office.find(query) == all, "\(query) as the tracker")
        }
    }

    @Test("LastUpdated tells of no note", arguments: StoreEngine.all)
    func lastUpdated(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let one = try office.openTicket("One")
        office.pass(seconds: 10)
        let two = try office.openTicket("Two")
        let opened = try office.ticket(one).updated
        let rita = try #require(try office.user("rita@example.net"))
        office.pass(seconds: 600)
        _ = try office.desk.write(.comment, "a note", on: one, as: ada.id)
        let noted = try office.ticket(one).updated
        #expect(noted.milliseconds - opened.milliseconds == 610_000)
        let recent = "2026-11-18 11:10"
        #expect(noted > (try #require(QueryDate(recent, at: Office.utc))).end, "the test's premise")
        let queries = [
            "LastUpdated > '\(recent)'", "Updated > '\(recent)'", "LastUpdatedBy = ada",
            "LastUpdated > '2026-11-18 11:10' AND id = \(one)", "NOT LastUpdated <= '\(recent)'",
        ]
        for query in queries {
            #expect(try office.find(query, as: rita.id) == [], "\(query)")
            #expect(try office.find(query, as: ada.id) == [one.value], "\(query)")
        }
        #expect(
            try office.find("LastUpdated = Created", as: rita.id) == [two.value, one.value])
        #expect(try office.find("LastUpdated = Created", as: ada.id) == [two.value])
        let order = [TicketOrder(.lastUpdated, isDescending: true)]
        #expect(try office.find("id > 0", as: rita.id, order: order) == [two.value, one.value])
        #expect(try office.find("id > 0", as: ada.id, order: order) == [one.value, two.value])
        for (user, expected) in [(rita, opened), (ada, noted)] {
            let hit = try #require(
                try office.desk.search(
                    QueryParser.parse("id = \(one)"), time: Office.utc, as: user.id
                ).hits.first)
            #expect(hit.line.ticket.updated == expected)
            #expect(try office.desk.view(one, as: user.id).ticket.updated == expected)
            let listed = try office.desk.list(TicketFilter(), as: user.id)
            #expect(listed.first { $0.ticket.id == one }?.ticket.updated == expected)
        }
        office.pass(seconds: 600)
        _ = try office.desk.change(one, [.subject("One more")], as: ada.id)
        let changed = try office.ticket(one).updated
        #expect(try office.desk.view(one, as: rita.id).ticket.updated == changed)
        #expect(changed > noted)
    }

    @Test("LastUpdated tells of no field that is out of sight", arguments: StoreEngine.all)
    func lastFieldChange(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        try office.field("Price", .number)
        let one = try office.openTicket("One")
        let opened = try office.ticket(one).updated
        office.pass(seconds: 600)
        _ = try office.set("Price", ["5"], on: one)
        let priced = try office.ticket(one).updated
        func seen() throws -> [Timestamp?] {
            let page = try office.desk.search(
                QueryParser.parse("id = \(one)"), time: Office.utc, as: ada.id)
            return [
                page.hits.first?.line.ticket.updated,
                try office.desk.view(one, as: ada.id).ticket.updated,
                try office.desk.list(TicketFilter(), as: ada.id).first?.ticket.updated,
            ]
        }
        #expect(try seen() == [priced, priced, priced])
        #expect(try office.find("LastUpdated > Created", as: ada.id) == [one.value])
        try set(office, Grant(.seeCustomField, to: .privileged), false)
        #expect(try seen() == [opened, opened, opened])
        #expect(try office.find("LastUpdated > Created", as: ada.id) == [])
        // Of notes and fields only one may be seen: neither is told of.
        office.pass(seconds: 600)
        _ = try office.desk.write(.comment, "a note", on: one, as: User.systemID)
        #expect(try seen() == [opened, opened, opened])
        #expect(try office.find("LastUpdated = Created", as: ada.id) == [one.value])
    }

    @Test(
        "LastUpdated tells of notes just where they may be read, page by page",
        arguments: StoreEngine.all)
    func mixed(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let cases = try add(office, queue: "cases")
        var ids: [Int64] = []
        for number in 0..<6 {
            let id = try office.openTicket("Ticket \(number)")
            if number % 2 == 1 {
                _ = try office.desk.change(id, [.queue(cases.id)], as: User.systemID)
            }
            ids.append(id.value)
            office.pass(seconds: 60)
        }
        for id in ids.reversed() {
            _ = try office.desk.write(.comment, "a note", on: TicketID(id), as: User.systemID)
            office.pass(seconds: 60)
        }
        try set(office, Grant(.showTicketComments, to: .privileged), false)
        try set(office, Grant(.showTicketComments, to: .privileged, in: cases.id))
        // Notes count on 1, 3 and 5 only: 5 was noted first of them, and all of them after 4 opened.
        let expected = [1, 3, 5, 4, 2, 0].map { ids[$0] }
        let order = [TicketOrder(.lastUpdated, isDescending: true)]
        #expect(try office.find("id > 0", as: ada.id, order: order) == expected)
        var paged: [Int64] = []
        var cursor: SearchCursor?
        repeat {
            let page = try office.desk.search(
                QueryParser.parse("id > 0"), order: order, cursor: cursor, limit: 2,
                time: Office.utc, as: ada.id)
            paged += page.hits.map { $0.line.ticket.id.value }
            cursor = page.next
        } while cursor != nil && paged.count < 50
        #expect(paged == expected)
        let since = "2026-11-18 11:12:00"
        #expect(
            try office.find("LastUpdated > '\(since)'", as: ada.id) == [5, 3, 1].map { ids[$0] })
        #expect(
            try office.find("NOT LastUpdated > '\(since)'", as: ada.id)
                == [4, 2, 0].map { ids[$0] })
        #expect(
            try office.find("LastUpdated <= '\(since)'", as: ada.id) == [4, 2, 0].map { ids[$0] })
    }

    @Test(
        "changes of fields out of sight are not found by time or person", arguments: StoreEngine.all
    )
    func fieldChanges(engine: StoreEngine) throws {
        let office = try Office(engine)
        let (ada, bo) = (try office.staff("ada"), try office.staff("bo"))
        try office.field("Price", .number)
        let one = try office.openTicket("One")
        let rita = try #require(try office.user("rita@example.net"))
        let opened = try office.ticket(one).updated
        office.pass(seconds: 3_600)
        _ = try office.desk.change(one, [.setCustomField("Price", ["5"])], as: bo.id)
        for query in [
            "UpdatedBy = bo", "LastUpdatedBy = bo", "Updated > '2026-11-18 12:00'",
            "LastUpdated > '2026-11-18 12:00'",
        ] {
            #expect(try office.find(query, as: rita.id) == [], "\(query)")
            #expect(try office.find(query, as: ada.id) == [one.value], "\(query)")
        }
        #expect(try office.desk.view(one, as: rita.id).ticket.updated == opened)
    }

    @Test("a hidden name is as unknown as one that is not there", arguments: StoreEngine.all)
    func names(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.staff("ada")
        let cases = try add(office, queue: "cases", try addLifecycle(office))
        let group = try office.desk.addGroup(
            name: "auditors", description: "", as: User.systemID)
        _ = try office.desk.addCustomRole(
            CustomRole(id: CustomRoleID(0), name: "Auditor", queues: [cases.id]),
            as: User.systemID)
        try office.field("Verdict") { $0.queues = [cases.id] }
        try set(office, Grant(.seeCustomField, to: .role(.requestor)))
        let one = try office.openTicket("One")
        let rita = try #require(try office.user("rita@example.net"))
        let other = try office.openTicket("Other", from: "bob@example.com")
        let pairs = [
            ("Queue = 'cases'", "Queue = 'casez'"), ("Queue != 'cases'", "Queue != 'casez'"),
            ("Queue = \(cases.id)", "Queue = 999"), ("Status = 'filed'", "Status = 'fileb'"),
            ("Lifecycle = 'casework'", "Lifecycle = 'caseworl'"),
            ("OwnerGroup = 'auditors'", "OwnerGroup = 'auditorz'"),
            ("WatcherGroup = \(group.id)", "WatcherGroup = 999"),
            ("CustomRole.{Auditor} IS NULL", "CustomRole.{Auditoz} IS NULL"),
            ("CF.{Verdict} IS NULL", "CF.{Verdikt} IS NULL"),
            ("Owner = 'ada'", "Owner = 'adax'"), ("Owner != 'ada'", "Owner != 'adax'"),
            ("Creator = 'bob@example.com'", "Creator = 'bub@example.com'"),
            ("UpdatedBy IN ('bob@example.com')", "UpdatedBy IN ('bub@example.com')"),
        ]
        for (hidden, unknown) in pairs {
            let answers = [hidden, unknown].map { query in
                Result { try office.find(query, as: rita.id) }
            }
            switch (answers[0], answers[1]) {
            case (.success(let one), .success(let other)): #expect(one == other, "\(hidden)")
            case (.failure(let one as QueryError), .failure(let other as QueryError)):
                #expect(one.expected == other.expected, "\(hidden)")
                #expect(one.suggestion == nil && other.suggestion == nil, "\(hidden)")
            default: Issue.record("\(hidden): \(answers)")
            }
            #expect(throws: Never.self, "\(hidden)") { try office.find(hidden) }
        }
        // Her own queue she knows, by her ticket.
        #expect(try office.find("Queue = 'support'", as: rita.id) == [one.value])
        let near = #expect(throws: QueryError.self) {
            try office.find("Queue = 'suport'", as: rita.id)
        }
        #expect(near?.suggestion == "support")
        _ = try office.desk.change(other, [.queue(cases.id)], as: User.systemID)
        let bob = try #require(try office.user("bob@example.com"))
        #expect(try office.find("Queue = 'cases'", as: bob.id) == [other.value])
        #expect(throws: QueryError.self) { try office.find("Queue = 'support'", as: bob.id) }
        // A name of staff is a word like any other to her.
        #expect(
            try office.desk.simpleQuery("ada", as: rita.id).root.description.contains("FullText"))
        #expect(
            try office.desk.simpleQuery("cases", as: rita.id).root.description.contains("FullText"))
        #expect(
            try office.desk.simpleQuery("filed", as: rita.id).root.description.contains("FullText"))
        #expect(
            try office.desk.simpleQuery("ada cases filed", as: User.systemID).root.description
                .contains(
                    "Queue = 'cases'"))
    }
}
