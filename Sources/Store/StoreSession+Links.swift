package import Tickets

extension StoreSession {
    /// The links that start at a ticket, oldest first.
    package func links(from ticket: TicketID) throws -> [Link] {
        try links("WHERE ticket_id = ? ORDER BY id", [.integer(ticket.value)])
    }

    /// The links of other tickets that end at a ticket, oldest first.
    package func links(to ticket: TicketID) throws -> [Link] {
        try links("WHERE target_ticket_id = ? ORDER BY id", [.integer(ticket.value)])
    }

    /// Adds a link.
    ///
    /// - Returns: `false` when it was there already.
    package func add(_ link: Link) throws -> Bool {
        guard !(try links(from: link.ticket).contains(link)) else { return false }
        let (ticket, uri) = columns(of: link.target)
        try sql.execute(
            "INSERT INTO links (ticket_id, kind, target_ticket_id, target_uri) VALUES (?, ?, ?, ?)",
            [.integer(link.ticket.value), .text(link.kind.rawValue), ticket, uri])
        return true
    }

    /// Removes a link.
    ///
    /// - Returns: `false` when there was none.
    package func remove(_ link: Link) throws -> Bool {
        let arguments: [SQLValue] = [.integer(link.ticket.value), .text(link.kind.rawValue)]
        switch link.target {
        case .ticket(let id):
            return try sql.execute(
                "DELETE FROM links WHERE ticket_id = ? AND kind = ? AND target_ticket_id = ?",
                arguments + [.integer(id.value)]) > 0
        case .uri(let uri):
            return try sql.execute(
                "DELETE FROM links WHERE ticket_id = ? AND kind = ? AND target_uri = ?",
                arguments + [.text(uri)]) > 0
        }
    }

    private func columns(of target: Link.Target) -> (SQLValue, SQLValue) {
        switch target {
        case .ticket(let id): (.integer(id.value), .null)
        case .uri(let uri): (.null, .text(uri))
        }
    }

    private func links(_ rest: SQL, _ arguments: [SQLValue]) throws -> [Link] {
        try sql.query(
            "SELECT ticket_id, kind, target_ticket_id, target_uri FROM links " + rest, arguments
        ).compactMap { row in
            guard let kind = Link.Kind(rawValue: try row.text(1)) else { return nil }
            let target: Link.Target
            if let id = try row.intOrNil(2) {
                target = .ticket(TicketID(id))
            } else {
                target = .uri(try row.text(3))
            }
            return Link(ticket: TicketID(try row.int(0)), kind: kind, target: target)
        }
    }
}
