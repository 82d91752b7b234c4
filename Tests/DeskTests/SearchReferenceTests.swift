import Desk
import Store
import TestKit
import Testing
import Tickets

/// Fields and values of RT's that are not in every query.
@Suite("searching by the rest of RT's fields")
struct SearchReferenceTests {
    @Test(
        "people whom a ticket names are found by what is known of them", arguments: StoreEngine.all)
    func people(engine: StoreEngine) throws {
        let office = try Office(engine)
        var ada = try office.staff("ada")
        ada.realName = "Ada ÅSTRÖM"
        try office.desk.update(ada, as: User.systemID)
        let one = try office.openTicket("One").value
        let two = try office.openTicket("Two", from: "bob@example.com").value
        _ = try office.desk.change(TicketID(one), [.give(ada.id)], as: User.systemID)
        _ = try office.desk.change(TicketID(two), [.priority(5)], as: ada.id)
        let expectations: [(String, [Int64])] = [
            ("Owner.Name = 'ADA'", [one]), ("Owner.RealName LIKE 'astrom'", [one]),
            ("Owner.RealName = 'ada åström'", [one]), ("Owner.RealName NOT LIKE 'astrom'", [two]),
            ("Owner.EmailAddress ENDSWITH '@example.org'", [one]),
            ("Owner.EmailAddress = 'ada@example.org'", [one]), ("Owner.id = \(ada.id)", [one]),
            ("Owner.Name IS NULL", [two]), ("Owner.Name = 'nobody at all'", []),
            ("Owner.Name != 'ada'", [two]), ("Creator.Name STARTSWITH 'bob@'", [two]),
            ("Creator.EmailAddress IN ('bob@example.com', 'x@example.com')", [two]),
            ("LastUpdatedBy.RealName LIKE 'ada'", [two]), ("UpdatedBy.Name = 'ada'", [two]),
            ("UpdatedBy.EmailAddress LIKE 'rita'", [one]), ("Creator.Name IS NULL", []),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
        }
        for query in [
            "Owner = '__CurrentUserName__'", "Owner.Name = '__CurrentUserName__'",
            "Owner.Name = __CurrentUser__",
        ] {
            #expect(try office.find(query, as: ada.id) == [one], "\(query)")
        }
    }

    @Test("SHALLOW leaves out the members of groups", arguments: StoreEngine.all)
    func shallow(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let (ada, bo) = (try office.staff("ada"), try office.staff("bo"))
        let inner = try desk.addGroup(name: "inner", description: "", as: User.systemID)
        let outer = try desk.addGroup(name: "outer", description: "", as: User.systemID)
        try desk.setMember(.user(bo.id), of: inner.id, isMember: true, as: User.systemID)
        try desk.setMember(.group(inner.id), of: outer.id, isMember: true, as: User.systemID)
        try desk.setMember(.user(ada.id), of: outer.id, isMember: true, as: User.systemID)
        let (one, two, three) = (
            try office.openTicket("One"), try office.openTicket("Two"),
            try office.openTicket("Three")
        )
        _ = try desk.change(one, [.addWatcher(.cc, .group(outer.id))], as: User.systemID)
        _ = try desk.change(
            two, [.addWatcher(.cc, .user(bo.id)), .give(bo.id)], as: User.systemID)
        _ = try desk.change(
            three, [.addWatcher(.cc, .user(ada.id)), .give(ada.id)], as: User.systemID)
        let expectations: [(String, [TicketID])] = [
            ("Cc = bo", [two, one]), ("Cc SHALLOW = bo", [two]),
            ("Cc SHALLOW != bo", [three, one]),
            ("NOT Cc SHALLOW = bo", [three, one]), ("Cc.Name SHALLOW LIKE 'bo'", [two]),
            ("OwnerGroup = outer", [three, two]), ("OwnerGroup SHALLOW = outer", [three]),
            ("CCGroup = outer", [three, two, one]), ("CCGroup SHALLOW = outer", [three, one]),
            ("WatcherGroup SHALLOW = inner", [two]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected.map(\.value), "\(query)")
        }
    }

    @Test("any watcher may sit in a custom role", arguments: StoreEngine.all)
    func customRoles(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let bo = try office.staff("bo")
        let group = try desk.addGroup(name: "team", description: "", as: User.systemID)
        try desk.setMember(.user(bo.id), of: group.id, isMember: true, as: User.systemID)
        let role = try desk.addCustomRole(
            CustomRole(id: CustomRoleID(0), name: "Engineer", queues: nil), as: User.systemID)
        let one = try office.openTicket("One")
        _ = try office.openTicket("Two")
        _ = try desk.change(one, [.addWatcher(role.role, .user(bo.id))], as: User.systemID)
        for query in ["Watcher = bo", "Watcher.Name LIKE 'bo'", "WatcherGroup = team"] {
            #expect(try office.find(query) == [one.value], "\(query)")
        }
        _ = try desk.setWatcher(
            role.role, .user(bo.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        #expect(try office.find("QueueWatcher = bo").count == 2)
        let hit = try #require(
            try desk.search(
                QueryParser.parse("id = \(one)"), time: Office.utc, withPeople: true,
                as: User.systemID
            ).hits.first)
        #expect(hit.line.seats[role.role] == ["bo@example.org"])
        #expect(hit.line.seats[.requestor] == ["rita@example.net"])
        #expect(hit.line.creator?.name == "rita@example.net")
    }

    @Test("EffectiveId and texts of any field", arguments: StoreEngine.all)
    func others(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Cause", .select) { $0.options = [.init(name: "Power")] }
        try office.field("Note", .text)
        try office.field("Price", .number)
        let (one, two, three) = (
            try office.openTicket("One"), try office.openTicket("Two"),
            try office.openTicket("Three", "a peculiar text")
        )
        _ = try office.set("Cause", ["Power"], on: one)
        _ = try office.set("Note", ["No power at all"], on: two)
        _ = try office.set("Price", ["5"], on: three)
        let expectations: [(String, [TicketID])] = [
            ("CustomFieldContent LIKE 'POWER'", [two, one]),
            ("CustomFieldContent = 'power'", [one]),
            ("CustomFieldContent != 'power'", [three, two]),
            ("CustomFieldContent NOT LIKE 'power'", [three]),
            ("CustomFieldContent STARTSWITH 'no'", [two]),
            ("CustomFieldContent IS NULL", [three]),
            ("CustomFieldContent IS NOT NULL", [two, one]),
            ("HistoryContent LIKE 'peculiar'", [three]), ("EffectiveId = \(one)", [one]),
            ("EffectiveId IN (\(one), \(three))", [three, one]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected.map(\.value), "\(query)")
        }
        _ = try office.desk.merge(one, into: two, as: User.systemID)
        #expect(try office.find("EffectiveId = \(two)") == [two.value, one.value])
        #expect(try office.find("EffectiveId = \(one)") == [])
        for query in [
            "id = '__Bookmarked__'", "Owner = '__SelectedUser__'", "Cc = '__SelectedUser__'",
        ] {
            let error = #expect(throws: QueryError.self) { try office.find(query) }
            #expect(error?.expected.contains("there ") == true, "\(error?.expected ?? "")")
        }
    }

    @Test("a field may be compared with another one", arguments: StoreEngine.all)
    func columns(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        try office.field("Day", .date)
        try office.field("Moment", .dateTime)
        try office.field("Size", .number)
        try office.field("Limit", .number)
        try office.field("Title")
        try office.field("Other title", .text)
        try office.field("Reviewer", .user)
        let (one, two, three) = (
            try office.openTicket("One"), try office.openTicket("Two"),
            try office.openTicket("Three")
        )
        // 2026-11-18 11:06:40 UTC.
        let due = Timestamp(milliseconds: 1_795_000_000_000)
        _ = try office.desk.change(
            one,
            [
                .due(due), .priority(10), .give(ada.id),
                .setCustomField("Day", ["2026-11-19"]),
                .setCustomField("Moment", ["2026-11-18 11:06:40Z"]),
                .setCustomField("Size", ["9.5"]), .setCustomField("Limit", ["10"]),
                .setCustomField("Title", ["ONE"]), .setCustomField("Other title", ["one"]),
                .setCustomField("Reviewer", ["ada"]),
            ], as: User.systemID)
        _ = try office.desk.change(
            two,
            [
                .due(due), .priority(9), .setCustomField("Day", ["2026-11-18"]),
                .setCustomField("Moment", ["2026-11-18 11:06:41Z"]),
                .setCustomField("Size", ["10"]), .setCustomField("Limit", ["10.0"]),
                .setCustomField("Title", ["A title"]), .setCustomField("Other title", ["B"]),
                .setCustomField("Reviewer", ["ada"]),
            ], as: User.systemID)
        let (a, b, c) = (one.value, two.value, three.value)
        let expectations: [(String, [Int64])] = [
            ("Due < CF.Day", [a]), ("Due = CF.Day", [b]), ("Due <= CF.{Day}", [b, a]),
            ("CF.Day > Due", [a]), ("Due != CF.Day", [c, a]), ("NOT Due < CF.Day", [c, b]),
            ("Due = CF.Moment", [a]), ("Due < CF.Moment", [b]), ("CF.Moment >= Due", [b, a]),
            ("Priority > CF.Size", [a]), ("CF.Size > Priority", [b]), ("CF.Size < CF.Limit", [a]),
            ("CF.Size = CF.Limit", [b]), ("CF.Size != CF.Limit", [c, a]),
            ("Subject = CF.Title", [a]), ("Subject != CF.Title", [c, b]),
            ("CF.Title = CF.{Other title}", [a]), ("CF.Title < CF.{Other title}", [b]),
            ("Owner = CF.Reviewer", [a]), ("Owner != CF.Reviewer", [c, b]),
            ("Updated >= Due", [b, a]), ("Updated > Due", []), ("Due < Updated", []),
            ("Updated < Due", []),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
        }
        // Where clocks are 13 hours ahead, it is the next day already.
        let east = QueryTime(now: due) { $0.milliseconds < due.milliseconds ? 0 : 13 * 3_600 }
        let found = try office.desk.search(
            QueryParser.parse("Due = CF.Day"), time: east, as: User.systemID)
        #expect(found.hits.map { $0.line.ticket.id } == [one])
        office.pass(seconds: 60)
        _ = try office.desk.write(.comment, "a note", on: two, as: User.systemID)
        let rita = try #require(try office.user("rita@example.net"))
        #expect(try office.find("Updated > Due") == [b])
        #expect(try office.find("Updated > Due", as: rita.id) == [], "a note tells nothing")
        let mistakes = [
            ("Due < CF.Size", 7), ("Priority < CF.Day", 12), ("CF.Size = Due", 11),
            ("CF.Size < CF.Title", 11), ("Owner = CF.Title", 9), ("Due < CF.Sise", 7),
        ]
        for (query, column) in mistakes {
            let error = #expect(throws: QueryError.self, "\(query)") { try office.find(query) }
            #expect(error?.column == column, "\(query)")
        }
    }

    @Test("a timed scrip's search may ask for a custom field", arguments: StoreEngine.all)
    func timed(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                ScripChainTests.row(
                    "late", "Unowned For", "Add Priority", argument: "\"10\"",
                    conditionArgument: "\"1h\"", search: "CF.{Cause} = 'power'", stage: "Schedule")
            ]
        }
        try office.field("Cause")
        let ticket = try office.openTicket("Paper")
        _ = try office.openTicket("Ink")
        _ = try office.set("Cause", ["Power"], on: ticket)
        office.pass(seconds: 7_200)
        let due = try office.desk.dueTickets(for: "late", as: User.systemID)
        #expect(due.map(\.ticket) == [ticket])
    }
}
