import Desk
import Store
import TestKit
import Testing
import Tickets

/// Asks for tickets as the command line does.
extension Office {
    static let utc = QueryTime(now: Timestamp(milliseconds: 1_795_000_000_000)) { _ in 0 }

    /// The numbers that a query finds, newest first.
    ///
    /// Asks again as in stores in which everything, or something, is common, which must find the
    /// same.
    func find(
        _ query: String, as actor: UserID = User.systemID, order: [TicketOrder] = []
    ) throws -> [Int64] {
        let query = try QueryParser.parse(query)
        let found = try desk.search(
            query, order: order, limit: 1_000, time: Self.utc, as: actor
        ).hits.map { $0.line.ticket.id.value }
        for number: Int64 in [1, 3] {
            let other = try desk.store.read { session in
                var search = try desk.search(query, Self.utc, session, actor)
                (search.order, search.limit) = (order, 1_000)
                search.thresholds = TicketSearch.Thresholds(all: number)
                return try session.search(search).tickets.map(\.id.value)
            }
            #expect(other == found, "\(query.text), common from \(number) on")
        }
        return found
    }

    /// The same for single words.
    func findWords(_ words: String, as actor: UserID = User.systemID) throws -> [Int64] {
        let query = try desk.simpleQuery(words, as: actor)
        return try find(query.root.description, as: actor)
    }

    /// A ticket from a mail with that text.
    func openTicket(
        _ subject: String, _ text: String = "Hello.", from sender: String = "rita@example.net",
        attachments: [Tickets.Attachment] = []
    ) throws -> TicketID {
        let mail = try mail(
            from: sender, subject: subject,
            id: "\(subject.count)-\(text.count)-\(sender)-\(UInt64.random(in: 0 ... .max))@net"
        ) {
            $0.text = text
            $0.attachments = attachments
        }
        guard case .opened(let id) = try desk.receive(mail).outcome else {
            throw Surprise(text: "no ticket")
        }
        return id
    }
}

@Suite("searching by fields")
struct SearchTests {
    @Test("fields of the ticket are compared as they say", arguments: StoreEngine.all)
    func fields(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let one = try office.openTicket("Paper jam").value
        let two = try office.openTicket("Größe ändern 100%_", from: "bob@example.net").value
        let three = try office.openTicket("No paper").value
        let desk = office.desk
        _ = try desk.change(TicketID(two), [.status("open"), .give(ada.id)], as: User.systemID)
        _ = try desk.change(TicketID(three), [.priority(7)], as: User.systemID)
        _ = try desk.resolve(TicketID(three), as: ada.id)
        let expectations: [(String, [Int64])] = [
            ("id = \(one)", [one]), ("id IN (\(one), #\(three), 999)", [three, one]),
            ("id > \(one)", [three, two]), ("id != \(two)", [three, one]),
            ("Status = new", [one]), ("Status != new", [three, two]),
            ("Status = '__Active__'", [two, one]), ("Status = __Inactive__", [three]),
            ("status in (new, RESOLVED)", [three, one]),
            ("Subject LIKE 'PAPER'", [three, one]), ("Subject NOT LIKE 'paper'", [two]),
            ("Subject = 'paper JAM'", [one]), ("Subject STARTSWITH 'no '", [three]),
            ("Subject STARTSWITH 'grosse'", []), ("Subject STARTSWITH 'große A'", [two]),
            ("Subject ENDSWITH 'jam'", [one]), ("Subject LIKE '100%_'", [two]),
            ("Subject LIKE '%'", [two]), ("Subject LIKE '_'", [two]), ("Subject LIKE '!'", []),
            ("Owner = ada", [two]), ("Owner = 'ada@example.org'", [two]),
            ("Owner = Nobody", [three, one]), ("Owner IS NULL", [three, one]),
            ("Owner != ada", [three, one]), ("Owner IN (ada, Nobody)", [three, two, one]),
            ("Queue = SUPPORT", [three, two, one]), ("Queue != support", []),
            ("Lifecycle = default", [three, two, one]),
            ("Priority = 7", [three]), ("Priority < 7", [two, one]), ("Priority = id", []),
            ("Creator = 'bob@example.net'", [two]), ("LastUpdatedBy = ada", [three]),
            ("UpdatedBy = 'rita@example.net'", [three, one]), ("UpdatedBy != ada", [two, one]),
            ("Resolved IS NOT NULL", [three]), ("Due IS NULL", [three, two, one]),
            ("Started IS NULL", [one]), ("NOT Started IS NULL", [three, two]),
            ("Created = today", [three, two, one]), ("Created < today", []),
            ("Created <= today AND Created >= today", [three, two, one]),
            ("Created > today", []), ("Created > '1 hour ago'", [three, two, one]),
            ("Resolved < tomorrow", [three]), ("NOT Resolved < tomorrow", [two, one]),
            ("Resolved != today", [two, one]), ("Resolved >= Created", [three]),
            ("Updated = today", [three, two, one]), ("Updated > '2 minutes from now'", []),
            ("id = \(one) OR id = \(two) AND Status = nonsense OR id = 5000", []),
        ].dropLast()
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
        }
    }

    @Test("watchers are found by address, name, group and seat", arguments: StoreEngine.all)
    func watchers(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let bo = try office.staff("bo")
        let desk = office.desk
        let inner = try desk.addGroup(name: "inner", description: "", as: User.systemID)
        let outer = try desk.addGroup(name: "outer", description: "", as: User.systemID)
        try desk.setMember(.user(bo.id), of: inner.id, isMember: true, as: User.systemID)
        try desk.setMember(.group(inner.id), of: outer.id, isMember: true, as: User.systemID)
        // A circle must end.
        // The Desk refuses circles; one that is stored all the same must not run for ever.
        try desk.store.write { try $0.addMember(.group(outer.id), to: inner.id) }
        let one = try office.openTicket("One", from: "rita@example.net").value
        let two = try office.openTicket("Two", from: "bob@example.com").value
        let three = try office.openTicket("Three", from: "bob@example.com").value
        _ = try desk.change(
            TicketID(one),
            [.addWatcher(.cc, .user(ada.id)), .addWatcher(.adminCc, .group(outer.id))],
            as: User.systemID)
        _ = try desk.change(TicketID(two), [.give(bo.id)], as: User.systemID)
        var rita = try #require(try office.user("rita@example.net"))
        rita.realName = "Rita ÅSTRÖM"
        try desk.update(rita, as: User.systemID)
        let expectations: [(String, [Int64])] = [
            ("Requestor = 'rita@example.net'", [one]), ("Requestor = 'RITA@example.NET'", [one]),
            ("Requestors.EmailAddress STARTSWITH 'bob@'", [three, two]),
            ("Requestor LIKE 'example'", [three, two, one]),
            ("Requestor ENDSWITH '@example.com'", [three, two]),
            ("Requestor NOT LIKE 'bob'", [one]), ("Requestor != 'bob@example.com'", [one]),
            ("Requestor = 'nobody@example.org'", []),
            ("Requestor.RealName LIKE 'astrom'", [one]),
            ("Requestor.RealName = 'rita åström'", [one]),
            ("Requestor.Name = 'bob@example.com'", [three, two]),
            ("Requestor.id = \(rita.id)", [one]), ("Requestor IS NULL", []),
            ("Cc IS NULL", [three, two]), ("Cc = ada", [one]),
            ("Watcher = 'ada@example.org'", [one]),
            ("AdminCc = bo", [one]), ("AdminCc.Name LIKE 'bo'", [one]),
            ("Watcher = bo", [one]), ("AdminCCGroup = outer", [one]),
            ("AdminCCGroup = INNER", [one]), ("WatcherGroup = inner", [one]),
            ("RequestorGroup = inner", []), ("OwnerGroup = outer", [two]),
            ("OwnerGroup != outer", [three, one]), ("QueueAdminCc IS NULL", [three, two, one]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected, "\(query)")
        }
        _ = try desk.setWatcher(
            .adminCc, .group(inner.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        #expect(try office.find("QueueAdminCc = bo AND id < \(three)") == [two, one])
        #expect(try office.find("QueueWatcher = ada") == [])
        #expect(try office.find("Requestor = '__CurrentUser__'", as: ada.id) == [])
        #expect(try office.find("Owner = __CurrentUser__", as: bo.id) == [two])
    }

    @Test("links and merged tickets are found from both ends", arguments: StoreEngine.all)
    func links(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let (one, two, three, four) = (
            try office.openTicket("One"), try office.openTicket("Two"),
            try office.openTicket("Three", "a peculiar text"), try office.openTicket("Four")
        )
        _ = try desk.change(
            one,
            [
                .addLink(.dependsOn, .ticket(two)), .addLink(.memberOf, .ticket(four)),
                .addLink(.refersTo, .uri("https://example.org/x")),
            ], as: User.systemID)
        let expectations: [(String, [TicketID])] = [
            ("DependsOn = \(two)", [one]), ("DependedOnBy = #\(one)", [two]),
            ("MemberOf = \(four)", [one]), ("HasMember = \(one)", [four]),
            ("LinkedTo = \(two)", [one]), ("LinkedFrom = \(one)", [four, two]),
            ("Linked = \(two)", [one]), ("Linked IS NULL", [three]),
            ("RefersTo = 'https://example.org/x'", [one]), ("RefersTo IS NOT NULL", [one]),
            ("ReferredToBy IS NULL", [four, three, two, one]),
            ("DependsOn != \(two)", [four, three, two]),
            ("DependsOn IN (\(two), \(three))", [one]),
            ("MergedInto IS NULL", [four, three, two, one]),
        ]
        for (query, expected) in expectations {
            #expect(try office.find(query) == expected.map(\.value), "\(query)")
        }
        _ = try desk.merge(three, into: four, as: User.systemID)
        #expect(try office.find("id = \(three)") == [four.value])
        #expect(try office.find("MergedInto = \(four)") == [three.value])
        #expect(try office.find("id > 0") == [four, two, one].map(\.value))
        #expect(try office.find("Content LIKE 'peculiar'") == [four.value])
        #expect(try office.find("FullText LIKE 'three'") == [], "its subject went")
        #expect(try office.find("UpdatedBy = 'rita@example.net' AND id = \(four)") == [four.value])
        let five = try office.openTicket("Five")
        _ = try desk.merge(four, into: five, as: User.systemID)
        #expect(try office.find("Content LIKE 'peculiar'") == [five.value])
        #expect(try office.find("FullText LIKE 'four'") == [])
    }

    @Test("a name that there is not is an error with its column", arguments: StoreEngine.all)
    func names(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.staff("ada")
        let mistakes: [(String, Int, String?)] = [
            ("Queue = suport", 9, "support"), ("id = 1 AND Status = opne", 21, "open"),
            ("Owner = adda", 9, "ada"), ("Lifecycle = 'defualt'", 13, "default"),
            ("OwnerGroup = nobodies", 14, nil), ("Due < soon", 7, nil), ("id = x", 6, nil),
            ("Content LIKE '!!'", 14, nil),
            ("DependsOn = nothing", 13, nil), ("Requestor.id > 3", 14, nil),
            ("Queue IN (support, suport)", 20, "support"),
            ("Owner = noboy", 9, "Nobody"), ("Status = '__Actve__'", 10, "__Active__"),
            ("Due < yesteday", 7, "yesterday"),
        ]
        for (query, column, suggestion) in mistakes {
            let error = try #require(throws: QueryError.self, "\(query)") { try office.find(query) }
            #expect(error.column == column, "\(query): \(error.sentence)")
            #expect(error.suggestion == suggestion, "\(query)")
        }
    }

    @Test("a query as large as is allowed can be answered", arguments: StoreEngine.all)
    func large(engine: StoreEngine) throws {
        let office = try Office(engine)
        let one = try office.openTicket("One").value
        func chain(_ clause: String, _ word: String, _ count: Int = 500) -> String {
            Array(repeating: clause, count: count).joined(separator: " \(word) ")
        }
        #expect(try office.find(chain("Due IS NULL", "AND")) == [one])
        #expect(try office.find(chain("NOT Requestor LIKE 'qq'", "AND", 200)) == [one])
        #expect(try office.find(chain("FullText LIKE 'one'", "OR", 100)) == [one])
        let brackets = String(repeating: "NOT (", count: 100)
        #expect(
            try office.find(brackets + "id = \(one)" + String(repeating: ")", count: 100)) == [one])
        let list = (1...2_000).map(String.init).joined(separator: ",")
        #expect(try office.find("id IN (\(list))") == [one])
    }

    @Test("orders are total, and pages fit together whatever the order", arguments: StoreEngine.all)
    func pages(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        for number in 0..<17 {
            let id = try office.openTicket("Subject \(number % 3)")
            var changes: [Change] = [.priority(Int64(number % 4))]
            if number % 5 < 2 {
                changes.append(.due(Timestamp(milliseconds: 1_795_000_000_000 + Int64(number % 2))))
            }
            if number % 3 == 0 { changes.append(.give(ada.id)) }
            _ = try office.desk.change(id, changes, as: User.systemID)
            office.pass(seconds: Int64(number % 2))
        }
        let query = try QueryParser.parse("id > 0")
        for key in TicketOrder.Key.named.map(\.key) {
            for isDescending in [false, true] {
                let order = [TicketOrder(key, isDescending: isDescending), TicketOrder(.priority)]
                let all = try office.find("id > 0", order: order)
                #expect(Set(all).count == 17)
                var paged: [Int64] = []
                var cursor: SearchCursor?
                repeat {
                    let page = try office.desk.search(
                        query, order: order, cursor: cursor, limit: 4, time: Office.utc,
                        as: User.systemID)
                    paged += page.hits.map { $0.line.ticket.id.value }
                    cursor = page.next
                } while cursor != nil && paged.count < 100
                #expect(paged == all, "\(key) \(isDescending)")
            }
        }
        let byDue = try office.find("id > 0", order: [TicketOrder(.due, isDescending: true)])
        let last = try office.ticket(TicketID(try #require(byDue.last)))
        #expect(last.due == nil, "those without a date come last")
        #expect(try office.desk.count(query, max: 100, time: Office.utc, as: User.systemID) == 17)
        #expect(try office.desk.count(query, max: 5, time: Office.utc, as: User.systemID) == 5)
    }
}
