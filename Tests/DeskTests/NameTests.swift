import Desk
import SiteFiles
import Store
import TestKit
import Testing
import Tickets

@Suite("Names, numbers and circles")
struct NameTests {
    private let system = User.systemID
    /// The same to every eye.
    private let composed = "Caf\u{E9}"
    private let decomposed = "CAFE\u{301}"

    private func code(_ body: () throws -> some Any) -> DeskError.Code? {
        do {
            _ = try body()
            return nil
        } catch { return (error as? DeskError)?.code }
    }

    @Test("names that look alike are one name", arguments: StoreEngine.all)
    func alike(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        _ = try desk.addQueue(Queue(id: QueueID(0), name: composed), as: system)
        _ = try desk.addGroup(name: decomposed, description: "", as: system)
        _ = try desk.addCustomRole(
            CustomRole(id: CustomRoleID(0), name: composed), as: system)
        try office.field(decomposed)
        let user = try desk.addUser(
            name: composed, realName: nil, isPrivileged: true, language: nil, addresses: [],
            as: system)
        let store = desk.store
        #expect(try store.read { try $0.queue(named: decomposed) }?.name == composed)
        #expect(try store.read { try $0.group(named: composed) }?.name == decomposed)
        #expect(try store.read { try $0.customRole(named: decomposed) }?.name == composed)
        #expect(try store.read { try $0.user(named: decomposed) }?.id == user.id)
        #expect(
            code { try desk.addQueue(Queue(id: QueueID(0), name: decomposed), as: system) }
                == .conflict)
        #expect(
            code { try desk.addGroup(name: composed, description: "", as: system) } == .conflict)
        #expect(
            code {
                try desk.addCustomRole(
                    CustomRole(id: CustomRoleID(0), name: decomposed), as: system)
            } == .conflict)
        #expect(code { try office.field(composed) } == .conflict)
    }

    @Test("a group in itself is refused, and the way round named", arguments: StoreEngine.all)
    func circles(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let groups = try ["all", "crew", "night"].map {
            try desk.addGroup(name: $0, description: "", as: system)
        }
        func put(_ inner: Int, into outer: Int) -> String? {
            do {
                try desk.setMember(
                    .group(groups[inner].id), of: groups[outer].id, isMember: true, as: system)
                return nil
            } catch { return (error as? DeskError)?.detail }
        }
        #expect(put(1, into: 0) == nil)
        #expect(put(2, into: 1) == nil)
        #expect(put(2, into: 0) == nil)
        #expect(put(0, into: 2) == "a group cannot be a member of itself: night ⊃ all ⊃ night")
        #expect(put(1, into: 1) == "a group cannot be a member of itself: crew ⊃ crew")
        // Files may turn a tree round, and may not close a circle.
        var files = try office.files()
        files["groups.yaml"] = """
            - name: all
            - name: crew
              groups: [all]
            - name: night
              groups: [crew]
            """
        try office.apply(files)
        files["groups.yaml"]?.replace("- name: all\n", with: "- name: all\n  groups: [night]\n")
        let error = #expect(throws: DeskError.self) { try office.apply(files) }
        #expect(error?.detail.hasPrefix("a group cannot be a member of itself: ") == true)
        #expect(error?.detail.contains("all ⊃ night ⊃ crew ⊃ all") == true)
    }

    @Test("numbers that a site's files could not name are refused", arguments: StoreEngine.all)
    func numbers(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ticket = try office.open("Paper", id: "1@net")
        #expect(code { try office.field("ord") { $0.order = 99_999_999_999 } } == .invalid)
        for change in [Change.priority(.max), .number(.finalPriority, .min)] {
            #expect(code { try desk.change(ticket.id, [change], as: system) } == .invalid)
        }
        _ = try desk.change(ticket.id, [.priority(1_000_000_000)], as: system)
        #expect(
            code {
                try desk.open(
                    TicketRequest(
                        queue: office.queue.id, subject: "x", text: "x", priority: .max),
                    as: system)
            } == .invalid)
        var queue = office.queue
        queue.reopenDaysMax = 40_000
        #expect(code { try desk.update(queue, as: system) } == .invalid)
        try office.field("ord") {
            $0.order = -1_000_000
            $0.requiredOn = ["open -> resolved", "* -> rejected"]
        }
        var files = try office.files()
        #expect(try office.changes(to: files).isEmpty)
        files["fields.yaml"]?.replace("open -> resolved", with: "open -> resovled")
        let error = #expect(throws: SiteFileError.self) { try office.changes(to: files) }
        #expect(
            error?.description.contains(
                "no lifecycle has a status \"resovled\"; did you mean \"resolved\"?") == true)
    }

    @Test("an option that is the default is not disabled, and it is said why")
    func defaults() throws {
        let office = try Office(.sqlite)
        var field = try office.field("Cause", .select) {
            $0.options = [.init(name: "network"), .init(name: "power")]
            $0.defaults = ["network"]
        }
        field.options[0].isDisabled = true
        let error = #expect(throws: DeskError.self) { try office.desk.put(field, as: system) }
        #expect(error?.detail.contains("option \"network\" is its default") == true)
    }

    @Test("times are told by the site's clock", arguments: StoreEngine.all)
    func times(engine: StoreEngine) throws {
        let office = try Office(
            engine,
            site: Site(name: "example.org", domain: "mx.example.org", timeZone: "Europe/Prague"))
        try office.field("When", .dateTime)
        let ticket = try office.open("Paper", id: "1@net")
        #expect(
            try office.set("When", ["2026-07-01 12:00Z"], on: ticket.id)
                == ["When is now \"2026-07-01 14:00:00 +02:00\"."])
        #expect(try office.values("When", of: ticket.id) == ["2026-07-01T12:00:00Z"])
    }
}
