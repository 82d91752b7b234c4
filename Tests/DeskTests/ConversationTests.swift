import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Who hears of what")
struct ConversationTests {
    @Test("an answer by the requestor reopens a resolved ticket", arguments: StoreEngine.all)
    func reopens(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.resolve(ticket.id, as: User.systemID)
        #expect(try office.ticket(ticket.id).status == "resolved")
        _ = try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: "Re: [example.org #1] no", id: "2@net"))
        #expect(try office.ticket(ticket.id).status == "open")
        let last = try office.desk.store.read { try $0.transactions(of: ticket.id) }.suffix(2)
        #expect(last.map(\.kind) == [.correspond, .status])
        #expect(last.last?.causedBy == last.first?.id)
        #expect(last.last?.actor == User.systemID)
    }

    @Test(
        "an auto-reply is kept, reopens nothing and mails nobody", arguments: StoreEngine.all)
    func autoReply(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        _ = try office.desk.setWatcher(
            .adminCc, .user(ada.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.resolve(ticket.id, as: ada.id)
        let before = try office.outbox(of: ticket.id).count
        let receipt = try office.desk.receive(
            try office.mail(from: "rita@example.net", subject: "Away [example.org #1]", id: "2@net")
            {
                $0.kind = .autoReply
            })
        #expect(receipt.outcome == .added(ticket.id))
        #expect(receipt.outbox.isEmpty)
        #expect(try office.ticket(ticket.id).status == "resolved")
        #expect(try office.kinds(of: ticket.id).last == .autoReply)
        #expect(try office.outbox(of: ticket.id).count == before)
    }

    @Test(
        "staff hear of a new ticket, the requestor of the answer, nobody of their own doing",
        arguments: StoreEngine.all)
    func notifications(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        _ = try office.desk.setWatcher(
            .adminCc, .user(ada.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        #expect(
            Set(try office.recipients(of: ticket.id)) == ["rita@example.net", "ada@example.org"])
        let answer = try office.desk.write(.correspond, "Done.", on: ticket.id, as: ada.id)
        let mails = try office.outbox(of: ticket.id).filter { answer.outbox.contains($0.id) }
        #expect(mails.flatMap { $0.notification.recipients.map(\.value) } == ["rita@example.net"])
        #expect(mails.first?.notification.to.map(\.address.value) == ["rita@example.net"])
        #expect(mails.first?.notification.references.isEmpty == false)
        #expect(try office.ticket(ticket.id).told != nil)
        let decisions = try office.desk.store.read { try $0.decisions(of: ticket.id) }
        #expect(
            decisions.contains {
                $0.decision.user == ada.id && $0.decision.outcome == .ownAction
            })
    }

    @Test(
        "a comment never reaches a requestor or Cc, not even as AdminCc", arguments: StoreEngine.all
    )
    func comments(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let bo = try office.staff("bo")
        let ticket = try office.open("Paper", id: "1@net")
        let rita = try #require(try office.user("rita@example.net"))
        for change in [
            Change.addWatcher(.adminCc, .user(bo.id)), .addWatcher(.adminCc, .user(rita.id)),
            .addWatcher(.cc, .user(rita.id)),
        ] {
            _ = try office.desk.change(ticket.id, [change], as: User.systemID)
        }
        let written = try office.desk.write(.comment, "He is wrong.", on: ticket.id, as: ada.id)
        let mails = try office.outbox(of: ticket.id).filter { written.outbox.contains($0.id) }
        #expect(mails.flatMap { $0.notification.recipients.map(\.value) } == ["bo@example.org"])
        #expect(
            mails.allSatisfy { $0.notification.replyTo?.value == "support-comment@example.org" })
    }

    @Test(
        "a comment by mail needs its right; a stranger's goes to quarantine",
        arguments: StoreEngine.all)
    func strangersComment(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.open("Paper", id: "1@net")
        let receipt = try office.desk.receive(
            try office.mail(
                from: "rita@example.net", subject: "[example.org #1] psst", id: "2@net",
                action: .comment))
        guard case .quarantined(.noRight, _) = receipt.outcome else {
            throw Office.Surprise(text: "\(receipt.outcome)")
        }
        _ = try office.staff("ada")
        let staff = try office.desk.receive(
            try office.mail(
                from: "ada@example.org", subject: "[example.org #1] psst", id: "3@net",
                action: .comment))
        #expect(staff.outcome == .added(TicketID(1)))
        #expect(try office.kinds(of: TicketID(1)).last == .comment)
    }

    @Test("a broken template is a failed scrip, not a lost mail", arguments: StoreEngine.all)
    func brokenTemplate(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            for index in plan.templates.indices where plan.templates[index].name == "autoreply" {
                let old = plan.templates[index]
                plan.templates[index] = TemplateRow(
                    name: old.name, language: old.language, textSource: "Subject: x\n\n{{#open}",
                    htmlSource: nil)
            }
        }
        let ada = try office.staff("ada")
        _ = try office.desk.setWatcher(
            .adminCc, .user(ada.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        let ticket = try office.open("Paper", id: "1@net")
        #expect(try office.recipients(of: ticket.id) == ["ada@example.org"])
        let failed = try office.desk.store.read { try $0.failedScripRuns() }
        #expect(failed.map(\.scrip) == ["on-create-autoreply"])
        let decisions = try office.desk.store.read { try $0.decisions(of: ticket.id) }
        #expect(decisions.contains { $0.decision.outcome == .scripFailed })
    }

    @Test("an unreadable scrip is a failed scrip, not a lost mail", arguments: StoreEngine.all)
    func unreadableScrip(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips.append(
                ScripRow(
                    name: "odd", description: "", condition: "On Full Moon", action: "Howl",
                    template: nil, stage: "TransactionCreate", position: 1, isEnabled: true,
                    queues: []))
        }
        let ticket = try office.open("Paper", id: "1@net")
        #expect(try office.desk.store.read { try $0.failedScripRuns() }.map(\.scrip) == ["odd"])
        #expect(try office.outbox(of: ticket.id).count == 1)
    }

    @Test(
        "members of nested groups are mailed, those of a disabled group are not",
        arguments: StoreEngine.all)
    func groups(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let bo = try office.staff("bo")
        let desk = office.desk
        let outer = try desk.addGroup(name: "outer", description: "", as: User.systemID)
        var inner = try desk.addGroup(name: "inner", description: "", as: User.systemID)
        try desk.setMember(.user(ada.id), of: outer.id, isMember: true, as: User.systemID)
        try desk.setMember(.group(inner.id), of: outer.id, isMember: true, as: User.systemID)
        // The Desk refuses circles; one that is stored all the same must not run for ever.
        try desk.store.write { try $0.addMember(.group(outer.id), to: inner.id) }
        try desk.setMember(.user(bo.id), of: inner.id, isMember: true, as: User.systemID)
        _ = try desk.setWatcher(
            .adminCc, .group(outer.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        _ = try office.open("Paper", id: "1@net")
        #expect(
            Set(try office.recipients(of: TicketID(1)))
                == ["rita@example.net", "ada@example.org", "bo@example.org"])
        inner.isDisabled = true
        try desk.update(inner, as: User.systemID)
        _ = try office.open("More", id: "2@net")
        #expect(
            Set(try office.recipients(of: TicketID(2))) == ["rita@example.net", "ada@example.org"])
    }
}
