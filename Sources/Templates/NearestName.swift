/// Finds what somebody may have meant.
enum NearestName {
    /// The candidate that fewest single-letter edits lead to, at most a quarter of the name's
    /// length; `nil` when none is that near.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard wanted.count <= 64 else { return nil }
        let limit = max(1, wanted.count / 4)
        let ranked = Set(candidates).map {
            (distance(wanted, Array($0.lowercased().unicodeScalars)), $0)
        }
        return ranked.filter { $0.0 <= limit }.min { $0 < $1 }?.1
    }

    /// Levenshtein's distance, one row at a time.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(
                    above + 1, row[column] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
