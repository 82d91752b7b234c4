import Tickets

/// Actions that seat people and tie tickets.
extension ActionKind {
    static let addWatcher = seating("Add Watcher", isAdded: true)
    static let removeWatcher = seating("Remove Watcher", isAdded: false)

    /// `{depends_on: 12, refers_to: https://example.org/}`.
    static let addLink = ActionKind(
        "Add Link", takes: .required("links, such as {refers_to: 12}")
    ) { argument in
        var edits: [ScripOutcome.Effect] = []
        let fields = try required(argument).fields(LinkWord.all.map(\.word))
        for word in LinkWord.all {
            for value in fields[word.word]?.elements() ?? [] {
                let target = try word.target(value)
                edits.append(.edit(.link(word.kind, target, isInverse: word.isInverse)))
            }
        }
        guard !edits.isEmpty else {
            throw try required(argument).problem(expected: "links, such as {refers_to: 12}")
        }
        let effects = edits
        return ActionMeaning { _, _, _ in .applied(effects, decisions: []) }
    }

    private static func seating(_ name: String, isAdded: Bool) -> ActionKind {
        let expected = "a role and who, such as {role: Cc, address: ada@example.org}"
        return ActionKind(name, takes: .required(expected)) { argument in
            let fields = try required(argument).fields(
                ["role", "address", "user", "group"], required: ["role"])
            guard let role = fields["role"] else {
                throw try required(argument).problem(expected: expected)
            }
            let word = try role.text(expected: "the name of a role")
            guard let seat = Role(named: word), seat != .owner else {
                throw role.problem(
                    expected: "Requestor, Cc, AdminCc or role:NAME (\"Set Owner\" sets the owner)",
                    nearestOf: ["Requestor", "Cc", "AdminCc"])
            }
            let people = try Self.people(fields)
            guard !people.isEmpty else { throw try required(argument).problem(expected: expected) }
            let effects = people.map {
                ScripOutcome.Effect.edit(.watcher(seat, $0, isAdded: isAdded))
            }
            return ActionMeaning { _, _, _ in .applied(effects, decisions: []) }
        }
    }

    private static func people(_ fields: [String: ArgumentValue]) throws -> [TicketEdit.Who] {
        let addresses = try fields["address"]?.addresses() ?? []
        let users = try fields["user"]?.words(expected: "a user's name") ?? []
        let groups = try fields["group"]?.words(expected: "a group's name") ?? []
        return addresses.map { .address($0) } + users.map { .user($0) } + groups.map { .group($0) }
    }
}

extension ArgumentValue {
    /// Addresses of a list, or of one text with commas between them.
    func addresses() throws -> [EmailAddress] {
        var found: [EmailAddress] = []
        for element in elements() {
            for word in try element.words(expected: "an address") {
                guard let address = EmailAddress(word) else {
                    throw element.problem(expected: "an address such as ada@example.org")
                }
                found.append(address)
            }
        }
        return found
    }
}

/// How an argument calls a link.
struct LinkWord {
    let word: String
    let kind: Link.Kind
    let isInverse: Bool

    static let all = [
        LinkWord(word: "depends_on", kind: .dependsOn, isInverse: false),
        LinkWord(word: "depended_on_by", kind: .dependsOn, isInverse: true),
        LinkWord(word: "member_of", kind: .memberOf, isInverse: false),
        LinkWord(word: "has_member", kind: .memberOf, isInverse: true),
        LinkWord(word: "refers_to", kind: .refersTo, isInverse: false),
        LinkWord(word: "referred_to_by", kind: .refersTo, isInverse: true),
    ]

    /// A ticket's number or a URI; only a ticket can be tied to another.
    func target(_ value: ArgumentValue) throws -> Link.Target {
        let expected = isInverse ? "a ticket's number" : "a ticket's number or a URI"
        let text = try value.text(expected: expected)
        let digits = text.hasPrefix("#") ? String(text.dropFirst()) : text
        if let number = Int64(digits), number > 0 { return .ticket(TicketID(number)) }
        guard !isInverse, text.contains(":"), !text.contains(where: \.isWhitespace) else {
            throw value.problem(expected: expected)
        }
        return .uri(text)
    }
}
