import Testing
import Tickets

@Suite("Subject tags")
struct SubjectLineTests {
    @Test(
        "a bracketed number with a name is a tag",
        arguments: [
            ("[example.org #12] Printer", "example.org", 12), ("Re: [My Site #7]", "My Site", 7),
            ("AW: [http://example.org #3]", "example.org", 3), ("[a # 5 ]", "a", 5),
        ])
    func found(subject: String, name: String, number: Int64) {
        #expect(SubjectLine.tags(in: subject) == [SubjectTag(name: name, ticket: TicketID(number))])
    }

    @Test(
        "anything else in brackets is not",
        arguments: [
            "[#12]", "[ #12]", "[urgent]", "[a #0]", "[a #-1]", "[a #12x]", "[a 12]", "a #12]",
            "[a #99999999999999999999]", "[a #１２]",
        ])
    func notFound(subject: String) {
        #expect(SubjectLine.tags(in: subject).isEmpty)
    }

    @Test("our tags are taken out, others stay, spaces close up")
    func removal() {
        let subject = "Re: [Example.org #12] [other #3]  paper [example.org #12]"
        #expect(
            SubjectLine.removingTags(["example.org"], from: subject) == "Re: [other #3] paper")
        #expect(SubjectLine.removingTags([], from: "a  b") == "a b")
    }

    @Test("a subject full of tags is read up to a limit")
    func limit() {
        let subject = String(repeating: "[a #1]", count: 1_000)
        #expect(SubjectLine.tags(in: subject).count == SubjectLine.tagsMax)
    }
}
