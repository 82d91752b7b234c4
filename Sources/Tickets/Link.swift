/// A tie from one ticket to another or to anything with a URI.
package struct Link: Hashable, Sendable {
    package let ticket: TicketID
    package let kind: Kind
    package let target: Target

    /// Ties `ticket` to `target`.
    package init(ticket: TicketID, kind: Kind, target: Target) {
        self.ticket = ticket
        self.kind = kind
        self.target = target
    }

    /// RT's link types; each is stored in the direction of its name.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case dependsOn = "DependsOn"
        case refersTo = "RefersTo"
        case memberOf = "MemberOf"

        /// What the tie is called from the other end.
        package var inverseName: String {
            switch self {
            case .dependsOn: "DependedOnBy"
            case .refersTo: "ReferredToBy"
            case .memberOf: "HasMember"
            }
        }

        /// Finds a type by its name, regardless of case; `nil` for unknown and for inverse names.
        package init?(named name: String) {
            let wanted = name.lowercased()
            guard let kind = Kind.allCases.first(where: { $0.rawValue.lowercased() == wanted })
            else { return nil }
            self = kind
        }
    }

    /// The far end.
    package enum Target: Hashable, Sendable {
        case ticket(TicketID)
        /// Anything else, as written, `https://…`.
        case uri(String)
    }
}

extension Link.Target {
    /// What may stand at the far end, for errors.
    package static let expected =
        "a ticket's number, or a URI of \(schemes.joined(separator: ", "))"
    /// Longest URI in characters.
    package static let uriCharactersMax = 2_000

    /// Reads `12`, `#12`, or what ``isURI(_:)`` lets through; `nil` for anything else.
    package init?(_ text: String) {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        if let number = Int64(digits), number > 0 {
            self = .ticket(TicketID(number))
        } else if Self.isURI(text) {
            self = .uri(text)
        } else {
            return nil
        }
    }

    /// Where a browser or a mail program may be sent, never a script; the last are RT's names for
    /// its tickets.
    private static let schemes = ["http", "https", "mailto", "fsck.com-rt"]

    /// Whether a link may lead there: one of few schemes, a colon and more, without blanks or
    /// controls.
    package static func isURI(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), text.count <= uriCharactersMax,
            text.unicodeScalars.allSatisfy({
                $0.value > 32 && $0.value != 127 && !$0.properties.isWhitespace
            })
        else { return false }
        let scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...]
        guard schemes.contains(scheme) else { return false }
        guard scheme != "mailto" else { return !rest.isEmpty }
        return rest.hasPrefix("//") && rest.count > 2 && rest.dropFirst(2).first != "/"
    }
}
