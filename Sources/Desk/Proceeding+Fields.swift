import Store
import Tickets

extension Proceeding {
    // MARK: Dates and numbers

    mutating func set(
        _ field: Ticket.DateField, to moment: Timestamp?, on ticket: inout Ticket
    ) throws -> String? {
        try require(.modifyTicket, at: ticket, in: queue(ticket.queue))
        guard moment != ticket[field] else { return nil }
        let before = ticket
        ticket[field] = moment
        try record(
            .set, on: &ticket, before: before, field: field.rawValue,
            oldValue: before[field].map { "\($0.milliseconds)" },
            newValue: moment.map { "\($0.milliseconds)" })
        return changed(field.rawValue, from: before[field], to: moment)
    }

    /// `Due changed from nothing to 2026-11-21 14:05:00 +01:00.`
    func changed(_ field: String, from old: Timestamp?, to new: Timestamp?) -> String {
        func shown(_ moment: Timestamp?) -> String { moment.map { text(of: $0) } ?? "nothing" }
        return "\(field) changed from \(shown(old)) to \(shown(new))."
    }

    /// A moment for people, by the site's clock: `2026-11-21 14:05:00 +01:00`.
    private func text(of moment: Timestamp) -> String {
        let zone = desk.zones.rules(of: desk.site.timeZone) ?? .utc
        return UTCSecond.text(of: moment, offsetSeconds: zone.clock(at: moment).offsetSeconds)
    }

    mutating func set(
        _ field: Ticket.NumberField, to value: Int64, on ticket: inout Ticket
    ) throws -> String? {
        try require(.modifyTicket, at: ticket, in: queue(ticket.queue))
        let old = ticket[field]
        guard value != old else { return nil }
        try Self.check(value, field)
        let before = ticket
        ticket[field] = value
        try record(
            .set, on: &ticket, before: before, field: field.rawValue, oldValue: "\(old)",
            newValue: "\(value)", timeTaken: field == .timeWorked ? value - old : 0)
        func shown(_ number: Int64) -> String { field.isTime ? Minutes.text(number) : "\(number)" }
        return "\(field.rawValue) changed from \(shown(old)) to \(shown(value))."
    }

    /// Refuses minutes and priorities that nobody can mean.
    static func check(_ value: Int64, _ field: Ticket.NumberField) throws {
        guard field.isTime else { return try check(priority: value) }
        guard (0...Minutes.max).contains(value) else {
            throw DeskError(.invalid, "\(field.rawValue) is from 0 to \(Minutes.max) minutes")
        }
    }

    /// Refuses a priority beyond what a site's files can name.
    static func check(priority: Int64) throws {
        guard NumberLimits.priority.contains(priority) else {
            throw DeskError(
                .invalid,
                "a priority is a number \(NumberLimits.words(NumberLimits.priority)), not "
                    + "\(priority)")
        }
    }

    // MARK: Custom fields

    /// All fields of the site, loaded once a use case.
    mutating func customFields() throws -> [CustomField] {
        if let loadedFields { return loadedFields }
        let fields = try session.customFields()
        loadedFields = fields
        return fields
    }

    /// All fields that are not disabled, with the ticket's values where its queue has the field.
    mutating func ticketFields(of ticket: Ticket) throws -> [TicketFieldValues] {
        let fields = try customFields().filter { !$0.isDisabled }
        guard !fields.isEmpty else { return [] }
        let texts = try session.fieldTexts(of: [ticket.id])[ticket.id] ?? [:]
        return fields.map { field in
            TicketFieldValues(
                field: field,
                values: field.applies(in: ticket.queue) ? texts[field.id] ?? [] : [])
        }
    }

    /// What relative dates in values count from. Times without a zone are UTC: who knows another
    /// zone, such as the command line, reads them itself.
    var fieldTime: QueryTime { QueryTime(now: now, offsetSeconds: { _ in 0 }) }

    /// Sets, adds or removes values; a history entry for each value that comes or goes.
    ///
    /// - Throws: ``DeskError``: `noRight` without ModifyCustomField, `unknownField`, `invalid` for
    ///   a value that does not fit and for one too many.
    mutating func changeField(_ change: Change, on ticket: inout Ticket) throws -> String? {
        switch change {
        case .setCustomField(let name, let texts):
            let field = try field(named: name, of: ticket)
            let old = try session.values(of: field.id, in: ticket.id)
            return try replace(old, by: values(texts, of: field, keeping: old), field, &ticket)
        case .addCustomFieldValue(let name, let text):
            let field = try field(named: name, of: ticket)
            let old = try session.values(of: field.id, in: ticket.id)
            let new = try values([text], of: field, keeping: old)
            return try replace(
                old, by: field.valuesMax == 1 ? new : old + new.filter { !old.contains($0) }, field,
                &ticket)
        case .removeCustomFieldValue(let name, let text):
            let field = try field(named: name, of: ticket)
            let old = try session.values(of: field.id, in: ticket.id)
            // What stands there goes by its own text, although it might not be set any more.
            let meant = [text.lowercased(), try? field.value(from: text, at: fieldTime).text]
            let kept = old.filter {
                !meant.contains($0.text) && !meant.contains($0.text.lowercased())
            }
            return try replace(old, by: kept, field, &ticket)
        default: throw DeskError(.invalid, "not a change of a custom field")
        }
    }

    private mutating func field(named name: String, of ticket: Ticket) throws -> CustomField {
        let queue = try queue(ticket.queue)
        try require(.modifyCustomField, at: ticket, in: queue)
        return try field(named: name, in: queue)
    }

    /// The field of a queue's tickets that bears the name, regardless of case.
    mutating func field(named name: String, in queue: Queue) throws -> CustomField {
        let all = try customFields()
        let wanted = name.lowercased()
        let here = all.filter { $0.applies(in: queue.id) }
        if let found = here.first(where: { $0.name.lowercased() == wanted }) { return found }
        if let other = all.first(where: { $0.name.lowercased() == wanted }) {
            throw DeskError(
                .unknownField,
                other.isDisabled
                    ? "custom field \"\(other.name)\" is disabled"
                    : "queue \"\(queue.name)\" does not have the custom field \"\(other.name)\"")
        }
        let near = NearestWord.find(name, among: here.map(\.name))
        let list = here.isEmpty ? "" : "; there are: \(here.map(\.name).joined(separator: ", "))"
        let meant = near.map { "; did you mean \"\($0)\"?" } ?? list
        throw DeskError(.unknownField, "there is no custom field \"\(name)\"\(meant)")
    }

    /// Values that were given, each once; what the ticket has already need not fit any more.
    func values(
        _ texts: [String], of field: CustomField, keeping old: [FieldValue] = []
    ) throws -> [FieldValue] {
        var found: [FieldValue] = []
        for text in texts {
            let value: FieldValue
            if let kept = old.first(where: { $0.text == text }) {
                value = kept
            } else {
                do {
                    value = try named(field.value(from: text, at: fieldTime), of: field)
                } catch let error as FieldValueError {
                    throw DeskError(.invalid, error.detail)
                }
            }
            if !found.contains(value) { found.append(value) }
        }
        return found
    }

    /// For a field of users, the user who is meant.
    private func named(_ value: FieldValue, of field: CustomField) throws -> FieldValue {
        guard field.kind == .user else { return value }
        let address = EmailAddress(value.text)
        let user =
            try address.flatMap { try session.user(at: $0) } ?? session.user(named: value.text)
        guard let user, !user.isDisabled, user.id != User.systemID else {
            // Who has an account is only staff's business.
            let staff =
                isStaff ? try session.users().filter { $0.isPrivileged && !$0.isDisabled } : []
            throw FieldValueError(
                field: field.name, found: value.text,
                expected: "the name or address of a user who is not disabled",
                suggestion: NearestWord.find(value.text, among: staff.map(\.name)))
        }
        return FieldValue(text: user.name, key: user.name.lowercased())
    }

    private mutating func replace(
        _ old: [FieldValue], by new: [FieldValue], _ field: CustomField, _ ticket: inout Ticket
    ) throws -> String? {
        guard field.valuesMax == 0 || new.count <= max(field.valuesMax, old.count) else {
            let count = field.valuesMax == 1 ? "one value" : "at most \(field.valuesMax) values"
            throw DeskError(
                .invalid, "field \"\(field.name)\": found \(new.count) values, expected \(count)")
        }
        let gone = old.filter { !new.contains($0) }
        let added = new.filter { !old.contains($0) }
        guard !gone.isEmpty || !added.isEmpty else { return nil }
        for value in gone { try session.remove(value, of: field.id, from: ticket.id) }
        for value in added { try session.add(value, of: field.id, to: ticket.id) }
        if field.valuesMax == 1 || (gone.count == 1 && added.count == 1) {
            try record(field, gone.first, added.first, on: &ticket)
            for value in gone.dropFirst() { try record(field, value, nil, on: &ticket) }
        } else {
            for value in gone { try record(field, value, nil, on: &ticket) }
            for value in added { try record(field, nil, value, on: &ticket) }
        }
        let shown = new.map { "\"\(text(of: $0, field))\"" }.joined(separator: ", ")
        return new.isEmpty ? "\(field.name) cleared." : "\(field.name) is now \(shown)."
    }

    /// A value for people: times by the site's clock.
    private func text(of value: FieldValue, _ field: CustomField) -> String {
        guard field.kind == .dateTime else { return value.text }
        return UTCSecond.moment(value.text).map { text(of: $0) } ?? value.text
    }

    private mutating func record(
        _ field: CustomField, _ old: FieldValue?, _ new: FieldValue?, on ticket: inout Ticket
    ) throws {
        let before = ticket
        try record(
            .customField, on: &ticket, before: before, field: field.name, oldValue: old?.text,
            newValue: new?.text)
    }
}
