/// PostgreSQL's decimals, which `SUM` over BIGINT gives; SQLite gives an integer there, so we do.
enum PostgreSQLNumeric {
    /// Reads the binary form: counts and flags of 16 bits each, then digits to the base of 10,000.
    ///
    /// - Returns: `nil` for a fraction, for NaN or infinity, and beyond 64 bits.
    static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count >= 8 else { return nil }
        func word(_ index: Int) -> UInt16 {
            UInt16(bytes[2 * index]) << 8 | UInt16(bytes[2 * index + 1])
        }
        let digits = Int(word(0))
        let weight = Int(Int16(bitPattern: word(1)))
        let sign = word(2)
        guard bytes.count == 8 + 2 * digits, sign == 0 || sign == 0x4000 else { return nil }
        // Digits behind the point would stand at positions beyond the weight.
        guard digits > 0 else { return 0 }
        guard weight >= 0, digits <= weight + 1 else { return nil }
        var value: Int64 = 0
        for position in 0...weight {
            let digit = position < digits ? Int64(word(4 + position)) : 0
            let (product, overflow) = value.multipliedReportingOverflow(by: 10_000)
            // Summed on the negative side, which reaches one further.
            let (sum, underflow) = product.subtractingReportingOverflow(digit)
            guard !overflow, !underflow else { return nil }
            value = sum
        }
        if sign == 0x4000 { return value }
        return value == .min ? nil : -value
    }
}
