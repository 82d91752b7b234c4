package import Tickets

extension StoreSession {
    /// The values of one field in a ticket, in their order.
    package func values(of field: CustomFieldID, in ticket: TicketID) throws -> [FieldValue] {
        try sql.query(
            """
            SELECT value, value_key, end_key, folded FROM ticket_fields
            WHERE ticket_id = ? AND field_id = ? ORDER BY position, id
            """, [.integer(ticket.value), .integer(field.value)]
        ).map {
            FieldValue(
                text: try $0.text(0), key: try $0.text(1), endKey: try $0.textOrNil(2),
                folded: try $0.textOrNil(3))
        }
    }

    /// The texts of all values in some tickets, those of disabled fields included.
    package func fieldTexts(
        of tickets: [TicketID]
    ) throws -> [TicketID: [CustomFieldID: [String]]] {
        var found: [TicketID: [CustomFieldID: [String]]] = [:]
        for start in stride(from: 0, to: tickets.count, by: 500) {
            let part = tickets[start..<min(tickets.count, start + 500)]
            let rows = try sql.query(
                "SELECT ticket_id, field_id, value FROM ticket_fields WHERE ticket_id IN ("
                    + .placeholders(part.count) + ") ORDER BY ticket_id, field_id, position, id",
                part.map { .integer($0.value) })
            for row in rows {
                found[TicketID(try row.int(0)), default: [:]][
                    CustomFieldID(try row.int(1)), default: []
                ].append(try row.text(2))
            }
        }
        return found
    }

    /// Puts a value behind those that the field has in the ticket.
    package func add(
        _ value: FieldValue, of field: CustomFieldID, to ticket: TicketID
    ) throws {
        try sql.execute(
            """
            INSERT INTO ticket_fields
                (ticket_id, field_id, position, value, value_key, end_key, folded)
            SELECT ?, ?, COALESCE(MAX(position), 0) + 1, ?, ?, ?, ? FROM ticket_fields
            WHERE ticket_id = ? AND field_id = ?
            """,
            [
                .integer(ticket.value), .integer(field.value), .text(value.text),
                .text(value.key), SQLValue(value.endKey), SQLValue(value.folded),
                .integer(ticket.value), .integer(field.value),
            ])
    }

    /// Takes a value away; without effect when it is not there.
    package func remove(
        _ value: FieldValue, of field: CustomFieldID, from ticket: TicketID
    ) throws {
        try sql.execute(
            "DELETE FROM ticket_fields WHERE ticket_id = ? AND field_id = ? AND value = ?",
            [.integer(ticket.value), .integer(field.value), .text(value.text)])
    }

    /// Whether any ticket has a value of the field, or this one of it, regardless of case.
    package func isUsed(_ field: CustomFieldID, value: String? = nil) throws -> Bool {
        if let value {
            return try first(
                "SELECT 1 FROM ticket_fields WHERE field_id = ? AND value_key = ? LIMIT 1",
                [.integer(field.value), .text(FieldValue(folding: value).key)]) != nil
        }
        return try first(
            "SELECT 1 FROM ticket_fields WHERE field_id = ? LIMIT 1", [.integer(field.value)])
            != nil
    }

    /// How many tickets have a value of each field; a field without any is left out.
    package func fieldUse() throws -> [CustomFieldID: Int64] {
        var found: [CustomFieldID: Int64] = [:]
        for row in try sql.query(
            """
            SELECT field_id, COUNT(DISTINCT ticket_id) FROM ticket_fields GROUP BY field_id
            """)
        {
            found[CustomFieldID(try row.int(0))] = try row.int(1)
        }
        return found
    }

    /// Writes a user's new name into the fields that name them.
    func renameInFields(_ old: String, to new: String) throws {
        try sql.execute(
            """
            UPDATE ticket_fields SET value = ?, value_key = ? WHERE value_key = ?
            AND field_id IN (SELECT id FROM custom_fields WHERE kind = 'User')
            """, [.text(new), .text(new.lowercased()), .text(old.lowercased())])
    }
}
