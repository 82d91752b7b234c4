import Tickets

// The index over texts. It is written where the texts are, in the same transaction, so a search
// never sees one without the other. A row's number says ticket and message: `SearchRow`.

/// Numbers of rows in the index over texts: the ticket above, the message below.
enum SearchRow {
    /// Bits for the message; what is left lets tickets count to 2^27.
    static let messageBits: Int64 = 36
    private static let messageMask: Int64 = 1 << messageBits - 1

    /// The row of a message, or with 0 of the ticket's subject.
    static func number(_ ticket: TicketID, message: Int64 = 0) -> Int64 {
        ticket.value << messageBits | message
    }

    static func message(_ row: Int64) -> Int64 { row & messageMask }

    /// First and last row that a ticket may have.
    static func bounds(_ ticket: TicketID) -> [SQLValue] {
        [.integer(number(ticket)), .integer(number(ticket, message: messageMask))]
    }
}

/// The columns of one row of the index, as text.
private struct IndexedText {
    var subject = ""
    var text = ""
    var filename = ""
    var comment = ""

    /// A message's text; notes among staff stand apart, so that nobody else finds them.
    init(body: String, filenames: [String], isPrivate: Bool) {
        let names = filenames.joined(separator: "\n")
        if isPrivate { comment = body + "\n" + names } else { (text, filename) = (body, names) }
    }

    init(subject: String) { self.subject = subject }

    /// For FTS5: words with blanks between.
    var columns: [SQLValue] {
        [subject, text, filename, comment].map {
            .text(SearchWords.words(of: $0).joined(separator: " "))
        }
    }

    /// For PostgreSQL: each word in quotes with its place and its column's letter.
    ///
    /// Words hold letters, digits and marks only, so nothing needs an escape.
    var vector: SQLValue {
        var parts: [String] = []
        var place = 0
        for (column, letter) in [(subject, "A"), (text, "B"), (filename, "C"), (comment, "D")] {
            for word in SearchWords.words(of: column) {
                place += 1
                parts.append("'\(word)':\(min(place, 16_383))\(letter)")
            }
            // No phrase reaches from one column into the next.
            place += 1
        }
        return .text(parts.joined(separator: " "))
    }
}

extension StoreSession {
    /// Makes a ticket's subject known to the index.
    ///
    /// - Parameter old: what the index holds; `nil` for a new ticket. FTS5 must be told.
    func index(subject: String, of ticket: TicketID, replacing old: String? = nil) throws {
        let row = SearchRow.number(ticket)
        if let old { try removeFromIndex(row, IndexedText(subject: old)) }
        try addToIndex(row, IndexedText(subject: subject))
    }

    /// Makes a message known to the index.
    func index(
        message: Int64, of transaction: TransactionID, body: String, filenames: [String]
    ) throws {
        let place = try first(
            """
            SELECT COALESCE(m.merged_into, m.id), x.kind, x.field FROM transactions x
            JOIN tickets m ON m.id = x.ticket_id WHERE x.id = ?
            """,
            [.integer(transaction.value)])
        guard let place else { return }
        try addToIndex(
            SearchRow.number(TicketID(try place.int(0)), message: message),
            IndexedText(
                body: body, filenames: filenames,
                isPrivate: Self.isForStaff(try place.text(1), try place.textOrNil(2))))
    }

    private static func isForStaff(_ kind: String, _ field: String?) -> Bool {
        Transaction.isForStaff(kind: Transaction.Kind(rawValue: kind), field: field)
    }

    /// Lets a merged ticket's texts be found as those of the ticket that it became part of; its
    /// subject is found no more.
    func moveIndex(from old: TicketID, subject: String, to new: TicketID) throws {
        if sql.engine == .postgresql {
            try sql.execute(
                "DELETE FROM search_index WHERE id = ?", [.integer(SearchRow.number(old))])
            try sql.execute(
                "UPDATE search_index SET id = id + ? WHERE id BETWEEN ? AND ?",
                [.integer(SearchRow.number(new) - SearchRow.number(old))] + SearchRow.bounds(old))
            return
        }
        try removeFromIndex(SearchRow.number(old), IndexedText(subject: subject))
        let rows = try sql.query(
            "SELECT rowid FROM search_index WHERE rowid BETWEEN ? AND ?", SearchRow.bounds(old)
        ).map { SearchRow.message(try $0.int(0)) }
        for message in rows {
            guard let text = try storedTexts("m.id = ?", [.integer(message)]).first else {
                continue
            }
            try removeFromIndex(SearchRow.number(old, message: message), text.indexed)
            try addToIndex(SearchRow.number(new, message: message), text.indexed)
        }
    }

    /// Makes the index anew from what is stored; takes a while (about a minute for a million
    /// texts) and should be the only thing in its transaction.
    package func rebuildSearchIndex() throws {
        switch sql.engine {
        case .sqlite:
            try sql.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        case .postgresql: try sql.execute("DELETE FROM search_index")
        }
        try rebuildKeys()
        try inBatches(
            "SELECT id, subject FROM tickets WHERE merged_into IS NULL AND id > ? ORDER BY id LIMIT ?"
        ) { row in
            try index(subject: try row.text(1), of: TicketID(try row.int(0)))
        }
        var last: Int64 = 0
        while true {
            let texts = try storedTexts(
                "m.id > ? AND m.id <= ?", [.integer(last), .integer(last + Self.batch)])
            for text in texts {
                try addToIndex(SearchRow.number(text.ticket, message: text.message), text.indexed)
            }
            last += Self.batch
            let newest = try first("SELECT MAX(id) FROM messages", [])?.intOrNil(0) ?? 0
            if last >= newest { return }
        }
    }

    // MARK: Rows

    private static let batch: Int64 = 500

    private func rebuildKeys() throws {
        try inBatches("SELECT id, subject FROM tickets WHERE id > ? ORDER BY id LIMIT ?") { row in
            try sql.execute(
                "UPDATE tickets SET subject_key = ? WHERE id = ?",
                [.text(Self.subjectKey(try row.text(1))), .integer(try row.int(0))])
        }
        try inBatches("SELECT id, real_name FROM users WHERE id > ? ORDER BY id LIMIT ?") { row in
            try sql.execute(
                "UPDATE users SET real_name_key = ? WHERE id = ?",
                [SQLValue(try row.textOrNil(1).map(SearchWords.key)), .integer(try row.int(0))])
        }
    }

    private func inBatches(_ text: SQL, _ body: (SQLRow) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let rows = try sql.query(text, [.integer(last), .integer(Self.batch)])
            for row in rows { try body(row) }
            guard let end = rows.last else { return }
            last = try end.int(0)
        }
    }

    /// How a subject is compared; cut, since one character may become many and PostgreSQL's indexes
    /// take 2,700 bytes.
    static func subjectKey(_ subject: String) -> String {
        String(String.UnicodeScalarView(SearchWords.key(subject).unicodeScalars.prefix(400)))
    }

    private struct StoredText {
        let ticket: TicketID
        let message: Int64
        let indexed: IndexedText
    }

    private func storedTexts(_ place: SQL, _ arguments: [SQLValue]) throws -> [StoredText] {
        var names: [Int64: [String]] = [:]
        for row in try sql.query(
            "SELECT m.id, a.filename FROM messages m JOIN attachments a ON a.message_id = m.id WHERE "
                + place + " ORDER BY a.id", arguments)
        {
            names[try row.int(0), default: []].append(try row.text(1))
        }
        return try sql.query(
            """
            SELECT m.id, m.body, x.kind, COALESCE(t.merged_into, t.id), x.field FROM messages m
            JOIN transactions x ON x.id = m.transaction_id JOIN tickets t ON t.id = x.ticket_id WHERE 
            """ + place, arguments
        ).map { row in
            let id = try row.int(0)
            return StoredText(
                ticket: TicketID(try row.int(3)), message: id,
                indexed: IndexedText(
                    body: try row.text(1), filenames: names[id] ?? [],
                    isPrivate: Self.isForStaff(try row.text(2), try row.textOrNil(4))))
        }
    }

    private func addToIndex(_ row: Int64, _ text: IndexedText) throws {
        switch sql.engine {
        case .sqlite:
            try sql.execute(
                """
                INSERT INTO search_index (rowid, subject, text, filename, comment)
                VALUES (?, ?, ?, ?, ?)
                """,
                [.integer(row)] + text.columns)
        case .postgresql:
            try sql.execute(
                "INSERT INTO search_index (id, words) VALUES (?, ?::tsvector)",
                [.integer(row), text.vector])
        }
    }

    /// - Parameter text: what was added under that number; FTS5 keeps no copy to look it up in.
    private func removeFromIndex(_ row: Int64, _ text: IndexedText) throws {
        switch sql.engine {
        case .sqlite:
            try sql.execute(
                """
                INSERT INTO search_index (search_index, rowid, subject, text, filename, comment)
                VALUES ('delete', ?, ?, ?, ?, ?)
                """,
                [.integer(row)] + text.columns)
        case .postgresql:
            try sql.execute("DELETE FROM search_index WHERE id = ?", [.integer(row)])
        }
    }
}
