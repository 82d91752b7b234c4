import Testing
import Tickets

@Suite("Tags in a subject")
struct SubjectTagTests {
    @Test("a tag is found in an encoded subject and behind a fold")
    func encoded() {
        let verdict = MailSource.read(
            MailSource.mail(
                "Subject: =?utf-8?B?UmU6IFtoZWxwLmV4YW1wbGUgIzEyXSDQktC+0L/RgNC+0YE=?="))
        #expect(verdict.subject == "Re: [help.example #12] Вопрос")
        #expect(verdict.tags == [SubjectTag(name: "help.example", ticket: TicketID(12))])
        let folded = MailSource.read(MailSource.mail("Subject: Re: [help.example\n #12] x"))
        #expect(folded.tags == [SubjectTag(name: "help.example", ticket: TicketID(12))])
    }
}
