import Testing
import Tickets

@Suite("Subject tags")
struct SubjectLineTests {
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
        let tags = SubjectLine.tags(in: row.subject)
        #expect(tags.map { "\($0.name)/\($0.ticket)" } == row.want)
    }

    @Test("a subject of nothing but tags costs little and gives few")
    func many() {
        let subject = String(repeating: "[x #1]", count: 50_000)
        #expect(SubjectLine.tags(in: subject).count == SubjectLine.tagsMax)
        #expect(SubjectLine.tags(in: String(repeating: "[", count: 200_000)).isEmpty)
    }

    @Test("our tags are taken out, others stay, spaces close up")
    func removal() {
        let subject = "Re: [Example.org #12] [other #3]  paper [example.org #12]"
        #expect(
            SubjectLine.removingTags(["example.org"], from: subject) == "Re: [other #3] paper")
        #expect(SubjectLine.removingTags([], from: "a  b") == "a b")
    }

    @Test("a tag that appears when another is taken out goes as well")
    func nested() {
        #expect(SubjectLine.removingTags(["a"], from: "x [[a #1]a #2] y") == "x y")
    }
}
