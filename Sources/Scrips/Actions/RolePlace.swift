package import Tickets

/// A role that a scrip mails, and the header that names its members.
package struct RolePlace: Hashable, Sendable {
    package let role: Role
    /// `nil` places them as RT does: requestors in To, Ccs in Cc, AdminCcs in Bcc, the owner where
    /// there is room; members of custom roles in Cc.
    package let place: MailPlace?

    /// Pairs a role with a place.
    package init(_ role: Role, in place: MailPlace? = nil) {
        self.role = role
        self.place = place
    }

    /// Whether a seat is meant; custom roles regardless of case.
    func isHeld(in seat: SnapshotPerson.Seat) -> Bool {
        seat.role == role
            || (seat.role.isCustom && role.isCustom
                && seat.role.name.lowercased() == role.name.lowercased())
    }

    /// Reads `Engineer`, `Requestor/Cc` and so on, each role once.
    static func list(_ value: ArgumentValue) throws -> [RolePlace] {
        let expected = "roles such as Engineer, AdminCc or Engineer/Bcc"
        var found: [RolePlace] = []
        for word in try value.words(expected: expected) {
            let parts = word.split(separator: "/", omittingEmptySubsequences: false).map {
                OneWord.trimmed(String($0))
            }
            let place = parts.count == 2 ? MailPlace(rawValue: parts[1].lowercased()) : nil
            guard parts.count < 3, parts.count == 1 || place != nil else {
                throw value.problem(expected: "/To, /Cc or /Bcc behind a role at \"\(word)\"")
            }
            guard let role = role(parts[0]) else {
                throw value.problem(
                    expected: expected + " instead of \"\(parts[0])\"",
                    nearestOf: Role.allCases.map(\.name))
            }
            guard !found.contains(where: { $0.role == role }) else {
                throw value.problem(expected: "each role once; \"\(parts[0])\" is there twice")
            }
            found.append(RolePlace(role, in: place))
        }
        return found
    }

    private static func role(_ word: String) -> Role? {
        if let role = Role(named: word) {
            if case .custom(let name) = role { return CustomRole.isName(name) ? role : nil }
            return role
        }
        return CustomRole.isName(word) ? .custom(word) : nil
    }
}

/// The headers that name recipients, and the one that no mail has.
package enum MailPlace: String, Hashable, Sendable, CaseIterable {
    case to, cc, bcc
}

extension ActionKind {
    static func notifyRoles(asComment: Bool) -> ActionKind {
        ActionKind(
            "Notify Roles" + (asComment ? " as Comment" : ""),
            takes: .required("roles, each perhaps with /To, /Cc or /Bcc behind it"),
            template: .required
        ) { value in
            let places = try value.map(RolePlace.list) ?? []
            return ActionMeaning(mailing: .notifyRoles(places, asComment: asComment))
        }
    }

    static func notifyGroup(asComment: Bool) -> ActionKind {
        ActionKind(
            "Notify Group" + (asComment ? " as Comment" : ""),
            takes: .required("users, addresses and group:NAME"), template: .required
        ) { value in
            let expected = "users, addresses and group:NAME"
            let words = try value?.words(expected: expected) ?? []
            var meaning = ActionMeaning(mailing: .notifyNamed(words, asComment: asComment))
            meaning.mentions = Set(words.map { $0.lowercased() })
            return meaning
        }
    }

    static let sendForward = ActionKind("Send Forward", mailing: .forward)
}
