/// Sizes for people.
enum SizeText {
    /// `812 B`, `12 KiB`, `3.4 MiB`: at most three digits and a unit.
    static func of(_ bytes: Int64) -> String {
        guard bytes >= 1_024 else { return "\(bytes) B" }
        var value = Double(bytes)
        var unit = ""
        for next in ["KiB", "MiB", "GiB", "TiB"] {
            value /= 1_024
            unit = next
            if value < 1_023.95 { break }
        }
        guard value < 9.95 else { return "\(Int(value.rounded())) \(unit)" }
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
