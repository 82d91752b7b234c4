/// Sizes and durations as people write them: `40 MiB`, `10 KB`, `5 min`.
enum Quantity {
    /// KB is 1,000 bytes and KiB 1,024, as IEC 80000-13 has it; letters' case does not matter.
    private static let bytesPerUnit: [(name: String, factor: Int)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
        ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000), ("B", 1),
    ]

    /// No `m`: it would be a minute to some and a month to others.
    private static let secondsPerUnit: [(name: String, factor: Int)] = [
        ("d", 86400), ("h", 3600), ("min", 60), ("s", 1),
    ]

    /// What became of a written quantity.
    enum Reading: Equatable {
        case number(Int)
        /// A quantity, but beyond what an `Int` holds.
        case tooLarge
        case notAQuantity
    }

    static func bytes(_ text: String) -> Reading { read(text, units: bytesPerUnit) }

    static func seconds(_ text: String) -> Reading { read(text, units: secondsPerUnit) }

    /// The largest binary unit that divides it, so that ``bytes(_:)`` gives the same number again.
    static func text(bytes: Int) -> String {
        write(bytes, units: bytesPerUnit.filter { $0.name.hasSuffix("iB") }, plain: "B")
    }

    /// The largest unit that divides it, so that ``seconds(_:)`` gives the same number again.
    static func text(seconds: Int) -> String {
        write(seconds, units: secondsPerUnit, plain: "s")
    }

    private static func read(_ text: String, units: [(name: String, factor: Int)]) -> Reading {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard !digits.isEmpty else { return .notAQuantity }
        var factor = 1
        if !unit.isEmpty {
            let wanted = unit.lowercased()
            guard let known = units.first(where: { $0.name.lowercased() == wanted }) else {
                return .notAQuantity
            }
            factor = known.factor
        }
        guard let number = Int(digits) else { return .tooLarge }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? .tooLarge : .number(product)
    }

    private static func write(
        _ number: Int, units: [(name: String, factor: Int)], plain: String
    ) -> String {
        guard number > 0, let unit = units.first(where: { number % $0.factor == 0 }) else {
            return "\(number) \(plain)"
        }
        return "\(number / unit.factor) \(unit.name)"
    }
}
