import Testing
import Tickets

@Suite("Addresses and Message-IDs")
struct AddressAndIDTests {
    @Test(
        "an address that mail can go to is taken, lower-cased",
        arguments: [
            ("Ann@Example.ORG", "ann@example.org"), ("a+b@example.org", "a+b@example.org"),
            ("o'neil@example.org", "o'neil@example.org"),
            ("\"odd local\"@example.org", "\"odd local\"@example.org"),
            ("иван@пример.рф", "иван@пример.рф"), ("x@[192.0.2.1]", "x@[192.0.2.1]"),
        ])
    func accepted(text: String, value: String) {
        #expect(EmailAddress(text)?.value == value)
    }

    @Test(
        "what could be an option, a header or no address is refused",
        arguments: [
            "", "ann", "@example.org", "ann@", "a b@example.org", "a@b@c", "-oQ/tmp@example.org",
            "ann@example.org\nBcc: x@example.org", "ann\u{0}@example.org", "<ann@example.org>",
            "ann@.example.org", "ann@example.org.", "a,b@example.org", "ann@exam ple.org",
        ])
    func refused(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test("an address longer than RFC 5321 allows is refused")
    func tooLong() {
        #expect(EmailAddress(String(repeating: "a", count: 250) + "@b.c") != nil)
        #expect(EmailAddress(String(repeating: "a", count: 251) + "@b.c") == nil)
    }

    @Test("the extension is what follows the first delimiter")
    func addressExtension() throws {
        let address = try #require(EmailAddress("support+42+x@example.org"))
        let (base, word) = try #require(address.splittingExtension())
        #expect(base.value == "support@example.org")
        #expect(word == "42+x")
        #expect(EmailAddress("support@example.org")?.splittingExtension() == nil)
        #expect(EmailAddress("+42@example.org")?.splittingExtension() == nil)
    }

    @Test("brackets and outer spaces of a Message-ID do not count, inner spaces refuse it")
    func messageIDs() {
        #expect(MessageID(" <a.b@c> ")?.value == "a.b@c")
        #expect(MessageID("a.b@c") == MessageID("<a.b@c>"))
        #expect(MessageID("<A@c>") != MessageID("<a@c>"))
        #expect(MessageID("<a b@c>") == nil)
        #expect(MessageID("<>") == nil)
        #expect(MessageID("a><b@c") == nil)
        #expect(MessageID(String(repeating: "x", count: 996)) == nil)
    }
}
