import TestKit
import Testing

@Suite("T421 forwarding a ticket")
struct ForwardTests {
    @Test("the mail that came in goes along whole, and nobody else is told")
    func ticket() throws {
        let tracker = try Tracker()
        try tracker.seatStaff("ada@example.org")
        try tracker.deliver(MailText.of(id: "f1@example.com"))
        try tracker.postern("ticket", "comment", "1", "--text", "She is rude.", "--as", "ada")
        try tracker.forgetSent()
        let said = try tracker.postern(
            "ticket", "forward", "1", "--to", "carrier@example.net", "--bcc", "lawyer@example.net",
            "--text", "Yours, I think.", "--as", "ada")
        #expect(said.contains("Ticket #1 forwarded to carrier@example.net and 1 more."))
        let mail = try #require(try tracker.sent().first)
        #expect(try tracker.sent().count == 1)
        #expect(mail.recipients == ["carrier@example.net", "lawyer@example.net"])
        #expect(mail["To"].contains("carrier@example.net"))
        #expect(mail["Subject"].contains("Fwd: "))
        #expect(mail.body.contains("Yours, I think."))
        #expect(mail.body.contains("Content-Type: message/rfc822"))
        #expect(mail.body.contains("Message-ID: <f1@example.com>"))
        #expect(!mail.body.contains("rude"))
        #expect(try tracker.types(1).last == "Forward Ticket")
        // The next answer does not go there.
        try tracker.forgetSent()
        try tracker.postern("ticket", "correspond", "1", "--text", "Done.", "--as", "ada")
        #expect(try tracker.sent().flatMap(\.recipients) == ["rita@example.com"])
    }
}
