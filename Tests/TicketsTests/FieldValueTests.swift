import Testing
import Tickets

@Suite("Values of custom fields")
struct FieldValueTests {
    /// 2026-11-21 10:33:20 UTC, in a zone one hour ahead.
    private static let time = QueryTime(
        now: Timestamp(milliseconds: 1_795_257_200_000), offsetSeconds: { _ in 3_600 })

    private func field(_ kind: CustomField.Kind) -> CustomField {
        CustomField(
            name: "Field", kind: kind,
            options: kind == .select
                ? [
                    .init(name: "Network"), .init(name: "Power"), .init(name: "Кабель"),
                    .init(name: "Old", isDisabled: true),
                ] : [])
    }

    private func text(_ kind: CustomField.Kind, _ written: String) -> String? {
        try? field(kind).value(from: written, at: Self.time).text
    }

    @Test(
        "each kind writes its values in one way",
        arguments: [
            (CustomField.Kind.select, "  power ", "Power"), (.select, "КАБЕЛЬ", "Кабель"),
            (.freeform, " a  b ", "a  b"), (.text, "\na\r\n\r\nb\n ", "a\n\nb"),
            (.date, "2026-02-28", "2026-02-28"), (.date, "tomorrow", "2026-11-22"),
            (.date, "2026-11-21 23:30Z", "2026-11-22"),
            (.dateTime, "2026-11-21 14:05", "2026-11-21T13:05:00Z"),
            (.dateTime, "now", "2026-11-21T10:33:20Z"),
            (.dateTime, "0001-01-02 00:00:01Z", "0001-01-02T00:00:01Z"),
            (.number, "+007.50", "7.5"), (.number, "-0", "0"), (.number, ".5", "0.5"),
            (
                .number, "123456789012345678901234567890.000001",
                "123456789012345678901234567890.000001"
            ),
            (.ipAddress, "192.0.2.17", "192.0.2.17"),
            (.ipAddress, "2001:DB8:0:0::1", "2001:db8::1"),
            (.ipAddress, "::ffff:192.0.2.1", "192.0.2.1"),
            (.ipAddressRange, "192.0.2.77/24", "192.0.2.0/24"),
            (.ipAddressRange, "192.0.2.1 - 192.0.2.9", "192.0.2.1-192.0.2.9"),
            (.ipAddressRange, "192.0.2.0-192.0.2.255", "192.0.2.0/24"),
            (.ipAddressRange, "2001:db8::/33", "2001:db8::/33"),
            (.url, "HTTPS://example.org/A?b=c", "https://example.org/A?b=c"),
            (.url, "mailto:a@example.org", "mailto:a@example.org"), (.user, " Alice ", "Alice"),
        ])
    func canonical(kind: CustomField.Kind, written: String, expected: String) throws {
        let value = try field(kind).value(from: written, at: Self.time)
        #expect(value.text == expected)
        #expect(try field(kind).value(from: value.text, at: Self.time) == value, "reads back")
    }

    @Test(
        "what does not fit is refused",
        arguments: [
            (CustomField.Kind.select, "powr"), (.select, "old"), (.select, ""), (.freeform, "a\nb"),
            (.freeform, "a\u{1B}b"), (.freeform, String(repeating: "x", count: 256)),
            (.text, String(repeating: "x", count: 10_001)), (.date, "2026-02-30"),
            (.date, "soon"), (.dateTime, "25:00"), (.number, "1,5"), (.number, "1e5"),
            (.number, "0x10"), (.number, "-"), (.number, "."), (.number, "1.2.3"), (.number, "٣"),
            (.number, String(repeating: "9", count: 31)), (.ipAddress, "192.0.2.256"),
            (.ipAddress, "192.0.2.0/24"), (.ipAddress, "1.2.3"), (.ipAddressRange, "192.0.2.0/33"),
            (.ipAddressRange, "192.0.2.9-192.0.2.1"), (.ipAddressRange, "192.0.2.1-2001:db8::1"),
            (.ipAddressRange, "192.0.2.0/-1"), (.url, "javascript:alert(1)"),
            (.url, "example.org"), (.url, "https://"), (.url, "https:///x"), (.url, "https://a b"),
            (.user, "  "),
        ])
    func refused(kind: CustomField.Kind, written: String) {
        #expect(throws: FieldValueError.self, "\(written)") {
            try field(kind).value(from: written, at: Self.time)
        }
    }

    @Test("an error says what was found, what was expected and what was probably meant")
    func words() {
        let error = #expect(throws: FieldValueError.self) {
            try field(.select).value(from: "netwrok", at: Self.time)
        }
        #expect(
            error?.detail == "field \"Field\": found \"netwrok\", expected one of: Network, Power, "
                + "Кабель; did you mean \"Network\"?")
    }

    @Test("keys of numbers sort byte for byte as the numbers do")
    func numbers() throws {
        let sorted = [
            "-1000", "-999.5", "-100", "-99", "-10.01", "-10", "-9.99", "-9.9", "-1.55", "-1.5",
            "-1", "-0.5", "-0.05", "0", "0.001", "0.01", "0.1", "0.11", "1", "1.5", "1.55", "2",
            "9.99", "10", "10.01", "99", "100", "12345678901234567890",
        ]
        let keys = try sorted.map { try #require(Decimal60($0)).key }
        #expect(keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } == keys)
        #expect(Set(keys).count == keys.count)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let (one, other) = (
                Int64.random(in: -99_999...99_999, using: &generator),
                Int64.random(in: -99_999...99_999, using: &generator)
            )
            let (left, right) = (try key(one), try key(other))
            #expect(left.utf8.lexicographicallyPrecedes(right.utf8) == (one < other))
        }
    }

    /// Hundredths as a decimal number.
    private func key(_ hundredths: Int64) throws -> String {
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let text = "\(hundredths < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
        return try #require(Decimal60(text)).key
    }

    @Test("IPv4 sorts before IPv6, each as its numbers do")
    func addresses() throws {
        let sorted = ["9.0.0.1", "10.0.0.1", "192.0.2.1", "::1", "2001:db8::1", "2001:db8::10"]
        let keys = try sorted.map { try #require(IPAddress($0)).key }
        #expect(keys.sorted() == keys)
    }

    @Test("texts are compared without case and marks; of a long one the key is the beginning")
    func texts() throws {
        let short = FieldValue(folding: "Čeština")
        #expect(short.key == "cestina")
        #expect(short.folded == nil)
        let long = FieldValue(folding: String(repeating: "Ж", count: 700))
        #expect(long.key.utf8.count == 1_000)
        #expect(long.folded?.count == 700)
    }

    @Test("a pattern refuses with its own message; one that cannot be read refuses nothing")
    func pattern() throws {
        var number = CustomField(name: "Customer number", pattern: "^\\d{4}$")
        number.patternMessage = "four digits, as on the invoice"
        #expect(try number.value(from: "4711", at: Self.time).text == "4711")
        let error = #expect(throws: FieldValueError.self) {
            try number.value(from: "471", at: Self.time)
        }
        #expect(
            error?.detail
                == "field \"Customer number\": found \"471\", expected four digits, as on the invoice"
        )
        number.pattern = "("
        #expect(try number.value(from: "471", at: Self.time).text == "471")
    }

    @Test("templates name a field by its letters and digits")
    func templateKeys() {
        #expect(CustomField.templateKey("Customer number (old)") == "customer_number_old")
        #expect(CustomField.templateKey("Код клієнта") == "код_клієнта")
        #expect(CustomField.templateKey("–") == "")
    }
}

@Suite("Times of work and names of priorities")
struct MinutesTests {
    @Test(
        "times are read as people write them",
        arguments: [
            ("15m", 15), ("1h30m", 90), ("1h 30m", 90), ("90", 90), ("2H", 120), ("1.5h", 90),
            ("1d", 1_440), ("0", 0), ("1 hour 5 minutes", 65),
        ] as [(String, Int64)])
    func read(text: String, expected: Int64) { #expect(Minutes.read(text) == expected) }

    @Test(
        "anything else is no time",
        arguments: ["", "m", "-5", "-5m", "5x", "30m1h", "1h1h", "1.5", "h", "99999999999d", "٣m"])
    func refused(text: String) { #expect(Minutes.read(text) == nil) }

    @Test("times are written with hours")
    func text() {
        #expect(
            [0, 45, 60, 90, 6_000].map { Minutes.text($0) } == [
                "0m", "45m", "1h", "1h 30m", "100h",
            ])
    }

    @Test("a priority bears the name of the step that it reaches")
    func priorities() throws {
        let names = PriorityNames.standard
        #expect(
            [-5, 0, 49, 50, 99, 100, 900].map { names.name(of: $0) } == [
                "Low", "Low", "Low", "Medium", "Medium", "High", "High",
            ])
        #expect(names.value(of: "mEDIUM") == 50)
        #expect(PriorityNames([]) == nil)
        #expect(PriorityNames([.init("A", 1), .init("a", 2)]) == nil)
        #expect(PriorityNames([.init("A", 1), .init("B", 1)]) == nil)
    }
}
