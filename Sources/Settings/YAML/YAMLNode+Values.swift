import Tickets

/// Readers of single values. `nil` means: a mistake was noted, and the caller carries on.
extension YAMLNode {
    /// Any scalar, also an empty quoted one.
    ///
    /// - Parameter expected: Completes "expected …" in the message.
    package func text(
        expected: String = "text", _ problems: inout YAMLProblems
    ) -> String? {
        guard case .text(let text) = content else {
            problems.add(.wrongType, at: self, expected: expected)
            return nil
        }
        return text
    }

    /// A whole number in decimal digits.
    package func integer(in range: ClosedRange<Int>, _ problems: inout YAMLProblems) -> Int? {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let text = text(expected: expected, &problems) else { return nil }
        guard let number = Int(text) else {
            let isNumber = !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber }
            problems.add(isNumber ? .impossibleValue : .wrongType, at: self, expected: expected)
            return nil
        }
        guard range.contains(number) else {
            problems.add(.impossibleValue, at: self, expected: expected)
            return nil
        }
        return number
    }

    /// `true`, `yes`, `on` or `false`, `no`, `off`.
    package func boolean(_ problems: inout YAMLProblems) -> Bool? {
        let expected = "true or false"
        guard let text = text(expected: expected, &problems) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            problems.add(.wrongType, at: self, expected: expected)
            return nil
        }
    }

    /// A size such as `40 MiB`, `10 KB` (1 KB = 1,000 bytes) or a plain number of bytes.
    ///
    /// - Returns: Bytes.
    package func bytes(in range: ClosedRange<Int>, _ problems: inout YAMLProblems) -> Int? {
        let expected =
            "a size from \(Quantity.text(bytes: range.lowerBound))"
            + " to \(Quantity.text(bytes: range.upperBound)), such as 40 MiB"
        return quantity(in: range, expected, Quantity.bytes, &problems)
    }

    /// A duration such as `30 s`, `5 min`, `2 h`, `7 d` or a plain number of seconds.
    ///
    /// - Parameter range: In seconds.
    package func duration(
        inSeconds range: ClosedRange<Int>, _ problems: inout YAMLProblems
    ) -> Duration? {
        let expected =
            "a duration from \(Quantity.text(seconds: range.lowerBound))"
            + " to \(Quantity.text(seconds: range.upperBound)), such as 30 s, 5 min, 2 h or 7 d"
        return quantity(in: range, expected, Quantity.seconds, &problems).map { .seconds($0) }
    }

    /// One of a few words, in exactly this spelling; a near miss gets a suggestion.
    package func choice(of words: [String], _ problems: inout YAMLProblems) -> String? {
        let expected = "one of \(words.joined(separator: ", "))"
        guard let text = text(expected: expected, &problems) else { return nil }
        guard words.contains(text) else {
            let near = NearestWord.find(text, among: words)
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            problems.add(.impossibleValue, at: self, expected: expected, found: summary + hint)
            return nil
        }
        return text
    }

    private func quantity(
        in range: ClosedRange<Int>, _ expected: String, _ read: (String) -> Quantity.Reading,
        _ problems: inout YAMLProblems
    ) -> Int? {
        guard let text = text(expected: expected, &problems) else { return nil }
        switch read(text) {
        case .number(let number) where range.contains(number): return number
        case .number, .tooLarge:
            problems.add(.impossibleValue, at: self, expected: expected)
        case .notAQuantity:
            problems.add(.wrongType, at: self, expected: expected)
        }
        return nil
    }
}
