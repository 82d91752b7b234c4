import Testing

@testable import Tickets

@Suite("Patterns of custom fields")
struct ValuePatternTests {
    @Test(
        "patterns fit as Perl's do",
        arguments: [
            ("^\\d+$", "4711", true), ("^\\d+$", "47a", false), ("^\\d+$", "", false),
            ("b", "abc", true), ("^b", "abc", false), ("(?#Mandatory).", "x", true),
            ("(?#Mandatory).", "", false), ("^(a|bc)*d?$", "abcad", true),
            ("^a{2,3}$", "aaaa", false),
            ("^a{2,3}$", "aaa", true), ("^a{2,}$", "aaaaa", true), ("^a{2}$", "a", false),
            ("^[A-Z]{2}-[0-9]{3}$", "AB-123", true), ("^[^0-9]+$", "a1", false),
            ("^[]x]+$", "x]", true),
            ("^[a\\-z]+$", "a-z", true), ("^[a-]$", "-", true), ("(?i)^ABC$", "abc", true),
            ("^\\w+$", "Ёжик_1", true), ("^\\W$", "!", true), ("^\\s\\S$", " x", true),
            ("^a.c$", "a\nc", false), ("\\bcat\\b", "a cat.", true), ("\\bcat\\b", "concat", false),
            ("^(?:a+?)$", "aaa", true), ("^\\$\\{x\\}$", "${x}", true), ("", "", true),
            ("|a", "b", true),
            ("^(){3}$", "", true), ("^((a?){20})$", "aaa", true), ("^Straße$", "Straße", true),
        ])
    func matches(pattern: String, text: String, expected: Bool) throws {
        #expect(try ValuePattern(pattern).matches(text) == expected, "\(pattern) on \(text)")
    }

    @Test(
        "mistakes are named with their column",
        arguments: [
            ("a(b", 2), ("a)", 2), ("[a", 1), ("*a", 1), ("a**", 3), ("a{x}", 2), ("a{3,2}", 2),
            ("(a)\\1", 4), ("(?=a)", 1), ("(?<!a)b", 1), ("\\p{L}", 1), ("\\", 1), ("[z-a]", 2),
            ("[[:alpha:]]", 2), ("(?#x", 1),
        ])
    func mistakes(pattern: String, column: Int) {
        let error = #expect(throws: ValuePatternError.self) { try ValuePattern(pattern) }
        #expect(error?.column == column, "\(pattern)")
    }

    @Test("neither a pattern nor a value can make it slow")
    func hostile() throws {
        // Each of these takes longer than anybody waits where one way is tried after the other.
        let text = String(repeating: "a", count: 1_000) + "b"
        for pattern in ["^(a+)+$", "^(a|a)*$", "^(a*)*c", "^(a?){500}a{500}$", "(.*)(.*)(.*)(.*)x"]
        {
            #expect(try !ValuePattern(pattern).matches(text), "\(pattern)")
        }
        for pattern in [
            "((a{100}){100}){100}", "(((){9999}){9999}){9999}a{9999}",
            String(repeating: "(", count: 200), String(repeating: "a", count: 501),
        ] {
            #expect(throws: ValuePatternError.self, "\(pattern)") { try ValuePattern(pattern) }
        }
    }
}
