import Tickets

/// Actions that seat people and tie tickets.
extension ActionKind {
    static let addWatcher = seating("Add Watcher", isAdded: true)
    static let removeWatcher = seating("Remove Watcher", isAdded: false)

    /// `{depends_on: 12, refers_to: https://example.org/}`.
    static let addLink = ActionKind(
        "Add Link", takes: .required("links, such as {refers_to: 12}")
    ) { argument in
        let fields = try required(argument).fields(LinkWord.all.map(\.word) + ["internal"])
        var links: [LinkText] = []
        for word in LinkWord.all {
            for value in fields[word.word]?.elements() ?? [] {
                let link = try LinkText(word, value)
                if link.isConstant { _ = try word.target(value) }
                links.append(link)
            }
        }
        guard !links.isEmpty else {
            throw try required(argument).problem(expected: "links, such as {refers_to: 12}")
        }
        let all = links
        let mayQuote = try fields["internal"]?.flag() ?? false
        return ActionMeaning { _, templates, snapshot in
            let refusal = try InternalGuard.refusal(
                snapshot, isForInternal: mayQuote,
                quoting: {
                    for link in all where try link.quotesEntry(&templates, snapshot) { return true }
                    return false
                })
            if let refusal { return .notApplicable(refusal) }
            var effects: [ScripOutcome.Effect] = []
            for link in all {
                guard let text = try link.filled(&templates, snapshot) else { continue }
                let (word, target) = (link.word, try link.word.target(text))
                effects.append(.edit(.link(word.kind, target, isInverse: word.isInverse)))
            }
            if effects.isEmpty { return .notApplicable("no link is left when they are filled") }
            return .applied(effects, decisions: [])
        }
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
