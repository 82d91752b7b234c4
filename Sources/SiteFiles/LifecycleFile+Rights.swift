import Settings
import Tickets

extension LifecycleFile {
    /// Names of rights that Postern does not have, each once.
    static func ownRights(_ node: YAMLNode?, _ problems: inout YAMLProblems) -> [Right] {
        let expected = "the name of a right: at most 64 letters and digits, beginning with a letter"
        var seen: Set<String> = []
        var rights: [Right] = []
        for element in node?.list(expected: "a list of rights", &problems) ?? [] {
            guard let text = element.text(expected: expected, &problems) else { continue }
            guard let right = Right(rawValue: text) else {
                problems.add(.impossibleValue, at: element, expected: expected)
                continue
            }
            if let known = Right(named: text) {
                problems.add(
                    .impossibleValue, at: element.position, key: element.path,
                    "Postern has the right \(known.rawValue) already; \"rights\" may name it as it is"
                )
            } else if seen.insert(text.lowercased()).inserted {
                rights.append(right)
            } else {
                problems.add(
                    .duplicateKey, at: element.position, key: element.path,
                    "the right \"\(text)\" is given twice; upper and lower case make no other right"
                )
            }
        }
        return rights
    }

    /// Names the rights of its own that no step asks for: one of them is mistyped.
    static func checkUse(
        of own: [Right], _ rights: [String: Right], _ node: YAMLNode?,
        _ problems: inout YAMLProblems
    ) {
        guard case .list(let nodes)? = node?.content else { return }
        let unused = Set(own).subtracting(rights.values)
        for element in nodes {
            guard case .text(let text) = element.content, let right = Right(rawValue: text),
                unused.contains(right)
            else { continue }
            problems.add(
                .impossibleValue, at: element.position, key: element.path,
                "no step under \"rights\" asks for \"\(text)\"")
        }
    }

    /// The rights that steps need. One step has one right, however its key is spaced, and a step
    /// that nobody can make needs none.
    ///
    /// - Parameters:
    ///   - transitions: `nil` where they were misread, so that a step may be missing only because of
    ///     that.
    ///   - own: what steps may ask for beside Postern's rights.
    static func rights(
        _ node: YAMLNode?, _ transitions: [String: [String]]?, _ known: [String], _ own: [Right],
        _ problems: inout YAMLProblems
    ) -> [String: Right] {
        var result: [String: Right] = [:]
        var places: [String: YAMLPosition] = [:]
        for entry in node?.entries(&problems) ?? [] {
            let right = entry.value.choice(
                of: (own + Right.builtIn).map(\.rawValue), &problems
            ).flatMap(Right.init(rawValue:))
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
