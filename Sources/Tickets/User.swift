/// A person or robot that we know, with or without an account.
package struct User: Hashable, Sendable {
    package let id: UserID
    /// Unique regardless of case; for a user made from a mail, the address.
    package var name: String
    package var realName: String?
    /// Staff. Everybody else is unprivileged: somebody who wrote to us.
    package var isPrivileged: Bool
    /// A disabled user is never mailed and holds no right; their history stays.
    package var isDisabled: Bool
    /// BCP 47 tag for mail to this user; `nil` means the queue's.
    package var language: String?
    /// Name in the tz database, for dates in mail to this user; `nil` means the queue's.
    package var timeZone: String?
    /// First one is where mail goes. Empty for users that cannot be mailed.
    package var addresses: [EmailAddress]

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: UserID, name: String, realName: String? = nil, isPrivileged: Bool = false,
        isDisabled: Bool = false, language: String? = nil, timeZone: String? = nil,
        addresses: [EmailAddress] = []
    ) {
        self.id = id
        self.name = name
        self.realName = realName
        self.isPrivileged = isPrivileged
        self.isDisabled = isDisabled
        self.language = language
        self.timeZone = timeZone
        self.addresses = addresses
    }

    /// What people call them: the real name, else the account's name.
    package var shown: String { realName ?? name }

    /// Acts where no person does: scrips, `postern init`. It exists in every store, is disabled for
    /// mail, and holds no address.
    package static let systemID = UserID(1)
}

/// A named set of users and other groups.
package struct Group: Hashable, Sendable {
    package let id: GroupID
    /// Unique regardless of case.
    package var name: String
    package var description: String
    /// A disabled group lends its members nothing.
    package var isDisabled: Bool

    /// Makes a value of what is stored; checks nothing.
    package init(id: GroupID, name: String, description: String = "", isDisabled: Bool = false) {
        self.id = id
        self.name = name
        self.description = description
        self.isDisabled = isDisabled
    }
}

extension User {
    /// Words that mean somebody else where a user may be named.
    private static let taken: Set<String> = [
        "everyone", "privileged", "unprivileged", "nobody", "me", "any", "none",
        "__currentuser__",
    ]

    /// Whether a user can be called that: no number, which means the user of that number, and
    /// nothing that means somebody else on the command line, in a query or in a scrip.
    package static func isName(_ text: String) -> Bool {
        let key = text.lowercased()
        return Int64(text) == nil && !taken.contains(key)
            && !key.hasPrefix("group:") && !key.hasPrefix(Role.customPrefix)
            && !Role.allCases.contains { $0.name.lowercased() == key }
    }
}
