/// Lays figures out in columns.
enum Table {
    /// Cells of 12 letters, to the right.
    static func row(_ cells: [String]) -> String {
        cells.map { String(repeating: " ", count: max(1, 13 - $0.count)) + $0 }.joined()
    }

    /// Two decimals below ten, none above a hundred.
    static func number(_ value: Double) -> String {
        let digits = value < 10 ? 100.0 : value < 100 ? 10.0 : 1.0
        let rounded = (value * digits).rounded() / digits
        return digits == 1 ? "\(Int(rounded))" : "\(rounded)"
    }
}
