import Testing
import Tickets

@Suite("Texts about calls")
struct CallTextTests {
    @Test("numbers are put in, secrets keep their names until the call")
    func filling() throws {
        let text = try CallText("/t/{ticket}/{delivery}?k={secret:chat.token}")
        #expect(text.secrets == ["chat.token"])
        let filled = text.filled(ticket: TicketID(42), delivery: "42-7-x")
        #expect(filled == "/t/42/42-7-x?k={secret:chat.token}")
        #expect(try CallText(filled).revealed { "<\($0)>" } == "/t/42/42-7-x?k=<chat.token>")
    }

    @Test(
        "what cannot be named is told",
        arguments: [
            ("{subject}", "unknown \"{subject}\"; expected {ticket}, {delivery} or {secret:NAME}"),
            ("{secret:../x}", "unknown \"{secret:../x}\""), ("{secret:}", "unknown \"{secret:}\""),
            ("a{b", "a \"{\" without its other half"), ("a}b", "a \"}\" without its other half"),
            ("a\r\nX: y", "holds a control character or a line break"),
        ])
    func mistakes(text: String, words: String) {
        let mistake = #expect(throws: CallText.Mistake.self) { try CallText(text) }
        #expect(mistake?.description.hasPrefix(words) == true)
    }

    @Test(
        "addresses are looked at",
        arguments: [
            ("https://chat.example.org/hook?x={ticket}", nil), ("HTTP://[::1]:8080/", nil),
            ("{secret:hook}", nil), ("{ticket}", "expected http:// or https:// first"),
            ("chat.example.org", "expected an address that starts with https:// or http://"),
            ("https:///x", "names no host"),
            (
                "https://me:word@example.org/",
                "holds a name or a password; put it into a header with {secret:NAME}"
            ),
            (
                "http://localhost:{ticket}@example.org/",
                "holds a name or a password; put it into a header with {secret:NAME}"
            ),
            (
                "https://example.org/a b",
                "expected ASCII without blanks; write other characters as %XX"
            ),
        ] as [(String, String?)])
    func addresses(url: String, problem: String?) {
        #expect(CallText.problem(withURL: url) == problem)
    }

    @Test(
        "a secret goes over https, or to this machine",
        arguments: [
            ("https://example.org/", true), ("http://LOCALHOST:8080/x", true),
            ("http://127.8.0.1/", true), ("http://[::1]:80/", true), ("{secret:hook}", true),
            ("http://example.org/", false), ("http://localhost:x@example.org/", false),
            ("http://localhost.example.org/", false), ("http://127.0.0.1.example.org/", false),
            ("http://[::1].example.org@example.org/", false), ("http://[2001:db8::1]/", false),
        ])
    func protection(url: String, isProtected: Bool) {
        #expect(CallText.isProtected(url: url) == isProtected)
    }
}
