/// "Did you mean": the known word nearest to one that nobody knows.
package enum NearestWord {
    /// Finds the candidate with the fewest slips of the pen, regardless of case.
    ///
    /// - Returns: As the candidate is written, the first of equals; `nil` where none is near enough
    ///   to be meant (more than a third of the letters differ) and for words longer than 64.
    package static func find(_ word: String, among candidates: [String]) -> String? {
        guard word.unicodeScalars.count <= 64 else { return nil }
        let wanted = Array(word.lowercased().unicodeScalars)
        var best: (word: String, distance: Int)?
        for candidate in candidates where candidate.unicodeScalars.count <= 64 {
            let distance = slips(wanted, Array(candidate.lowercased().unicodeScalars))
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
        return best.word
    }

    /// Letters left out, added, changed or swapped with their neighbour (Damerau's distance, each
    /// pair swapped at most once).
    private static func slips(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in 1...one.count {
            var current = [row]
            for column in 1...other.count {
                let change = one[row - 1] == other[column - 1] ? 0 : 1
                var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + change)
                let isSwap =
                    row > 1 && column > 1 && one[row - 1] == other[column - 2]
                    && one[row - 2] == other[column - 1]
                if isSwap { cost = min(cost, beforeLast[column - 2] + 1) }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[other.count]
    }
}
