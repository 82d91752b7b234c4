/// Text from outside made fit for a header.
package enum OneLine {
    /// Puts a text on one line: controls and line ends become blanks, runs of blanks one, none at
    /// the ends. Controls that turn the direction of what follows are left out, for they would turn
    /// the tag or the name beside them too.
    package static func of(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isTurn(scalar) {
            let kept = isBreak(scalar) ? " " : scalar
            if kept == " ", result.last == nil || result.last == " " { continue }
            result.append(kept)
        }
        if result.last == " " { result.removeLast() }
        return String(result)
    }

    /// C0, DEL, C1, and Unicode's line and paragraph separators.
    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 32 || (127...159).contains(scalar.value) || scalar.value == 0x2028
            || scalar.value == 0x2029
    }

    /// Embeddings, overrides and isolates (UAX #9); the marks U+200E and U+200F affect themselves
    /// only.
    private static func isTurn(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
