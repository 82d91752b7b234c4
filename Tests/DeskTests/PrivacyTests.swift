import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("What only staff may read")
struct PrivacyTests {
    /// Support with Ada as AdminCc, and Rita's ticket.
    private func office(_ engine: StoreEngine) throws -> (Office, User, Ticket) {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        _ = try office.desk.setWatcher(
            .adminCc, .user(ada.id), of: office.queue.id, isWatcher: true, as: User.systemID)
        for right in [Right.commentOnTicket, .replyToTicket, .createTicket, .showTicket] {
            _ = try office.desk.set(
                Grant(right, to: .user(ada.id)), isGranted: true, as: User.systemID)
        }
        return (office, ada, try office.open("Paper", id: "1@net"))
    }

    private func mails(_ office: Office, to address: String) throws -> Int {
        try (1...9).reduce(0) { count, number in
            count
                + (try office.recipients(of: TicketID(Int64(number)))).count { $0 == address }
        }
    }

    @Test(
        "an answer to a comment's mail is a comment, also where one address serves both",
        arguments: StoreEngine.all)
    func answerToComment(engine: StoreEngine) throws {
        let (office, _, ticket) = try office(engine)
        var queue = office.queue
        queue.commentAddress = nil
        try office.desk.update(queue, as: User.systemID)
        _ = try office.desk.write(.comment, "Secret.", on: ticket.id, as: User.systemID)
        let comment = try #require(try office.outbox(of: ticket.id).last).notification
        #expect(comment.recipients.map(\.value) == ["ada@example.org"])
        let before = try mails(office, to: "rita@example.net")
        let receipt = try office.desk.receive(
            try office.mail(
                from: "ada@example.org", subject: comment.subject, id: "2@org",
                references: [comment.messageID.value]))
        #expect(receipt.outcome == .added(ticket.id))
        #expect(try office.kinds(of: ticket.id).last == .comment)
        #expect(try mails(office, to: "rita@example.net") == before)
    }

    @Test("a machine's answer to a comment is hidden like the comment", arguments: StoreEngine.all)
    func machineAnswersComment(engine: StoreEngine) throws {
        let (office, _, ticket) = try office(engine)
        _ = try office.desk.write(.comment, "Secret.", on: ticket.id, as: User.systemID)
        let comment = try #require(try office.outbox(of: ticket.id).last).notification
        let receipt = try office.desk.receive(
            try office.mail(from: "mailer-daemon@example.net", subject: "Returned", id: "2@net") {
                $0.kind = .bounce
                $0.report = MailReport(originalID: comment.messageID)
            })
        #expect(receipt.outcome == .added(ticket.id))
        let rita = try #require(try office.user("rita@example.net"))
        _ = try office.desk.set(
            Grant(.showTicket, to: .role(.requestor)), isGranted: true, as: User.systemID)
        let view = try office.desk.view(ticket.id, as: rita.id)
        #expect(!view.entries.contains { $0.transaction.kind == .autoReply })
        // As of a mail that is not there: numbers would tell of comments.
        #expect {
            try office.desk.mail(receipt.mail, as: rita.id)
        } throws: { error in
            (error as? DeskError)?.detail == "there is no mail \(receipt.mail)"
        }
        #expect(try office.find("Content LIKE 'Hello'", as: rita.id) == [ticket.id.value])
        let answer = try office.desk.receive(
            try office.mail(from: "mailer-daemon@example.net", subject: "Returned", id: "3@net") {
                $0.kind = .bounce
                $0.report = MailReport(originalID: comment.messageID)
                $0.text = "Undeliverable, with the secret in it."
            })
        #expect(answer.outcome == .added(ticket.id))
        #expect(try office.find("Content LIKE 'Undeliverable'", as: rita.id).isEmpty)
        #expect(
            try office.find("Content LIKE 'Undeliverable'", as: User.systemID) == [ticket.id.value])
    }

    @Test("a scrip that mailed others is not named", arguments: StoreEngine.all)
    func scrips(engine: StoreEngine) throws {
        let (office, ada, ticket) = try office(engine)
        let bea = try #require(EmailAddress("bea@example.com"))
        _ = try office.desk.write(
            .correspond, "Hello.", on: ticket.id, recipients: MessageRecipients(bcc: [bea]),
            as: ada.id)
        let rita = try #require(try office.user("rita@example.net"))
        func scrips(_ user: UserID, ownMail: Bool) throws -> Set<String> {
            let view = try office.desk.view(ticket.id, as: user, ownMail: ownMail)
            return Set(view.entries.last?.runs.map(\.scrip) ?? [])
        }
        let others = "on-correspond-notify-others"
        #expect(try scrips(rita.id, ownMail: false).isEmpty)
        let own = try scrips(rita.id, ownMail: true)
        #expect(!own.isEmpty && !own.contains(others))
        #expect(try scrips(ada.id, ownMail: false).contains(others))
        _ = try office.desk.set(
            Grant(.showScrips, to: .user(rita.id)), isGranted: true, as: User.systemID)
        #expect(try scrips(rita.id, ownMail: false).contains(others))
    }

    @Test("who wants no mail stands in the history for staff and for them")
    func squelched() throws {
        let (office, _, ticket) = try office(.sqlite)
        _ = try office.desk.set(
            Grant(.showTicket, to: .role(.requestor)), isGranted: true, as: User.systemID)
        let rita = try #require(try office.user("rita@example.net"))
        for address in ["rita@example.net", "boss@example.com"] {
            _ = try office.desk.change(
                ticket.id, [.squelch(try #require(EmailAddress(address)))], as: User.systemID)
        }
        func squelches(_ user: UserID) throws -> [String?] {
            try office.desk.view(ticket.id, as: user).entries.map(\.transaction)
                .filter { $0.field == "Squelch" }.map(\.newValue)
        }
        #expect(try squelches(rita.id) == ["rita@example.net"])
        #expect(try squelches(User.systemID) == ["rita@example.net", "boss@example.com"])
    }

    @Test("a comment that is released from quarantine stays a comment", arguments: StoreEngine.all)
    func released(engine: StoreEngine) throws {
        let (office, _, ticket) = try office(engine)
        let comments = try #require(EmailAddress("support-comment@example.org"))
        let mail = try office.mail(
            from: "carol@example.com", subject: "[example.org #1] inside", id: "2@com", queue: nil
        ) { $0.envelope.recipient = comments }
        let first = try office.desk.receive(mail)
        guard case .quarantined(.noRight, _) = first.outcome else {
            throw Office.Surprise(text: "\(first.outcome)")
        }
        let before = try mails(office, to: "rita@example.net")
        let receipt = try office.desk.release(first.mail, verdict: mail, to: office.queue)
        #expect(receipt.outcome == .added(ticket.id))
        #expect(try office.kinds(of: ticket.id).last == .comment)
        #expect(try mails(office, to: "rita@example.net") == before)
    }

    @Test("a comment's Message-ID is named to nobody outside", arguments: StoreEngine.all)
    func messageID(engine: StoreEngine) throws {
        let (office, ada, ticket) = try office(engine)
        // Ada is requestor too, so the first reader of an answer has the comment's mail.
        _ = try office.desk.change(
            ticket.id, [.addWatcher(.requestor, .user(ada.id))], as: User.systemID)
        let rita = try #require(try office.user("rita@example.net"))
        _ = try office.desk.change(
            ticket.id, [.removeWatcher(.requestor, .user(rita.id))], as: User.systemID)
        _ = try office.desk.write(.comment, "Secret.", on: ticket.id, as: User.systemID)
        let comment = try #require(try office.outbox(of: ticket.id).last).notification
        #expect(comment.recipients.map(\.value) == ["ada@example.org"])
        _ = try office.desk.change(
            ticket.id, [.addWatcher(.cc, .user(rita.id))], as: User.systemID)
        _ = try office.desk.write(.correspond, "Hello.", on: ticket.id, as: User.systemID)
        for row in try office.outbox(of: ticket.id)
        where row.notification.recipients.map(\.value).contains("rita@example.net") {
            #expect(!row.notification.references.contains(comment.messageID))
            #expect(row.notification.inReplyTo != comment.messageID)
        }
    }

    @Test("outgoing mail is shown and changed by those who may", arguments: StoreEngine.all)
    func outbox(engine: StoreEngine) throws {
        let (office, ada, ticket) = try office(engine)
        _ = try office.desk.write(.comment, "Secret.", on: ticket.id, as: User.systemID)
        for right in [Right.showOutgoingEmail, .showTicketComments] {
            _ = try office.desk.set(
                Grant(right, to: .privileged), isGranted: false, as: User.systemID)
        }
        let rows = try office.outbox(of: ticket.id)
        let comment = try #require(rows.last)
        let rita = try #require(try office.user("rita@example.net"))
        for user in [rita, ada] {
            #expect(throws: DeskError.self) {
                try office.desk.outgoingMail(comment.id, as: user.id)
            }
            #expect(throws: DeskError.self) {
                try office.desk.changeOutbox(as: user.id) { session, _ in
                    try session.cancelOutbox(comment.id)
                }
            }
            #expect(throws: DeskError.self) {
                try office.desk.outbox(states: OutboxState.allCases, limit: 9, as: user.id)
            }
        }
        _ = try office.desk.set(
            Grant(.showOutgoingEmail, to: .user(ada.id)), isGranted: true, as: User.systemID)
        let seen = try office.desk.outbox(states: OutboxState.allCases, limit: 9, as: ada.id).rows
        #expect(seen.map(\.id) == rows.map(\.id).filter { $0 != comment.id })
        #expect(throws: DeskError.self) { try office.desk.outgoingMail(comment.id, as: ada.id) }
        #expect(throws: DeskError.self) { try office.desk.requireStaff(as: rita.id) }
        try office.desk.requireStaff(as: ada.id)
    }

    @Test("nobody lends themselves what they do not hold", arguments: StoreEngine.all)
    func superUser(engine: StoreEngine) throws {
        let (office, ada, _) = try office(engine)
        let desk = office.desk
        let gods = try desk.addGroup(name: "gods", description: "", as: User.systemID)
        let angels = try desk.addGroup(name: "angels", description: "", as: User.systemID)
        try desk.setMember(.group(angels.id), of: gods.id, isMember: true, as: User.systemID)
        _ = try desk.set(
            Grant(.superUser, to: .group(gods.id)), isGranted: true, as: User.systemID)
        let boss = try office.staff("boss")
        try desk.setMember(.user(boss.id), of: angels.id, isMember: true, as: User.systemID)
        for right in [Right.adminGroupMembership, .adminUsers] {
            _ = try desk.set(Grant(right, to: .user(ada.id)), isGranted: true, as: User.systemID)
        }
        for group in [gods, angels] {
            #expect(throws: DeskError.self) {
                try desk.setMember(.user(ada.id), of: group.id, isMember: true, as: ada.id)
            }
        }
        let address = try #require(EmailAddress("ada@home.example"))
        #expect(throws: DeskError.self) { try desk.addAddress(address, to: boss.id, as: ada.id) }
        try desk.addAddress(address, to: ada.id, as: ada.id)
    }

    @Test(
        "whoever opens a ticket asks for no more than they could change", arguments: StoreEngine.all
    )
    func opening(engine: StoreEngine) throws {
        let (office, ada, _) = try office(engine)
        let rita = try #require(try office.user("rita@example.net"))
        _ = try office.desk.set(
            Grant(.createTicket, to: .user(rita.id)), isGranted: true, as: User.systemID)
        func request(_ change: (inout TicketRequest) -> Void) -> TicketRequest {
            var request = TicketRequest(queue: office.queue.id, subject: "Mine", text: "Hello.")
            change(&request)
            return request
        }
        for wrong in [
            request { $0.owner = rita.id }, request { $0.adminCc = [.user(ada.id)] },
            request { $0.requestors = [.user(ada.id)] }, request { $0.adminCc = [.user(rita.id)] },
            request { $0.status = "resolved" },
        ] {
            #expect(throws: DeskError.self) { try office.desk.open(wrong, as: rita.id) }
        }
        #expect(try office.desk.open(request { _ in }, as: rita.id).ticket.subject == "Mine")
    }
}
