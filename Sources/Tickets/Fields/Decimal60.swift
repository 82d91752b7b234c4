/// A decimal number, exact, of up to 30 digits on either side of the point.
package struct Decimal60: Hashable, Sendable {
    /// Without needless zeros: `-0.5`, `12`, `1000`.
    package let text: String
    /// Texts that sort as the numbers do, byte for byte, in every engine.
    ///
    /// A sign (0 or 1), how many digits stand before the point (two digits), those digits, the
    /// point, the digits behind it. Of a negative number every digit is taken from nine and a
    /// tilde closes it, so that what is further from zero comes first.
    package let key: String

    /// What numbers look like, for errors.
    package static let expected = "a number such as 12, -0.5 or 1200.75"
    private static let digitsMax = 30

    /// Reads `12`, `-0.5`, `+3`, `.5`, with `.` as the point; `nil` for anything else.
    package init?(_ written: String) {
        var rest = written[...]
        let isNegative = rest.hasPrefix("-") || rest.hasPrefix("−")
        if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.contains(where: { !$0.isEmpty }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let whole = parts[0].drop { $0 == "0" }
        var fraction = parts.count == 2 ? parts[1] : ""
        while fraction.last == "0" { fraction = fraction.dropLast() }
        guard whole.count <= Self.digitsMax, fraction.count <= Self.digitsMax else { return nil }
        let isZero = whole.isEmpty && fraction.isEmpty
        let shown = (whole.isEmpty ? "0" : String(whole)) + (fraction.isEmpty ? "" : "." + fraction)
        text = isNegative && !isZero ? "-" + shown : shown
        let count = whole.count < 10 ? "0\(whole.count)" : "\(whole.count)"
        let digits = count + whole + "." + fraction
        key = isNegative && !isZero ? "0" + Self.complement(digits) + "~" : "1" + digits
    }

    private static func complement(_ digits: String) -> String {
        String(digits.map { $0.wholeNumberValue.map { Character("\(9 - $0)") } ?? $0 })
    }
}
