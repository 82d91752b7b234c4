import Settings
import Tickets

extension LifecycleFile {
    /// The rights that steps need. One step has one right, however its key is spaced, and a step
    /// that nobody can make needs none.
    ///
    /// - Parameter transitions: `nil` where they were misread, so that a step may be missing only
    ///   because of that.
    static func rights(
        _ node: YAMLNode?, _ transitions: [String: [String]]?, _ known: [String],
        _ problems: inout YAMLProblems
    ) -> [String: Right] {
        var result: [String: Right] = [:]
        var places: [String: YAMLPosition] = [:]
        for entry in node?.entries(&problems) ?? [] {
            let right = entry.value.choice(of: Right.allCases.map(\.rawValue), &problems)
                .flatMap(Right.init(named:))
            guard let (from, to) = step(entry, known, &problems) else { continue }
            let pattern = "\(from) -> \(to)"
            if let other = places.updateValue(entry.position, forKey: pattern) {
                problems.add(
                    .duplicateKey, at: entry.position, key: entry.value.path,
                    "the right for \"\(pattern)\" is given twice; it was given before on line "
                        + "\(other.line)")
            }
            if let transitions, from != "*", to != "*", transitions[from]?.contains(to) != true {
                problems.add(
                    .impossibleValue, at: entry.position, key: entry.value.path,
                    "\"transitions\" has no step from \"\(from)\" to \"\(to)\", so it needs no "
                        + "right")
            }
            result[pattern] = right
        }
        return result
    }

    /// Both sides of a key; `nil` after a note of what is wrong with it.
    private static func step(
        _ entry: YAMLNode.Entry, _ known: [String], _ problems: inout YAMLProblems
    ) -> (from: String, to: String)? {
        let sides = entry.key.split(separator: "->", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").joined(separator: " ")
        }
        guard sides.count == 2 else {
            problems.add(
                .impossibleValue, at: entry.position, key: entry.value.path,
                "expected \"from -> to\", each a status or *, found \"\(entry.key)\"")
            return nil
        }
        let strangers = sides.filter { $0 != "*" && !known.contains($0) }
        for side in strangers {
            let near = NearestWord.find(side, among: known)
            let hint =
                near.map { "did you mean \"\($0)\"?" }
                ?? "expected * or one of \(known.joined(separator: ", "))"
            problems.add(
                .impossibleValue, at: entry.position, key: entry.value.path,
                "there is no status \"\(side)\" in \"\(entry.key)\"; \(hint)")
        }
        return strangers.isEmpty ? (sides[0], sides[1]) : nil
    }
}
