import Desk
import Store
import TestKit
import Testing
import Tickets

@Suite("Forwarding")
struct ForwardTests {
    private func refusal(_ body: () throws -> some Any) -> DeskError? {
        do {
            _ = try body()
            return nil
        } catch {
            return error as? DeskError
        }
    }

    private func to(_ address: String, bcc: String? = nil) throws -> MessageRecipients {
        MessageRecipients(
            to: [try #require(EmailAddress(address))],
            bcc: try bcc.map { [try #require(EmailAddress($0))] } ?? [])
    }

    /// Rita's mail, an answer, a comment.
    private func ticket(_ office: Office, _ ada: User) throws -> Ticket {
        let ticket = try office.open("Paper", id: "1@net")
        _ = try office.desk.write(.correspond, "We look at it.", on: ticket.id, as: ada.id)
        _ = try office.desk.write(.comment, "She is rude.", on: ticket.id, as: ada.id)
        return ticket
    }

    @Test(
        "a ticket goes out with its mails attached and without its comments",
        arguments: StoreEngine.all)
    func ticket(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try ticket(office, ada)
        let done = try office.desk.forward(
            ForwardRequest(
                ticket: ticket.id,
                recipients: try to("carrier@example.com", bcc: "lawyer@example.com"),
                text: "Yours, I think."), as: ada.id)
        #expect(
            done.messages == ["Ticket #\(ticket.id) forwarded to carrier@example.com and 1 more."])
        let mail = try #require(try office.outbox(of: ticket.id).last).notification
        #expect(done.outbox.count == 1)
        #expect(mail.to.map(\.address.value) == ["carrier@example.com"])
        #expect(mail.bcc.map(\.address.value) == ["lawyer@example.com"])
        #expect(mail.subject == "[example.org #\(ticket.id)] Fwd: Paper")
        #expect(mail.text.hasPrefix("Yours, I think."))
        #expect(mail.text.contains("We look at it."))
        #expect(!mail.text.contains("rude"))
        #expect(mail.attachments.map(\.attachment.contentType) == ["message/rfc822"])
        #expect(mail.attachments.map(\.attachment.path) == [""])
        let entry = try #require(try office.desk.view(ticket.id, as: ada.id).entries.last)
        #expect(entry.transaction.kind == .forwardTicket)
        #expect(entry.transaction.newValue == "carrier@example.com")
        #expect(entry.message?.text == "Yours, I think.")
        #expect(!entry.transaction.isInternal)
        // The note is for the carrier, so a requestor neither reads nor finds it.
        let rita = try #require(try office.user("rita@example.net"))
        #expect(
            try !office.desk.view(ticket.id, as: rita.id).entries.contains {
                $0.transaction.kind == .forwardTicket
            })
        #expect(try office.find("Content LIKE 'Yours'", as: rita.id).isEmpty)
        #expect(try office.find("Content LIKE 'Yours'", as: ada.id) == [ticket.id.value])
        // Nobody else was told, and nobody watches.
        #expect(entry.outbox.count == 1)
        #expect(try office.user("carrier@example.com") == nil)
    }

    @Test(
        "comments go along only when asked, from the comment address, never to a requestor",
        arguments: StoreEngine.all)
    func comments(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let ticket = try ticket(office, ada)
        let comment = try #require(
            try office.desk.view(ticket.id, as: ada.id).entries.last {
                $0.transaction.kind == .comment
            }
        ).transaction.id
        var request = ForwardRequest(
            ticket: ticket.id, recipients: try to("rita@example.net"), withComments: true)
        #expect(refusal { try office.desk.forward(request, as: ada.id) }?.code == .invalid)
        request.recipients = try to("lawyer@example.com")
        _ = try office.desk.forward(request, as: ada.id)
        let mail = try #require(try office.outbox(of: ticket.id).last).notification
        #expect(mail.text.contains("She is rude."))
        #expect(mail.replyTo?.value == "support-comment@example.org")
        let entry = try #require(try office.desk.view(ticket.id, as: ada.id).entries.last)
        #expect(entry.transaction.isInternal)
        let rita = try #require(try office.user("rita@example.net"))
        #expect(
            try !office.desk.view(ticket.id, as: rita.id).entries.contains {
                $0.transaction.kind == .forwardTicket
            })
        request.transaction = comment
        request.withComments = false
        #expect(
            refusal { try office.desk.forward(request, as: ada.id) }?.detail
                .contains("--with-comments") == true)
    }

    @Test(
        "one message is forwarded; others, strangers and tickets without any are refused",
        arguments: StoreEngine.all)
    func one(engine: StoreEngine) throws {
        let office = try Office(engine)
        let desk = office.desk
        let ada = try office.staff("ada")
        let ticket = try ticket(office, ada)
        let other = try office.open("Ink", id: "2@net")
        let entries = try desk.view(ticket.id, as: ada.id).entries
        let answer = try #require(entries.first { $0.transaction.kind == .correspond })
        var request = ForwardRequest(
            ticket: ticket.id, transaction: answer.transaction.id,
            recipients: try to("carrier@example.com"))
        let done = try desk.forward(request, as: ada.id)
        #expect(
            done.messages
                == ["Transaction \(answer.transaction.id) forwarded to carrier@example.com."])
        let mail = try #require(try office.outbox(of: ticket.id).last).notification
        #expect(mail.attachments.isEmpty)
        #expect(mail.text.contains("We look at it."))
        request.ticket = other.id
        #expect(refusal { try desk.forward(request, as: ada.id) }?.code == .invalid)
        request.ticket = ticket.id
        request.recipients = MessageRecipients()
        #expect(refusal { try desk.forward(request, as: ada.id) }?.code == .invalid)
        let rita = try #require(try office.user("rita@example.net"))
        request.recipients = try to("carrier@example.com")
        #expect(
            refusal { try desk.forward(request, as: rita.id) }?.code == .noRight(.forwardMessage))
    }
}
