import Tickets

/// Something that the site has or has not and that a scrip names, and where in its file.
package struct ScripMention: Hashable, Sendable {
    /// What is named.
    package enum Subject: Hashable, Sendable {
        /// A custom role.
        case role
        /// A custom field.
        case field
        case queue
        /// By name or address.
        case user
        /// A user who is to own tickets.
        case owner
        case group
        /// Of somebody who is mailed or seated.
        case address
        /// What a priority is called.
        case priority
        /// Of any lifecycle; the words for phases are left out.
        case status
    }

    package let subject: Subject
    /// As the scrip writes it.
    package let name: String
    package let key: ScripProblem.Key
    /// As in ``ScripProblem/path``.
    package let path: String
    /// What is put into a custom field; `nil` where it is only named.
    package var use: FieldUse?

    /// What a scrip does with a custom field, as far as it is known before a text is filled.
    package enum FieldUse: Hashable, Sendable {
        /// One value, among others perhaps.
        case value(String)
        /// So many different values at once.
        case count(Int)
        /// The present moment.
        case now
    }
}

extension Scrip {
    /// What it names in its arguments and, of custom roles and fields, in `where`. What is only
    /// known once a text is filled is left out.
    package var mentions: [ScripMention] {
        conditionMentions + actionMentions + searchMentions
    }

    /// Whether it names something, regardless of case.
    package func names(_ subject: ScripMention.Subject, _ name: String) -> Bool {
        mentions.contains { $0.subject == subject && $0.name.lowercased() == name.lowercased() }
    }

    private var conditionMentions: [ScripMention] {
        guard let value = condition.argument.map({ ArgumentValue($0, key: .conditionArgument) })
        else { return [] }
        switch condition.name {
        case ConditionKind.onCustomFieldChange.name:
            let names = (try? value.words(expected: "")) ?? []
            return names.map { ScripMention(.field, $0, value) }
        case ConditionKind.onStatusChange.name:
            guard let pattern = try? StatusPattern(value) else { return [] }
            return Self.statuses((pattern.old ?? []) + (pattern.new ?? []), value)
        case "In Status For":
            let words = try? value.entries(expected: "").first { $0.key == "status" }?.value
                .words(expected: "")
            return Self.statuses(words ?? [], value)
        default: return []
        }
    }

    private var actionMentions: [ScripMention] {
        guard let value = action.argument.map({ ArgumentValue($0, key: .actionArgument) }) else {
            return []
        }
        let entries = (try? value.entries(expected: "")) ?? []
        switch action.name {
        case ActionKind.notifyRoles(asComment: false).name,
            ActionKind.notifyRoles(asComment: true).name:
            return ((try? RolePlace.list(value)) ?? []).compactMap { Self.mention($0.role, value) }
        case ActionKind.notifyGroup(asComment: false).name,
            ActionKind.notifyGroup(asComment: true).name:
            return ((try? value.words(expected: "")) ?? []).map { Self.named($0, value) }
        case ActionKind.setField.name: return entries.flatMap(Self.setting)
        case "Set Owner": return Self.setting("Owner", value)
        case ActionKind.setPriority.name: return Self.setting("Priority", value)
        case "Set Queue": return Self.setting("Queue", value)
        case ActionKind.setStatus.name: return Self.setting("Status", value)
        case ActionKind.createTickets.name:
            return value.elements().flatMap { ticket in
                ((try? ticket.entries(expected: "")) ?? []).flatMap(Self.blank)
            }
        case ActionKind.addWatcher.name:
            return entries.flatMap(Self.seating)
                + entries.filter { $0.key == "address" }.flatMap { Self.addresses($0.value) }
        case ActionKind.removeWatcher.name: return entries.flatMap(Self.seating)
        case ActionKind.forward.name: return Self.addresses(value)
        case ActionKind.clearCustomFieldValue.name, ActionKind.setCustomFieldToNow.name:
            guard let name = try? value.text() else { return [] }
            var mention = ScripMention(.field, name, value)
            if action.name == ActionKind.setCustomFieldToNow.name { mention.use = .now }
            return [mention]
        default: return []
        }
    }

    /// What a field is set to, and the field itself if it is the site's.
    private static func setting(_ field: String, _ value: ArgumentValue) -> [ScripMention] {
        if let custom = FieldSetting.customField(field) { return filling(custom, value) }
        guard let text = try? value.text(), !isFilled(text) else { return [] }
        switch field.lowercased().filter({ $0 != "_" }) {
        case "queue": return [ScripMention(.queue, text, value)]
        case "owner" where text.lowercased() != "nobody": return [ScripMention(.owner, text, value)]
        case "status": return statuses([text], value)
        case "priority", "initialpriority", "finalpriority":
            return PriorityNames.isName(text) ? [ScripMention(.priority, text, value)] : []
        default: return []
        }
    }

    /// A custom field and what it is set to.
    private static func filling(_ field: String, _ value: ArgumentValue) -> [ScripMention] {
        var whole = ScripMention(.field, field, value)
        var texts: Set<String> = []
        var mentions: [ScripMention] = []
        for element in value.elements() {
            guard let text = try? element.text(), !isFilled(text) else { continue }
            var mention = ScripMention(.field, field, element)
            mention.use = .value(text)
            mentions.append(mention)
            if text.contains(where: { !$0.isWhitespace }) { texts.insert(text) }
        }
        whole.use = .count(texts.count)
        return [whole] + mentions
    }

    /// One key of a ticket that is to be created.
    private static func blank(_ key: String, _ value: ArgumentValue) -> [ScripMention] {
        if let role = Role(named: key), role.isCustom {
            return [mention(role, value)].compactMap(\.self)
        }
        return setting(key, value)
    }

    /// One key of Add Watcher.
    private static func seating(_ key: String, _ value: ArgumentValue) -> [ScripMention] {
        let words = value.elements().compactMap { try? $0.text() }.filter { !isFilled($0) }
        return switch key {
        case "role": words.compactMap { Role(named: $0).flatMap { mention($0, value) } }
        case "user": words.map { ScripMention(.user, $0, value) }
        case "group": words.map { ScripMention(.group, $0, value) }
        default: []
        }
    }

    /// A word of Notify Group; an address may be a stranger's.
    private static func named(_ word: String, _ value: ArgumentValue) -> ScripMention {
        let prefix = "group:"
        if word.lowercased().hasPrefix(prefix) {
            return ScripMention(.group, String(word.dropFirst(prefix.count)), value)
        }
        return ScripMention(word.contains("@") ? .address : .user, word, value)
    }

    private static func addresses(_ value: ArgumentValue) -> [ScripMention] {
        value.elements().flatMap { element in
            ((try? element.addresses()) ?? []).map { ScripMention(.address, $0.value, element) }
        }
    }

    private static func statuses(_ words: [String], _ value: ArgumentValue) -> [ScripMention] {
        words.filter { !["initial", "active", "inactive"].contains($0.lowercased()) }
            .map { ScripMention(.status, $0, value) }
    }

    private static func isFilled(_ text: String) -> Bool { text.contains("{{") }

    private static func mention(_ role: Role, _ value: ArgumentValue) -> ScripMention? {
        guard case .custom(let name) = role else { return nil }
        return ScripMention(.role, name, value)
    }

    private var searchMentions: [ScripMention] {
        guard let query = search.flatMap({ try? QueryParser.parse($0) }) else { return [] }
        return query.root.fields.compactMap { field in
            switch field {
            case .customField(let name):
                ScripMention(subject: .field, name: name, key: .search, path: "")
            case .watcher(let seat, _):
                if case .custom(let name)? = seat.roles.first {
                    ScripMention(subject: .role, name: name, key: .search, path: "")
                } else {
                    nil
                }
            default: nil
            }
        }
    }
}

extension ScripMention {
    fileprivate init(_ subject: Subject, _ name: String, _ value: ArgumentValue) {
        self.init(subject: subject, name: name, key: value.key, path: value.path)
    }
}

extension QueryNode {
    /// What its clauses ask about.
    fileprivate var fields: [QueryField] {
        switch self {
        case .and(let parts), .or(let parts): parts.flatMap(\.fields)
        case .not(let part): part.fields
        case .clause(let clause): [clause.field] + clause.values.compactMap(\.field)
        }
    }
}
