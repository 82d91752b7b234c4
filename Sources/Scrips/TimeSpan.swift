/// A length of time as RT's tools write it: `1d2h`.
enum TimeSpan {
    /// A century; more is a slip of the pen.
    static let secondsMax: Int64 = 3_155_760_000

    private static let units: [Character: Int64] = [
        "w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1,
    ]

    /// In seconds; a number alone counts seconds. `nil` for what is no length of time.
    static func seconds(_ text: String) -> Int64? {
        var rest = text[...]
        var used: Set<Character> = []
        var sum: Int64 = 0
        while true {
            rest = rest.drop(while: \.isWhitespace)
            guard !rest.isEmpty else { return used.isEmpty ? nil : sum }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int64(digits), number <= secondsMax else { return nil }
            rest = rest.dropFirst(digits.count).drop(while: \.isWhitespace)
            let unit = rest.isEmpty ? "s" : rest.removeFirst()
            guard let seconds = units[unit], used.insert(unit).inserted else { return nil }
            sum += number * seconds
            guard sum <= secondsMax else { return nil }
        }
    }

    /// The shortest way to write it: `1d2h`.
    static func text(seconds: Int64) -> String {
        var left = seconds
        var text = ""
        for (unit, length) in units.sorted(by: { $0.value > $1.value }) where left >= length {
            text += "\(left / length)\(unit)"
            left %= length
        }
        return text.isEmpty ? "0s" : text
    }
}
