import Tickets

/// A link as the command line names one: kind and far end.
struct LinkWords {
    let kind: Link.Kind
    let target: Link.Target

    /// Takes `depends-on` and `#43`, `43` or a URI.
    ///
    /// - Parameter isOld: the link is there already and may lead anywhere.
    /// - Throws: ``CommandFailure`` that says what was expected.
    init(kind: String, target: String, isOld: Bool = false) throws {
        let names = Link.Kind.allCases.map(Self.name)
        guard
            let found = Link.Kind.allCases.first(where: { Self.name($0) == Self.key(kind) })
                ?? Link.Kind(named: kind)
        else {
            throw CommandFailure(
                "there is no link \"\(kind)\"\(Suggestion.text(for: kind, among: names)); "
                    + "there are: \(names.joined(separator: ", "))", .usage)
        }
        self.kind = found
        if let target = Link.Target(target) {
            self.target = target
        } else if isOld, target.contains(":") {
            self.target = .uri(target)
        } else {
            throw CommandFailure(
                "\"\(target)\" is no end of a link; expected \(Link.Target.expected)", .usage)
        }
    }

    /// `depends-on`.
    static func name(_ kind: Link.Kind) -> String {
        switch kind {
        case .dependsOn: "depends-on"
        case .refersTo: "refers-to"
        case .memberOf: "member-of"
        }
    }

    private static func key(_ word: String) -> String {
        word.lowercased().split(whereSeparator: { $0 == "_" || $0 == " " }).joined(separator: "-")
    }
}
