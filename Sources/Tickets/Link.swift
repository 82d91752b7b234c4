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
