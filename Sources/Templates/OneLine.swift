/// Text from outside made fit for a header.
package enum OneLine {
    /// Puts a text on one line: controls and line ends become blanks, runs of blanks one, none at
    /// the ends.
    package static func of(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
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
}
