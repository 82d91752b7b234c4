import MIME
import Testing

@Suite("Addresses")
struct AddressTests {
    private static let lists: [(String, [Mailbox])] = [
        ("ada@example.org", [Mailbox(address: "ada@example.org")]),
        ("<ada@example.org>", [Mailbox(address: "ada@example.org")]),
        ("Ada <ada@example.org>", [Mailbox(name: "Ada", address: "ada@example.org")]),
        (
            "\"Example, Ada\" <ada@example.org>",
            [Mailbox(name: "Example, Ada", address: "ada@example.org")]
        ),
        (
            "a@example.org, b@example.org",
            [Mailbox(address: "a@example.org"), Mailbox(address: "b@example.org")]
        ),
        ("team: a@example.org;", [Mailbox(address: "a@example.org")]),
        ("undisclosed-recipients:;", []),
        ("", []),
        ("nobody", []),
        ("Ada.Lovelace+tag@Example.ORG", [Mailbox(address: "Ada.Lovelace+tag@Example.ORG")]),
        (
            "=?utf-8?q?J=C3=BCrgen?= <j@example.org>",
            [Mailbox(name: "Jürgen", address: "j@example.org")]
        ),
        ("Jürgen <j@example.org>", [Mailbox(name: "Jürgen", address: "j@example.org")]),
        ("ada@example.org (Ada)", [Mailbox(name: "Ada", address: "ada@example.org")]),
        ("Ada ada@example.org", [Mailbox(address: "ada@example.org")]),
    ]

    @Test("are parsed", arguments: lists)
    func parse(_ header: String, _ wanted: [Mailbox]) {
        let found = AddressParser.parse(header)
        #expect(found.map(\.address) == wanted.map(\.address))
        if header != "Ada ada@example.org" { #expect(found == wanted) }
    }

    @Test(
        "are rescued from what is no list",
        arguments: [
            ("Doe, Jane <jane@example.org>", "Doe, Jane|jane@example.org"),
            (
                "Doe, Jane <a@b.example>, Roe, Rick <c@d.example>",
                "Doe, Jane|a@b.example Roe, Rick|c@d.example"
            ),
            ("\"a@b.example\" <c@d.example>", "a@b.example|c@d.example"),
            ("a@b.example <c@d.example>", "a@b.example|c@d.example"),
            ("<@a.example,@b.example:jane@example.org>", "|jane@example.org"),
            ("jane@[192.0.2.1]", "|jane@[192.0.2.1]"),
            ("jane@[IPv6:2001:db8::1]", "|jane@[IPv6:2001:db8::1]"),
            ("jane@@example.org", "|jane@example.org"), ("jane@example.org.", "|jane@example.org"),
            ("Jane <<jane@example.org>>", "Jane|jane@example.org"),
            ("<jane@example.org", "|jane@example.org"), ("jane@example.org>", "|jane@example.org"),
            ("<mailto:jane@example.org>", "|jane@example.org"),
            ("Jane [mailto:jane@example.org]", "|jane@example.org"),
            ("'jane@example.org'", "|jane@example.org"),
            ("'Jane' <'jane@example.org'>", "Jane|jane@example.org"),
            ("o'neill@example.org", "|o'neill@example.org"),
            ("jané@exämple.org", "|jané@exämple.org"), ("用户@例子.example", "|用户@例子.example"),
            (
                "team:a@b.example,c@d.example;, e@f.example",
                "|a@b.example |c@d.example |e@f.example"
            ),
            ("a@b.example; c@d.example;", "|a@b.example |c@d.example"),
            ("a@b.example c@d.example", "|a@b.example |c@d.example"),
            ("\"open <jane@example.org>", "open|jane@example.org"),
            ("=?utf-8?q?Doe=2C_J=C3=A4ne?= <jane@example.org>", "Doe, Jäne|jane@example.org"),
            ("=?utf-8?q?a=40b=2Eexample?= <c@d.example>", "a@b.example|c@d.example"),
            ("=?utf-8?q?jane=40example=2Eorg?=", "|jane@example.org"),
            ("=?utf-8?q?J=C3=A4ne_=3Cjane=40example=2Eorg=3E?=", "Jäne|jane@example.org"),
            ("jane@example.org (=?utf-8?q?J=C3=A4ne?=)", "Jäne|jane@example.org"),
            ("jane @ example . org", "|jane@example.org"),
            ("\"jane doe\"@example.org", "|\"jane doe\"@example.org"),
            ("Jane <jane@example.org>Accept-Language: en", "Jane|jane@example.org"),
            ("Jane, <jane@example.org>", "|jane@example.org"), ("<>", ""), ("Jane <>", ""),
            ("jane", ""), ("=?utf-8?q?nobody?=", ""),
        ])
    func rescued(_ header: String, _ wanted: String) {
        let found = AddressParser.parse(header).map { "\($0.name ?? "")|\($0.address)" }
        #expect(found.joined(separator: " ") == wanted)
    }

    @Test(
        "are plausible",
        arguments: ["a@b", "ada+tag@example.org", "jürgen@example.org", "x@[10.0.0.1]"])
    func plausible(_ address: String) {
        #expect(Mailbox.isPlausible(address))
    }

    @Test(
        "are not plausible",
        arguments: [
            "", "@", "a@", "@b", "a b@c", "a@b@c", "a\n@b", "a@b\u{0}", "<a@b>", "a,b@c", "a@.b",
            "a@b.",
            String(repeating: "a", count: 250) + "@b.org", "a@b\u{202E}", "plain",
        ])
    func implausible(_ address: String) {
        #expect(!Mailbox.isPlausible(address))
    }

    @Test("compare in lower case")
    func normalized() {
        #expect(Mailbox(address: " Ada@Example.ORG ").normalizedAddress == "ada@example.org")
    }

    @Test("an empty or invisible name is none")
    func emptyName() {
        #expect(Mailbox(name: " \u{202E}\u{0}", address: "a@b").name == nil)
    }
}
