import Store
import Tickets

extension Proceeding {
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
            throw try missing(field, step.sentence, at: ticket, in: queue(ticket.queue))
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
            throw try missing(field, what, at: ticket, in: queue(ticket.queue))
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
            guard let what = Self.asking(field, ofNewTicketWith: status) else { continue }
            throw try missing(field, what, at: nil, in: queue)
        }
    }

    /// Refuses to fill a field of a new ticket without ModifyCustomField, unless it is asked for and
    /// may be seen: who may open tickets must be able to.
    func requireMayFill(
        _ name: String, ofNewTicketWith status: String, among fields: [CustomField],
        in queue: Queue
    ) throws {
        let field = fields.first {
            $0.applies(in: queue.id) && $0.name.lowercased() == name.lowercased()
        }
        if actor.isPrivileged, let field, field.defaults.isEmpty,
            Self.asking(field, ofNewTicketWith: status) != nil,
            try holds([.seeCustomField], at: nil, in: queue)
        {
            return
        }
        try require(.modifyCustomField, at: nil, in: queue)
    }

    /// What asks staff for a field of a new ticket; `nil` for nothing.
    private static func asking(
        _ field: CustomField, ofNewTicketWith status: String
    ) -> String? {
        field.isRequiredOnCreate
            ? "a new ticket" : field.requirement(from: nil, to: status)?.sentence
    }

    /// - Parameter ticket: `nil` for one that is being opened.
    private func missing(
        _ field: CustomField, _ what: String, at ticket: Ticket?, in queue: Queue
    ) throws -> DeskError {
        let reader = told ?? actor
        guard try seesFields(reader, ticket, queue) else {
            return DeskError(
                .missingField,
                "\(what) needs a value in a custom field that \(reader.name) may not see: that "
                    + "takes SeeCustomField")
        }
        let names = field.options.filter { !$0.isDisabled }.map(\.name)
        let choice = names.isEmpty ? "" : " (one of: \(names.joined(separator: ", ")))"
        let way = ticket == nil ? "--field \"\(field.name)=…\"" : "cf.\(field.name)=…"
        return DeskError(
            .missingField, "\(what) needs a value in field \"\(field.name)\"\(choice): \(way)")
    }
}
