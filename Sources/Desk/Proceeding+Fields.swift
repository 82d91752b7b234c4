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
        return moment == nil ? "\(field.rawValue) removed." : "\(field.rawValue) set."
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
            let staff = try session.users().filter { $0.isPrivileged && !$0.isDisabled }
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

    /// A value for people: times by the site's clock, `2026-11-21 14:05:00 +01:00`.
    private func text(of value: FieldValue, _ field: CustomField) -> String {
        guard field.kind == .dateTime, let moment = UTCSecond.moment(value.text) else {
            return value.text
        }
        let zone = desk.zones.rules(of: desk.site.timeZone) ?? .utc
        return UTCSecond.text(of: moment, offsetSeconds: zone.clock(at: moment).offsetSeconds)
    }

    private mutating func record(
        _ field: CustomField, _ old: FieldValue?, _ new: FieldValue?, on ticket: inout Ticket
    ) throws {
        let before = ticket
        try record(
            .customField, on: &ticket, before: before, field: field.name, oldValue: old?.text,
            newValue: new?.text)
    }

    // MARK: New tickets and required values

    /// What a new ticket gets: what was given, else the defaults. A default that does not fit any
    /// more is left out, since a mail is never refused for one.
    mutating func putFields(
        _ given: [CustomFieldID: [FieldValue]], on ticket: Ticket
    ) throws {
        for field in try customFields() where field.applies(in: ticket.queue) {
            let values =
                given[field.id]
                ?? field.defaults.flatMap { (try? self.values([$0], of: field)) ?? [] }
            for value in values { try session.add(value, of: field.id, to: ticket.id) }
        }
    }

    /// Refuses a person who sets a status before the fields that it asks for. What scrips do is
    /// the site's own will.
    mutating func requireFields(
        from old: String, to status: String, of ticket: Ticket
    ) throws {
        guard actor.id != User.systemID else { return }
        for field in try customFields() where field.applies(in: ticket.queue) {
            guard let step = field.requirement(from: old, to: status),
                try session.values(of: field.id, in: ticket.id).isEmpty
            else { continue }
            throw Self.missing(field, step.sentence)
        }
    }

    /// Notes which fields a ticket needs in the queue to which a person moves it: those that its new
    /// status asks for, and where it keeps the old one, those that only the new queue has. They may
    /// still get their values by what is asked for besides.
    mutating func oweFields(
        afterMoveOf ticket: Ticket, to queue: Queue, as status: String
    ) throws {
        guard actor.id != User.systemID else { return }
        for field in try customFields() where field.applies(in: queue.id) {
            let isKept = status == ticket.status
            if isKept, field.applies(in: ticket.queue) { continue }
            let step = field.requirement(from: isKept ? nil : ticket.status, to: status)
            guard let step else { continue }
            owedFields.append(
                (field, step.sentence + " in queue \"\(queue.name)\""))
        }
    }

    /// Refuses what left a field without the value that a move asks for.
    mutating func requireOwedFields(of ticket: Ticket) throws {
        for (field, what) in owedFields where field.applies(in: ticket.queue) {
            guard try session.values(of: field.id, in: ticket.id).isEmpty else { continue }
            throw Self.missing(field, what)
        }
        owedFields = []
    }

    /// Refuses a new ticket of a member of staff without the fields that must be given.
    mutating func requireFields(
        _ given: [CustomFieldID: [FieldValue]], in queue: Queue, status: String
    ) throws {
        guard actor.id != User.systemID, actor.isPrivileged else { return }
        for field in try customFields()
        where field.applies(in: queue.id) && field.defaults.isEmpty
            && given[field.id]?.isEmpty != false
        {
            if field.isRequiredOnCreate { throw Self.missing(field, "a new ticket") }
            if let step = field.requirement(from: nil, to: status) {
                throw Self.missing(field, step.sentence)
            }
        }
    }

    private static func missing(_ field: CustomField, _ what: String) -> DeskError {
        let names = field.options.filter { !$0.isDisabled }.map(\.name)
        let choice = names.isEmpty ? "" : " (one of: \(names.joined(separator: ", ")))"
        return DeskError(
            .missingField,
            "\(what) needs a value in field \"\(field.name)\"\(choice): cf.\(field.name)=…")
    }
}
