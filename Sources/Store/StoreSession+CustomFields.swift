package import Tickets

extension StoreSession {
    /// Loads all custom fields in display order, disabled ones included.
    package func customFields() throws -> [CustomField] {
        let rows = try sql.query(
            """
            SELECT id, name, description, kind, values_max, pattern, pattern_message,
                is_required_on_create, position, is_disabled
            FROM custom_fields ORDER BY position, name_key
            """)
        guard !rows.isEmpty else { return [] }
        let queues = try groups("SELECT field_id, queue_id FROM custom_field_queues ORDER BY 1, 2")
        {
            QueueID(try $0.int(1))
        }
        let statuses = try groups(
            "SELECT field_id, status FROM custom_field_statuses ORDER BY field_id, status"
        ) { try $0.text(1) }
        let defaults = try groups(
            "SELECT field_id, value FROM custom_field_defaults ORDER BY field_id, position"
        ) { try $0.text(1) }
        let options = try groups(
            """
            SELECT field_id, name, description, is_disabled FROM custom_field_options
            ORDER BY field_id, position, id
            """
        ) {
            CustomField.Option(
                name: try $0.text(1), description: try $0.text(2), isDisabled: try $0.bool(3))
        }
        return try rows.map { row in
            let id = try row.int(0)
            let word = try row.text(3)
            guard let kind = CustomField.Kind(rawValue: word) else {
                throw StoreError(.newerSchema, "unknown kind of custom field \"\(word)\"")
            }
            return CustomField(
                id: CustomFieldID(id), name: try row.text(1), description: try row.text(2),
                kind: kind, valuesMax: Int(try row.int(4)), pattern: try row.textOrNil(5),
                patternMessage: try row.textOrNil(6), options: options[id] ?? [],
                defaults: defaults[id] ?? [], requiredOn: statuses[id] ?? [],
                isRequiredOnCreate: try row.bool(7), queues: queues[id] ?? [],
                order: try row.int(8), isDisabled: try row.bool(9))
        }
    }

    /// Makes a field; its number in `field` is ignored.
    ///
    /// - Throws: ``StoreError`` `conflict` when the name is taken.
    package func addCustomField(_ field: CustomField) throws -> CustomFieldID {
        let id = CustomFieldID(
            try insert(
                """
                INSERT INTO custom_fields (name, name_key, description, kind, values_max, pattern,
                    pattern_message, is_required_on_create, position, is_disabled)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """, columns(of: field)))
        try putParts(of: field, id)
        return id
    }

    /// Writes all of a field but its number.
    ///
    /// - Throws: ``StoreError`` `conflict` when the name is another's.
    package func update(_ field: CustomField) throws {
        try sql.execute(
            """
            UPDATE custom_fields SET name = ?, name_key = ?, description = ?, kind = ?,
                values_max = ?, pattern = ?, pattern_message = ?, is_required_on_create = ?,
                position = ?, is_disabled = ? WHERE id = ?
            """, columns(of: field) + [.integer(field.id.value)])
        try removeParts(of: field.id)
        try putParts(of: field, field.id)
    }

    /// Takes a field away that no ticket has a value of.
    ///
    /// - Throws: ``StoreError`` when one has.
    package func removeCustomField(_ id: CustomFieldID) throws {
        try removeParts(of: id)
        try sql.execute("DELETE FROM custom_fields WHERE id = ?", [.integer(id.value)])
    }

    private func columns(of field: CustomField) -> [SQLValue] {
        [
            .text(field.name), .text(NameKey.of(field.name)), .text(field.description),
            .text(field.kind.rawValue), .integer(Int64(field.valuesMax)), SQLValue(field.pattern),
            SQLValue(field.patternMessage), SQLValue(field.isRequiredOnCreate),
            .integer(field.order), SQLValue(field.isDisabled),
        ]
    }

    private func removeParts(of id: CustomFieldID) throws {
        let number: [SQLValue] = [.integer(id.value)]
        try sql.execute("DELETE FROM custom_field_queues WHERE field_id = ?", number)
        try sql.execute("DELETE FROM custom_field_statuses WHERE field_id = ?", number)
        try sql.execute("DELETE FROM custom_field_defaults WHERE field_id = ?", number)
        try sql.execute("DELETE FROM custom_field_options WHERE field_id = ?", number)
    }

    private func putParts(of field: CustomField, _ id: CustomFieldID) throws {
        let number = SQLValue.integer(id.value)
        for queue in Set(field.queues) {
            try sql.execute(
                "INSERT INTO custom_field_queues (field_id, queue_id) VALUES (?, ?)",
                [number, .integer(queue.value)])
        }
        for status in Set(field.requiredOn) {
            try sql.execute(
                "INSERT INTO custom_field_statuses (field_id, status) VALUES (?, ?)",
                [number, .text(status)])
        }
        for (index, value) in field.defaults.enumerated() {
            try sql.execute(
                "INSERT INTO custom_field_defaults (field_id, position, value) VALUES (?, ?, ?)",
                [number, .integer(Int64(index)), .text(value)])
        }
        for (index, option) in field.options.enumerated() {
            try sql.execute(
                """
                INSERT INTO custom_field_options
                    (field_id, name, name_key, description, position, is_disabled)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    number, .text(option.name), .text(NameKey.of(option.name)),
                    .text(option.description), .integer(Int64(index)),
                    SQLValue(option.isDisabled),
                ])
        }
    }

    private func groups<T>(_ text: SQL, _ value: (SQLRow) throws -> T) throws -> [Int64: [T]] {
        var found: [Int64: [T]] = [:]
        for row in try sql.query(text) {
            found[try row.int(0), default: []].append(try value(row))
        }
        return found
    }
}
