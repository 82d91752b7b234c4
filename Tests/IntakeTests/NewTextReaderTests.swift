import Testing
import Tickets

@testable import Intake

@Suite("New text of a mail")
struct NewTextReaderTests {
    private static let quote = "Yes.\n\nOn 5 May 2025 at 10:12, Bob wrote:\n> Does it smoke?\n"

    @Test("a verdict has the new text, and all of it beside")
    func both() {
        let verdict = MailSource.read(
            MailSource.mail("Subject: Re: Printer", body: Self.quote))
        #expect(verdict.replyText == "Yes.")
        #expect(verdict.text.hasSuffix("> Does it smoke?\n"))
    }

    @Test("no new text apart when it is all of the text")
    func all() {
        let verdict = MailSource.read(MailSource.mail("Subject: Printer"))
        #expect(verdict.replyText == nil)
        #expect(!verdict.text.isEmpty)
    }

    @Test("what is passed on belongs to the new text")
    func forwarded() {
        let mail = MailSource.mail("Subject: Fwd: Printer", body: Self.quote)
        #expect(MailSource.read(mail).replyText == nil)
    }

    @Test("marks in a mail that answers nothing are the writer's, in an answer they are quotes")
    func first() {
        let body = "The manual says:\n\n> Do not open\n> the lid.\n\nBut it is hot.\n"
        #expect(MailSource.read(MailSource.mail("Subject: Lid", body: body)).replyText == nil)
        let answer = MailSource.mail("Subject: Lid", "In-Reply-To: <x1@example.org>", body: body)
        #expect(MailSource.read(answer).replyText == "The manual says:\n\nBut it is hot.")
    }

    @Test("two robots that quote each other are alike by their new text")
    func likeness() {
        let body = "This is an automatic answer of Example.\n\n"
        let one = MailSource.read(MailSource.mail("Subject: Re: x", body: body))
        let two = MailSource.read(
            MailSource.mail("Subject: Re: x", body: body + "Bob wrote:\n> " + body))
        #expect(one.likeness != nil)
        #expect(one.likeness == two.likeness)
    }

    @Test("in HTML, as Outlook writes it")
    func html() {
        let mail = MailSource.mail(
            "Subject: RE: Printer", "MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8",
            body: """
                <div><p class="MsoNormal">No.</p></div><div><div style="border:none"><p>\
                <b>From:</b> Bob Example &lt;bob@example.org&gt;<br>\
                <b>Sent:</b> Monday, May 5, 2025 10:12 AM<br><b>To:</b> Ann<br>\
                <b>Subject:</b> Printer</p></div></div><p>Does it smoke?</p>
                """)
        #expect(MailSource.read(mail).replyText == "No.")
    }
}
