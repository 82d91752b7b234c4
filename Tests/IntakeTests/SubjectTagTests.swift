import Testing
import Tickets

@testable import Intake

@Suite("Tags in a subject")
struct SubjectTagTests {
    static let cases: [(subject: String, want: [String])] = [
        ("[help.example #12] Printer", ["help.example/12"]),
        ("Re: AW: [help.example #12] Printer [old name #7]", ["help.example/12", "old name/7"]),
        ("[http://help.example #12] x", ["help.example/12"]),
        ("[HTTPS://help.example #12] x", ["help.example/12"]),
        ("[help.example#12]", ["help.example/12"]),
        ("[ help   desk  #12 ]", ["help desk/12"]),
        ("[a [b #3] c]", ["b/3"]),
        ("[C# list #5]", ["C# list/5"]),
        ("[Служба #42] Вопрос", ["Служба/42"]),
        ("[x #9223372036854775807]", ["x/9223372036854775807"]),
        ("[x #9223372036854775808]", []),
        ("[x #0] [x #-1] [x #+1] [x #1a] [x #] [x]", []),
        ("[#12] [ #12]", []),
        ("[x #١٢]", []),
        ("x #12] [y #13", []),
        ("", []),
    ]

    @Test("each bracketed number with a name is a tag", arguments: cases)
    func tags(_ row: (subject: String, want: [String])) {
        let tags = SubjectTagParser.tags(in: row.subject)
        #expect(tags.map { "\($0.name)/\($0.ticket)" } == row.want)
    }

    @Test("a subject of nothing but tags costs little and gives few")
    func many() {
        let subject = String(repeating: "[x #1]", count: 50_000)
        #expect(SubjectTagParser.tags(in: subject).count == SubjectTagParser.tagsMax)
        #expect(SubjectTagParser.tags(in: String(repeating: "[", count: 200_000)).isEmpty)
    }

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
