/// Time that work takes, in whole minutes, as people write it.
package enum Minutes {
    /// What durations look like, for errors.
    package static let expected = "a duration such as 15m, 1h30m, 2h or 90 (minutes)"
    /// A hundred years; more is a slip of the pen.
    package static let max: Int64 = 52_560_000

    /// Reads `90`, `15m`, `1h30m`, `1h 30m`, `1.5h`, `2d` (days of 24 hours), regardless of case;
    /// `nil` for anything else, for a negative duration, and for one of more than ``max``.
    package static func read(_ text: String) -> Int64? {
        let letters = text.lowercased().filter { !$0.isWhitespace }
        if let bare = number(letters[...]), bare.isWhole { return checked(bare.value) }
        var rest = letters[...]
        var total = 0.0
        var last = Double.infinity
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let word = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(word.count)
            // Larger units first, each once.
            guard let amount = number(digits), let factor = units[String(word)], factor < last
            else { return nil }
            total += amount.value * factor
            last = factor
        }
        return letters.isEmpty ? nil : checked(total)
    }

    /// As people read it: `0m`, `45m`, `2h`, `1h 30m`.
    package static func text(_ minutes: Int64) -> String {
        let sign = minutes < 0 ? "-" : ""
        let (hours, rest) = minutes.magnitude.quotientAndRemainder(dividingBy: 60)
        if hours == 0 { return "\(sign)\(rest)m" }
        return rest == 0 ? "\(sign)\(hours)h" : "\(sign)\(hours)h \(rest)m"
    }

    private static let units: [String: Double] = [
        "m": 1, "min": 1, "minute": 1, "minutes": 1, "h": 60, "hour": 60, "hours": 60, "d": 1_440,
        "day": 1_440, "days": 1_440,
    ]

    private static func number(_ digits: Substring) -> (value: Double, isWhole: Bool)? {
        guard (1...12).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
            let value = Double(digits)
        else { return nil }
        return (value, !digits.contains("."))
    }

    private static func checked(_ minutes: Double) -> Int64? {
        minutes >= 0 && minutes <= Double(max) ? Int64(minutes.rounded()) : nil
    }
}
