import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Users of a site's files")
struct SitePeopleTests {
    private let system = User.systemID

    @Test(
        "whoever is no staff is left alone when the files do not name them any more",
        arguments: StoreEngine.all)
    func requestors(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try office.open("Help", id: "p1@example.net")
        let rita = try #require(try office.user("rita@example.net"))
        let group = try office.desk.addGroup(name: "guests", description: "", as: system)
        try office.desk.setMember(.user(rita.id), of: group.id, isMember: true, as: system)
        var files = try office.files()
        #expect(files["users.yaml"]?.contains(rita.name) == true)
        files["users.yaml"] = "[]\n"
        files["groups.yaml"] = "- name: guests\n"
        #expect(
            try office.changes(to: files).map(\.line) == [
                "disable user \"ada\"", "change group \"guests\": users",
            ])
        try office.apply(files)
        #expect(try office.user("rita@example.net")?.isDisabled == false)
        #expect(try office.desk.store.read { try $0.user(ada.id) }?.isDisabled == true)
        #expect(try office.desk.store.read { try $0.members(of: group.id) }.isEmpty)
        #expect(try office.changes(to: files).isEmpty)
        #expect(try office.ticket(ticket.id).subject == "Help")
    }

    @Test(
        "no queue and no member of staff loses an address that the files leave to them",
        arguments: StoreEngine.all)
    func addresses(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.staff("ada")
        let files = try office.files()
        for (file, entry, words) in [
            (
                "queues.yaml", "- {name: twin, address: support@example.org, lifecycle: default}\n",
                "queue \"support\" has and keeps"
            ),
            (
                "users.yaml",
                "- {name: zoe, privileged: true, addresses: [ada@example.org]}\n",
                "user \"ada\" has and keeps"
            ),
        ] {
            var changed = files
            changed[file, default: ""] += entry
            let error = #expect(throws: DeskError.self) { try office.apply(changed) }
            #expect(error?.detail.contains(words) == true, "\(error?.detail ?? "")")
            #expect(error?.detail.hasPrefix(file) == true)
        }
        #expect(try office.changes(to: files).isEmpty)
    }

    @Test(
        "whoever has written already and becomes staff keeps their tickets",
        arguments: StoreEngine.all)
    func promoted(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.staff("ada")
        let ticket = try office.open(from: "dave@example.com", "Help", id: "p1@example.com")
        let before = try #require(try office.user("dave@example.com"))
        var files = try office.files()
        files["users.yaml", default: ""] +=
            "- {name: dave, privileged: true, addresses: [dave@example.com]}\n"
        try office.apply(files)
        let dave = try #require(try office.user("dave@example.com"))
        #expect(dave.id == before.id)
        #expect(dave.name == "dave")
        #expect(dave.isPrivileged)
        #expect(try office.desk.view(ticket.id, as: User.systemID).users[dave.id] != nil)
        #expect(try office.changes(to: files).isEmpty)
    }
}
