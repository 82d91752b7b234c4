extension Settings {
    /// One rule that makes one address of several spellings; checked when it was read.
    package struct AddressRewrite: Hashable, Sendable {
        /// Regular expression in Swift's syntax, for the whole address, case ignored.
        package let match: String
        /// What takes the address's place; `$0` to `$9` stand for groups, `$$` for a dollar.
        package let replace: String

        /// - Returns: What the rule makes of an address, or `nil` where it does not match. The
        ///   result is not checked to be an address.
        package func rewritten(_ address: String) -> String? {
            guard let found = try? Self.regex(match).wholeMatch(in: address) else { return nil }
            var text = ""
            for piece in Self.pieces(of: replace) ?? [] {
                switch piece {
                case .text(let literal): text += literal
                case .group(let number): text += found.output[number].substring ?? ""
                }
            }
            return text
        }
    }
}

extension Settings.AddressRewrite {
    private enum Piece {
        case text(String)
        case group(Int)
    }

    private static func regex(_ pattern: String) throws -> Regex<AnyRegexOutput> {
        try Regex(pattern).ignoresCase()
    }

    /// - Returns: `nil` where a dollar is followed by neither a digit nor a dollar.
    private static func pieces(of template: String) -> [Piece]? {
        var pieces: [Piece] = []
        var rest = template[...]
        while let dollar = rest.firstIndex(of: "$") {
            pieces.append(.text(String(rest[..<dollar])))
            rest = rest[dollar...].dropFirst()
            guard let next = rest.popFirst(), next.isASCII else { return nil }
            if next == "$" {
                pieces.append(.text("$"))
            } else if let number = next.wholeNumberValue {
                pieces.append(.group(number))
            } else {
                return nil
            }
        }
        return pieces + [.text(String(rest))]
    }

    static func read(_ node: YAMLNode, _ problems: inout YAMLProblems) -> Self? {
        let keys = ["match", "replace"]
        guard let fields = node.fields(keys, required: keys, &problems),
            let matchNode = fields["match"], let replaceNode = fields["replace"],
            let match = matchNode.text(expected: "a regular expression", &problems),
            let replace = replaceNode.text(expected: "a text such as $1@example.org", &problems)
        else { return nil }
        // A regex tells how many groups it has only in a match; one that may be empty always does.
        guard (try? regex(match)) != nil, let probe = try? Regex("(?:\(match))|") else {
            problems.add(
                .impossibleValue, at: matchNode, expected: "a regular expression that compiles")
            return nil
        }
        let groupCount = (try? probe.firstMatch(in: "")?.output.count) ?? 1
        guard let pieces = pieces(of: replace) else {
            problems.add(
                .impossibleValue, at: replaceNode,
                expected: "a digit or a second dollar after each dollar")
            return nil
        }
        for case .group(let number) in pieces where number >= groupCount {
            problems.add(
                .impossibleValue, at: replaceNode,
                expected: "$0 to $\(groupCount - 1), the groups of \"match\"")
            return nil
        }
        return Self(match: match, replace: replace)
    }
}

extension SettingType where Value == [Settings.AddressRewrite] {
    static var addressRewrites: SettingType {
        .list(
            of: SettingType<Settings.AddressRewrite>(
                "rule", read: Settings.AddressRewrite.read,
                write: { rule in
                    "{match: \(YAMLText.scalar(rule.match)), "
                        + "replace: \(YAMLText.scalar(rule.replace))}"
                }),
            named: "list of rules with match and replace")
    }
}
