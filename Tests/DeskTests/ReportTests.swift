import Desk
import Scrips
import Store
import TestKit
import Testing
import Tickets

@Suite("What the world says of our mails")
struct ReportTests {
    /// A report as Intake hands it over.
    private func report(
        _ office: Office, _ kind: MailKind, on original: MessageID?, id: String,
        recipients: [MailReport.Recipient] = [], from: String? = "mailer-daemon@example.net",
        change: (inout Verdict) -> Void = { _ in }
    ) throws -> Verdict {
        try office.mail(from: from ?? "x@example.net", subject: "Returned mail", id: id) {
            $0.kind = kind
            if from == nil { $0.sender = nil }
            $0.report = MailReport(recipients: recipients, originalID: original)
            change(&$0)
        }
    }

    private func failed(_ address: String, status: String? = "5.1.1") throws
        -> MailReport.Recipient
    {
        MailReport.Recipient(
            address: try #require(EmailAddress(address)), outcome: .failed, status: status,
            diagnostic: "no such user")
    }

    /// Rita's ticket with an answer of staff, whose mail to her is returned.
    private func answered(_ office: Office, _ number: Int = 1) throws -> (Ticket, Notification) {
        let ticket = try office.open("Paper", id: "first-\(number)@net")
        _ = try office.desk.write(
            .correspond, "Try again.", on: ticket.id, as: User.systemID)
        let rows = try office.outbox(of: ticket.id)
        let mail = try #require(rows.last { $0.notification.automation == .generated })
        return (ticket, mail.notification)
    }

    @Test(
        "a machine's answer is kept, reopens nothing and mails nobody",
        arguments: [
            MailKind.autoReply, .bounce, .delayNotice, .receipt, .feedbackReport,
        ])
    func kept(kind: MailKind) throws {
        for engine in StoreEngine.all {
            let office = try Office(engine)
            let (ticket, mail) = try answered(office)
            _ = try office.desk.change(
                ticket.id, [.status("resolved")], as: User.systemID)
            let before = try office.outbox(of: ticket.id).count
            let receipt = try office.desk.receive(
                try report(office, kind, on: mail.messageID, id: "b@net"))
            #expect(receipt.outcome == .added(ticket.id))
            #expect(receipt.match == "report on \(mail.messageID), which we sent")
            #expect(receipt.outbox.isEmpty)
            #expect(try office.ticket(ticket.id).status == "resolved")
            #expect(try office.outbox(of: ticket.id).count == before)
            #expect(try office.kinds(of: ticket.id).last == .autoReply)
            #expect(try office.user("mailer-daemon@example.net") == nil)
        }
    }

    @Test("a bounce without any sender is kept as well", arguments: StoreEngine.all)
    func withoutSender(engine: StoreEngine) throws {
        let office = try Office(engine)
        let (ticket, mail) = try answered(office)
        let receipt = try office.desk.receive(
            try report(office, .bounce, on: mail.messageID, id: "b@net", from: nil))
        #expect(receipt.outcome == .added(ticket.id))
    }

    @Test("one that names no mail of ours is quarantined", arguments: StoreEngine.all)
    func foreign(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try answered(office)
        for (index, (kind, reason)) in [
            (MailKind.bounce, QuarantineReason.bounceWithoutTicket),
            (.autoReply, .autoReplyWithoutTicket), (.receipt, .reportWithoutTicket),
            (.delayNotice, .reportWithoutTicket),
        ].enumerated() {
            let receipt = try office.desk.receive(
                try report(office, kind, on: MessageID("other@net"), id: "b\(index)@net"))
            #expect(receipt.outcome == .quarantined(reason, detail: nil))
        }
    }

    @Test("a guessed tag lets no stranger's machine write to a ticket", arguments: StoreEngine.all)
    func guessed(engine: StoreEngine) throws {
        let office = try Office(engine)
        let (ticket, _) = try answered(office)
        let before = try office.kinds(of: ticket.id)
        let receipt = try office.desk.receive(
            try office.mail(
                from: "eve@example.com", subject: "[example.org #1] gone", id: "b@net"
            ) { $0.kind = .autoReply })
        guard case .quarantined(.noRight, _) = receipt.outcome else {
            throw Office.Surprise(text: "\(receipt.outcome)")
        }
        #expect(try office.kinds(of: ticket.id) == before)
    }

    @Test("the Message-IDs of one site cannot be told from each other", arguments: StoreEngine.all)
    func unguessable(engine: StoreEngine) throws {
        let office = try Office(engine)
        let other = try Office(engine)
        let (_, mail) = try answered(office)
        let (_, same) = try answered(other)
        #expect(mail.messageID != same.messageID)
    }

    @Test("a bounce stands beside the mail that came back", arguments: StoreEngine.all)
    func noted(engine: StoreEngine) throws {
        let office = try Office(engine)
        let (ticket, mail) = try answered(office)
        _ = try office.desk.receive(
            try report(
                office, .bounce, on: mail.messageID, id: "b@net",
                recipients: [failed("rita@example.net"), failed("victim@example.com")]))
        let view = try office.desk.view(ticket.id, as: User.systemID)
        let reports = view.entries.flatMap(\.reports)
        #expect(reports.map(\.address.value) == ["rita@example.net"])
        #expect(reports.map(\.status) == ["5.1.1"])
        #expect(reports.map(\.isPermanent) == [true])
        #expect(view.suspended.isEmpty)
        let victim = try #require(EmailAddress("victim@example.com"))
        #expect(try office.desk.address(victim, as: User.systemID).reports.isEmpty)
    }

    @Test("a mail that was forwarded comes back from where it ended", arguments: StoreEngine.all)
    func forwarded(engine: StoreEngine) throws {
        let office = try Office(engine)
        let (_, mail) = try answered(office)
        _ = try office.desk.receive(
            try report(
                office, .bounce, on: mail.messageID, id: "b@net",
                recipients: [failed("rita@elsewhere.example")]))
        let rita = try #require(EmailAddress("rita@example.net"))
        #expect(try office.desk.address(rita, as: User.systemID).failures == 1)
    }

    /// Lets `count` answers come back and says whether Rita is mailed still.
    private func bounce(
        _ office: Office, times count: Int, from first: Int = 1, status: String? = "5.1.1",
        twice: Bool = false
    ) throws -> Bool {
        for number in first..<(first + count) {
            let (_, mail) = try answered(office, number)
            for copy in 0..<(twice ? 2 : 1) {
                _ = try office.desk.receive(
                    try report(
                        office, .bounce, on: mail.messageID, id: "b\(number)-\(copy)@net",
                        recipients: [failed("rita@example.net", status: status)]))
            }
        }
        let rita = try #require(EmailAddress("rita@example.net"))
        return try office.desk.address(rita, as: User.systemID).standing.suspended == nil
    }

    @Test(
        "three mails that came back suspend an address; resuming mails it again",
        arguments: StoreEngine.all)
    func suspended(engine: StoreEngine) throws {
        let office = try Office(engine)
        #expect(try bounce(office, times: 2))
        #expect(try !bounce(office, times: 1, from: 3))
        let ticket = try office.open("Again", id: "again@net")
        #expect(try office.outbox(of: ticket.id).isEmpty)
        let decisions = try office.desk.store.read { try $0.decisions(of: ticket.id) }
        #expect(decisions.contains { $0.decision.outcome == .bounced })
        let rita = try #require(EmailAddress("rita@example.net"))
        #expect(
            try office.desk.view(ticket.id, as: User.systemID).suspended == [rita])
        #expect(
            try office.desk.suspendedAddresses(as: User.systemID).map(\.standing.address) == [rita])

        office.pass(seconds: 3_600)
        #expect(try office.desk.resume(rita, as: User.systemID))
        #expect(try !office.desk.resume(rita, as: User.systemID))
        #expect(try office.desk.address(rita, as: User.systemID).failures == 0)
        let later = try office.open("Later", id: "later@net")
        #expect(try office.recipients(of: later.id) == ["rita@example.net"])
        // What came back before does not count, so it takes three again.
        #expect(try bounce(office, times: 2, from: 10))
    }

    @Test("late mail, full mailboxes and old failures suspend nobody", arguments: StoreEngine.all)
    func notSuspended(engine: StoreEngine) throws {
        #expect(try bounce(try Office(engine), times: 4, status: "4.4.1"))
        for status in ["5.2.2", "5.2.3", "5.3.4", "5.6.1", "5.7.1"] {
            #expect(try bounce(try Office(engine), times: 4, status: status))
        }
        #expect(try bounce(try Office(engine), times: 2, twice: true))
        let office = try Office(engine)
        #expect(try bounce(office, times: 2))
        office.pass(seconds: 31 * 86_400)
        #expect(try bounce(office, times: 2, from: 3))
    }

    @Test("only those who may administer users see and resume addresses")
    func rights() throws {
        let office = try Office(.sqlite)
        let ada = try office.staff("ada")
        let rita = try #require(EmailAddress("rita@example.net"))
        #expect(throws: DeskError.self) { try office.desk.suspendedAddresses(as: ada.id) }
        #expect(throws: DeskError.self) { try office.desk.address(rita, as: ada.id) }
        #expect(throws: DeskError.self) { try office.desk.resume(rita, as: ada.id) }
    }

    @Test("who has the mail as well cannot silence another recipient", arguments: StoreEngine.all)
    func coRecipient(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.open(from: "evil@example.com", "Mine", id: "e@com")
        for number in 1...4 {
            let (_, mail) = try answered(office, number)
            let forged = try report(
                office, .bounce, on: mail.messageID, id: "b\(number)@com",
                recipients: [failed("rita@example.net")], from: "evil@example.com")
            _ = try office.desk.receive(forged)
            var envelope = try report(
                office, .bounce, on: mail.messageID, id: "c\(number)@com",
                recipients: [failed("rita@example.net")])
            envelope.envelope.sender = "evil@example.com"
            _ = try office.desk.receive(envelope)
        }
        let rita = try #require(EmailAddress("rita@example.net"))
        let view = try office.desk.address(rita, as: User.systemID)
        #expect(view.standing.suspended == nil)
        #expect(view.failures == 0)
        #expect(view.reports.count == 8)
    }

    @Test(
        "a stranger's machine cannot write to a ticket by the requestor's own Message-ID",
        arguments: StoreEngine.all)
    func receivedID(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "first@net")
        let receipt = try office.desk.receive(
            try office.mail(
                from: "eve@example.com", subject: "Away", id: "2@com", references: ["first@net"]
            ) { $0.kind = .autoReply })
        guard case .quarantined(.noRight, _) = receipt.outcome else {
            throw Office.Surprise(text: "\(receipt.outcome)")
        }
        #expect(try office.kinds(of: ticket.id) == [.create])
    }
}
