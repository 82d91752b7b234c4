import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Scrips that name people and roles")
struct NamedAudienceTests {
    private func row(_ action: String, _ argument: String) -> ScripRow {
        ScripRow(
            name: "named", description: "", condition: "On Correspond", action: action,
            template: "correspondence", stage: "TransactionCreate", position: 1, isEnabled: true,
            queues: [], actionArgument: argument)
    }

    @Test("groups, users and addresses are found when the scrip runs", arguments: StoreEngine.all)
    func group(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                row("Notify Group", #"["group:Сеть", "bo", "pager@example.net", "bo@example.org"]"#)
            ]
        }
        let desk = office.desk
        let (ada, _) = (try office.staff("ada"), try office.staff("bo"))
        let cy = try office.staff("cy")
        let group = try desk.addGroup(name: "Сеть", description: "", as: User.systemID)
        try desk.setMember(.user(cy.id), of: group.id, isMember: true, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        _ = try desk.write(.correspond, "Hello.", on: ticket.id, as: ada.id)
        #expect(
            try office.recipients(of: ticket.id).sorted() == [
                "bo@example.org", "cy@example.org", "pager@example.net",
            ])
        #expect(try office.user("pager@example.net") == nil)
        var off = group
        off.isDisabled = true
        try desk.update(off, as: User.systemID)
        let done = try desk.write(.correspond, "Hello.", on: ticket.id, as: ada.id)
        let mails = try office.outbox(of: ticket.id).filter { done.outbox.contains($0.id) }
        #expect(
            Set(mails.flatMap { $0.notification.recipients.map(\.value) })
                == ["bo@example.org", "pager@example.net"])
    }

    @Test(
        "a name that nobody has is a failure that is kept, and stops nothing",
        arguments: StoreEngine.all)
    func unknown(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips.append(row("Notify Group", #""group:nobody""#))
        }
        let ada = try office.staff("ada")
        let ticket = try office.open("Paper", id: "1@net")
        let done = try office.desk.write(.correspond, "Hello.", on: ticket.id, as: ada.id)
        #expect(done.outbox.count == 1)
        #expect(
            try office.desk.store.read { try $0.failedScripRuns() }.map(\.failure)
                == ["there is no user, address or group \"group:nobody\""])
    }

    @Test(
        "a custom role is mailed on ticket and queue, comments only with the right",
        arguments: StoreEngine.all)
    func role(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            var comment = row("Notify Roles as Comment", #""Engineer/Bcc""#)
            comment.name = "comments"
            comment.condition = "On Comment"
            plan.scrips = [row("Notify Roles", #""engineer""#), comment]
        }
        let desk = office.desk
        let (ada, bo) = (try office.staff("ada"), try office.staff("bo"))
        let engineer = try desk.addCustomRole(
            CustomRole(id: CustomRoleID(0), name: "Engineer"), as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        let sam = try desk.userOrNew(
            at: try #require(EmailAddress("sam@example.com")), as: User.systemID)
        _ = try desk.change(
            ticket.id, [.addWatcher(engineer.role, .user(sam.id))], as: User.systemID)
        _ = try desk.setWatcher(
            engineer.role, .user(bo.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        _ = try desk.write(.correspond, "Hello.", on: ticket.id, as: ada.id)
        #expect(
            try office.recipients(of: ticket.id).sorted() == ["bo@example.org", "sam@example.com"])
        _ = try desk.write(.comment, "Hm.", on: ticket.id, as: ada.id)
        let last = try #require(try office.outbox(of: ticket.id).last).notification
        #expect(last.recipients.map(\.value) == ["bo@example.org"])
        #expect(last.bcc.map(\.address.value) == ["bo@example.org"])
        _ = try desk.set(
            Grant(.showTicketComments, to: .privileged), isGranted: false, as: User.systemID)
        #expect(try desk.write(.comment, "Hm.", on: ticket.id, as: ada.id).outbox.isEmpty)
    }
}
