import Store
package import Tickets

extension Desk {
    /// The fields that somebody may know of, in display order, disabled ones too.
    ///
    /// - Throws: ``DeskError`` `noRight` for requesters.
    package func allCustomFields(as actor: UserID) throws -> [CustomField] {
        try store.read { session in
            try reader(actor, session).requireStaff()
            return try sight(session, of: actor).fields()
        }
    }

    /// Makes a field, or writes all of one whose number is known.
    ///
    /// A kind cannot change once a ticket has a value. An option that a ticket has cannot go: it is
    /// disabled.
    ///
    /// - Returns: The field as stored.
    /// - Throws: ``DeskError``: `noRight` without AdminCustomField, `conflict` for a name that is
    ///   taken or that templates could not tell from another, `invalid` for a contradiction;
    ///   ``ScripFaults`` when scrips name it, or an option, and could not any more.
    package func put(_ field: CustomField, as actor: UserID) throws -> CustomField {
        try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminCustomField)
            let before = try proceeding.coherence(withTickets: false)
            let stored = try proceeding.put(field)
            try proceeding.requireCoherence(beside: before, withTickets: false)
            return stored
        }.result
    }

    /// Takes a field away that no ticket ever had a value of.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminCustomField, `conflict` when a ticket has
    ///   one: then it can be disabled, or when templates name it; ``ScripFaults`` when scrips do.
    package func removeCustomField(_ id: CustomFieldID, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminCustomField)
            guard let field = try proceeding.customFields().first(where: { $0.id == id }) else {
                throw DeskError(.unknownField, "there is no custom field \(id)")
            }
            guard try !proceeding.session.isUsed(id) else {
                throw DeskError(
                    .conflict,
                    "tickets have values in \"\(field.name)\"; it can be disabled, not deleted")
            }
            try proceeding.keepingTogether(withTickets: false) {
                try proceeding.session.removeCustomField(id)
            }
        }
    }

    /// Writes what priorities are called in a queue, or on the site for `nil`; no names goes back
    /// to the site's, or to RT's.
    ///
    /// - Throws: ``DeskError`` `noRight` without AdminQueue there.
    package func set(_ names: PriorityNames?, of queue: QueueID?, as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            if let queue {
                try proceeding.require(.adminQueue, at: nil, in: proceeding.queue(queue))
            } else {
                try proceeding.requireGlobal(.adminQueue)
            }
            try proceeding.put(names, of: queue)
        }
    }
}

extension Proceeding {
    /// Checks names of priorities and writes them; the caller has asked for the right.
    func put(_ names: PriorityNames?, of queue: QueueID?) throws {
        for name in names?.names ?? [] {
            guard try checkedName(name.name) == name.name, PriorityNames.isName(name.name) else {
                throw DeskError(
                    .invalid,
                    "\"\(name.name)\" is no name of a priority: it is no number and has no outer or "
                        + "doubled spaces")
            }
        }
        try session.put(names, of: queue)
    }

    /// Checks a field and writes it; the caller has asked for the right.
    mutating func put(_ field: CustomField) throws -> CustomField {
        let all = try customFields()
        let old = all.first { $0.id == field.id }
        try check(field, among: all.filter { $0.id != field.id })
        if let old { try checkChange(of: old, to: field) }
        let id: CustomFieldID
        if let old {
            try session.update(field)
            id = old.id
        } else {
            id = try session.addCustomField(field)
        }
        loadedFields = nil
        guard let stored = try customFields().first(where: { $0.id == id }) else {
            throw DeskError(.unknownField, "there is no custom field \(id)")
        }
        return stored
    }

    private func invalid(_ field: CustomField, _ detail: String) -> DeskError {
        DeskError(.invalid, "field \"\(field.name)\": " + detail)
    }

    private func check(_ field: CustomField, among others: [CustomField]) throws {
        let bad: Set<Character> = ["{", "}", "=", ",", ":", "\""]
        guard try checkedName(field.name) == field.name, !field.name.contains(where: bad.contains),
            field.name.count <= CustomField.nameCharactersMax, !field.templateKey.isEmpty
        else {
            throw invalid(
                field,
                "a name has 1 to \(CustomField.nameCharactersMax) characters, a letter or digit"
                    + " among them, no outer or doubled spaces and none of { } = , : \"")
        }
        for other in others where other.templateKey == field.templateKey {
            throw DeskError(
                .conflict,
                other.name.lowercased() == field.name.lowercased()
                    ? "there is a custom field \"\(other.name)\" already"
                    : "templates could not tell \"\(field.name)\" from \"\(other.name)\"")
        }
        guard NumberLimits.fieldValues.contains(Int64(field.valuesMax)) else {
            throw invalid(
                field,
                "a ticket has from 1 to \(NumberLimits.fieldValues.upperBound) values, or 0 for any"
                    + " number")
        }
        guard NumberLimits.order.contains(field.order) else {
            throw invalid(
                field, "its order is a number \(NumberLimits.words(NumberLimits.order))")
        }
        if let pattern = field.pattern {
            do {
                _ = try ValuePattern(pattern)
            } catch let error as ValuePatternError {
                throw invalid(field, error.detail(in: pattern))
            }
        }
        try checkOptions(of: field)
        try checkPlaces(of: field)
        try checkDefaults(of: field)
        guard field.valuesMax == 0 || field.defaults.count <= field.valuesMax else {
            throw invalid(field, "it has \(field.defaults.count) defaults for \(field.valuesMax)")
        }
    }

    private func checkDefaults(of field: CustomField) throws {
        let names = field.options.filter { !$0.isDisabled }.map { $0.name.lowercased() }
        if field.kind == .select,
            let lost = field.defaults.first(where: { !names.contains($0.lowercased()) }),
            field.options.contains(where: { $0.name.lowercased() == lost.lowercased() })
        {
            throw invalid(
                field,
                "option \"\(lost)\" is its default and cannot be disabled; give it another default"
                    + " first, or none")
        }
        for value in field.defaults {
            do {
                _ = try values([value], of: field)
            } catch let error as DeskError {
                throw DeskError(error.code, "the default does not fit: \(error.detail)")
            }
        }
    }

    private func checkOptions(of field: CustomField) throws {
        guard field.kind == .select || field.options.isEmpty else {
            throw invalid(field, "only a Select has options, not a \(field.kind.rawValue)")
        }
        var seen: Set<String> = []
        for option in field.options {
            guard try checkedName(option.name) == option.name else {
                throw invalid(field, "an option's name has no outer or doubled spaces")
            }
            guard seen.insert(option.name.lowercased()).inserted else {
                throw invalid(field, "option \"\(option.name)\" stands twice")
            }
        }
    }

    private func checkPlaces(of field: CustomField) throws {
        for id in field.queues { _ = try queue(id) }
        let known = Set(try session.lifecycles().values.flatMap(\.statuses)).sorted()
        for text in field.requiredOn {
            guard StatusStep(text) != nil else {
                throw invalid(
                    field,
                    "it can be required on a status, or on a step such as \"open -> resolved\" with"
                        + " * for any; found \"\(text)\"")
            }
            for status in StatusStep.unknown(in: text, among: known) {
                let near = NearestWord.find(status, among: known)
                let meant = near.map { "; did you mean \"\($0)\"?" } ?? ""
                throw invalid(field, "no lifecycle has a status \"\(status)\"\(meant)")
            }
        }
    }

    private func checkChange(of old: CustomField, to new: CustomField) throws {
        if old.kind != new.kind, try session.isUsed(old.id) {
            throw DeskError(
                .conflict,
                "tickets have values in \"\(old.name)\", so it stays a \(old.kind.rawValue)")
        }
        let kept = Set(new.options.map { $0.name.lowercased() })
        for option in old.options where !kept.contains(option.name.lowercased()) {
            guard try session.isUsed(old.id, value: option.name) else { continue }
            throw DeskError(
                .conflict,
                "tickets have \"\(option.name)\" in \"\(old.name)\"; it can be disabled,"
                    + " not removed")
        }
    }
}
