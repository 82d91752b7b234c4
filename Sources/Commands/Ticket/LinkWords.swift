import Tickets

/// A link as the command line names one: kind and far end.
struct LinkWords {
    let kind: Link.Kind
    let target: Link.Target

    /// Takes `depends-on` and `#43`, `43` or a URI.
    ///
    /// - Throws: ``CommandFailure`` that says what was expected.
    init(kind: String, target: String) throws {
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
        if let id = try? People.ticketID(target) {
            self.target = .ticket(id)
        } else if Self.isURI(target) {
            self.target = .uri(target)
        } else {
            throw CommandFailure(
                "\"\(target)\" is neither a ticket's number nor a URI such as https://example.org/",
                .usage)
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

    /// A scheme, a colon and more, without blanks or controls (RFC 3986 §3.1).
    private static func isURI(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), text.startIndex < colon, text.count <= 2_000,
            text.index(after: colon) < text.endIndex
        else { return false }
        let scheme = text[..<colon]
        return scheme.first?.isLetter == true
            && scheme.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0))
            }
            && text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
    }
}
