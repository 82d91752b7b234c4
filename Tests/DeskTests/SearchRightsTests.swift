import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("searching and rights")
struct SearchRightsTests {
    /// Takes all grants away that the set-up made.
    private func strip(_ office: Office) throws {
        for grant in try office.desk.store.read({ try $0.grants() }) {
            _ = try office.desk.set(grant, isGranted: false, as: User.systemID)
        }
    }

    private func add(_ office: Office, queue name: String) throws -> Queue {
        try office.desk.addQueue(Queue(id: QueueID(0), name: name), as: User.systemID)
    }

    @Test(
        "a search finds what one by one may be seen, whatever the grants",
        arguments: StoreEngine.all)
    func same(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let people = try ["ada", "bo", "cy"].map { try office.staff($0) }
        let group = try desk.addGroup(name: "team", description: "", as: User.systemID)
        try desk.setMember(.user(people[1].id), of: group.id, isMember: true, as: User.systemID)
        let queues = [office.queue, try add(office, queue: "sales"), try add(office, queue: "it")]
        try strip(office)
        try desk.store.write { _ = try $0.add(Grant(.ownTicket, to: .privileged)) }
        _ = try desk.setWatcher(
            .adminCc, .group(group.id), of: queues[1].id, isWatcher: true, as: User.systemID)
        _ = try desk.setWatcher(
            .cc, .user(people[2].id), of: queues[2].id, isWatcher: true, as: User.systemID)
        let roles = try [nil, Set([queues[1].id]), nil].enumerated().map { index, places in
            try desk.addCustomRole(
                CustomRole(
                    id: CustomRoleID(0), name: "Role \(index)", queues: places,
                    isDisabled: index == 2), as: User.systemID)
        }
        _ = try desk.setWatcher(
            roles[1].role, .user(people[0].id), of: queues[1].id, isWatcher: true, as: User.systemID
        )
        var ids: [TicketID] = []
        for number in 0..<12 {
            let made = try desk.open(
                TicketRequest(
                    queue: queues[number % 3].id, subject: "Number \(number)", text: "words",
                    requestors: [.user(people[number % 2].id)],
                    cc: number % 4 == 0 ? [.group(group.id)] : [],
                    adminCc: number % 5 == 0 ? [.user(people[2].id)] : [],
                    owner: number % 6 == 1 ? people[0].id : nil), as: User.systemID
            ).ticket
            _ = try desk.write(.comment, "hidden \(number)", on: made.id, as: User.systemID)
            // Seats beside the Desk: also of roles that the queue does not have, or that are off.
            try desk.store.write { session in
                let member = Principal.user(people[number % 3].id)
                _ = try session.add(roles[number / 2 % 3].role, member, to: made.id)
                _ = try session.add(roles[number / 3 % 3].role, .group(group.id), to: made.id)
            }
            ids.append(made.id)
        }
        let grantees: [Grantee] =
            [
                .user(people[0].id), .group(group.id), .everyone, .privileged, .unprivileged,
                .role(.requestor), .role(.cc), .role(.adminCc), .role(.owner),
            ] + roles.map { Grantee.role($0.role) }
        for grantee in grantees {
            for queue in [nil, queues[1].id] {
                for right in [Right.showTicket, .superUser] {
                    let grants = [Grant(right, to: grantee, in: queue)]
                    try compare(office, grants, people, ids)
                }
                try compare(
                    office,
                    [
                        Grant(.showTicket, to: .everyone),
                        Grant(.showTicketComments, to: grantee, in: queue),
                    ], people, ids)
            }
        }
        var disabled = people[0]
        disabled.isDisabled = true
        try desk.update(disabled, as: User.systemID)
        try compare(office, [Grant(.showTicket, to: .everyone)], [disabled], ids)
    }

    private func compare(
        _ office: Office, _ grants: [Grant], _ people: [User], _ ids: [TicketID]
    ) throws {
        try office.desk.store.write { session in
            for grant in grants { _ = try session.add(grant) }
        }
        defer {
            try? office.desk.store.write { session in
                for grant in grants { _ = try session.remove(grant) }
            }
        }
        for person in people {
            var visible: [Int64] = []
            var commented: [Int64] = []
            for id in ids.reversed() {
                guard let view = try? office.desk.view(id, as: person.id) else { continue }
                visible.append(id.value)
                if view.entries.contains(where: { $0.transaction.kind == .comment }) {
                    commented.append(id.value)
                }
            }
            #expect(try office.find("id > 0", as: person.id) == visible, "\(grants) \(person.name)")
            #expect(try office.find("FullText LIKE 'number'", as: person.id) == visible)
            #expect(
                try office.find("Content LIKE 'hidden'", as: person.id) == commented,
                "\(grants) \(person.name)")
        }
    }

    @Test(
        "notes among staff are found by nobody else, and tell nothing", arguments: StoreEngine.all)
    func notes(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let id = try office.openTicket("Paper", "public text", from: "rita@example.net")
        office.pass(seconds: 3_600)
        _ = try office.desk.write(.comment, "the customer is rude", on: id, as: ada.id)
        let rita = try #require(try office.user("rita@example.net"))
        _ = try office.desk.store.write {
            try $0.add(Grant(.showTicket, to: .role(.requestor)))
        }
        let queries = [
            "Content LIKE 'rude'", "FullText LIKE 'rude'", "Content = 'customer is rude'",
            "UpdatedBy = ada", "LastUpdatedBy = ada", "Content LIKE 'public rude'",
            "Updated > '2026-11-18 12:00'",
        ]
        #expect(try office.find("id > 0", as: rita.id) == [id.value])
        for query in queries {
            #expect(try office.find(query, as: rita.id) == [], "\(query)")
            #expect(try office.find("NOT (\(query))", as: rita.id) == [id.value], "\(query)")
        }
        for query in queries where !query.contains("public rude") {
            #expect(try office.find(query, as: ada.id) == [id.value], "\(query)")
        }
        #expect(
            try office.find("LastUpdatedBy = 'rita@example.net'", as: rita.id) == [id.value])
        let query = try QueryParser.parse("FullText LIKE 'rude' OR FullText LIKE 'public'")
        let hit = try office.desk.search(
            query, time: Office.utc, withExcerpts: true, as: rita.id
        ).hits.first
        #expect(hit?.excerpt?.pieces.map(\.text) == ["public", " text"])
    }

    @Test(
        "a queue that somebody may not know of is as unknown as one that is not",
        arguments: StoreEngine.all)
    func queues(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try add(office, queue: "secret")
        try strip(office)
        let rita = try office.openTicketUser()
        let hidden = try #require(throws: QueryError.self) {
            try office.find("Queue = secret", as: rita)
        }
        let missing = try #require(throws: QueryError.self) {
            try office.find("Queue = sacred", as: rita)
        }
        #expect(hidden.suggestion == nil)
        #expect(missing.suggestion == nil)
        #expect(hidden.expected == missing.expected)
        #expect(try office.find("Queue = secret") == [])
    }
}

extension Office {
    fileprivate func openTicketUser() throws -> UserID {
        try desk.addUser(
            name: "rita", realName: nil, isPrivileged: false, language: nil, addresses: [],
            as: User.systemID
        ).id
    }
}
