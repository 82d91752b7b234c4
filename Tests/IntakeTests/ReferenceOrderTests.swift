import Testing
import Tickets

@testable import Intake

@Suite("References")
struct ReferenceOrderTests {
    @Test("In-Reply-To is asked first, then References from the last to the first")
    func order() {
        let verdict = MailSource.read(
            MailSource.mail(
                "Message-ID: <own@example.org>",
                "References: <1@example.org> <2@example.org>\n <3@example.org>",
                "In-Reply-To: <2@example.org>"))
        #expect(
            verdict.references.map(\.value) == ["2@example.org", "3@example.org", "1@example.org"])
        #expect(verdict.messageID == MessageID("own@example.org"))
    }

    @Test("the mail's own id and repetitions are left out")
    func unique() {
        let order = ReferenceOrder.asked(
            inReplyTo: ["a@x", "a@x"], references: ["b@x", "own@x", "a@x", "b@x"],
            own: MessageID("own@x"), countMax: 100)
        #expect(order.map(\.value) == ["a@x", "b@x"])
    }

    @Test("no more than the limit are asked, the nearest ones")
    func cap() {
        let many = (1...1_000).map { "\($0)@x" }
        let order = ReferenceOrder.asked(
            inReplyTo: ["p@x"], references: many, own: nil, countMax: 3)
        #expect(order.map(\.value) == ["p@x", "1000@x", "999@x"])
    }

    @Test("what is no Message-ID is passed over")
    func nonsense() {
        let verdict = MailSource.read(
            MailSource.mail("In-Reply-To: your letter of Monday", "References: <> < > <ok@x>"))
        #expect(verdict.references.contains(where: { $0.value == "ok@x" }))
        #expect(verdict.references.allSatisfy { !$0.value.isEmpty })
    }
}
