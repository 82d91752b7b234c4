import ArgumentParser
import Desk
import Tickets

/// A column of a list of tickets.
enum SearchColumn: String, CaseIterable {
    case id, subject, status, queue, owner, requestors, priority
    case created, updated, started, due, resolved, told

    /// Those that are shown when nobody asks for others.
    static let usual: [SearchColumn] = [
        .id, .status, .queue, .owner, .requestors, .updated, .subject,
    ]

    /// - Throws: `ValidationError` with the nearest column.
    static func read(_ text: String) throws -> [SearchColumn] {
        let words = text.lowercased().split(separator: ",").map {
            String($0.filter { !$0.isWhitespace })
        }
        guard !words.isEmpty else { return usual }
        let other = ["requestor": "requestors", "lastupdated": "updated"]
        return try words.map { word in
            if let column = SearchColumn(rawValue: other[word] ?? word) { return column }
            let names = allCases.map(\.rawValue)
            throw ValidationError(
                "--columns: there is no column \"\(word)\""
                    + "\(Suggestion.text(for: word, among: names)); columns: "
                    + names.joined(separator: ", "))
        }
    }

    /// For people, short.
    func text(_ line: TicketLine, _ time: TimeText) -> String {
        switch self {
        case .id: "\(line.ticket.id)"
        case .subject: line.ticket.subject
        case .status: line.ticket.status
        case .queue: line.queue.name.cut(toDisplayWidth: 16)
        case .owner: (line.owner?.shown ?? "–").cut(toDisplayWidth: 16)
        case .requestors:
            (line.requestors.first?.shown ?? "–").cut(toDisplayWidth: 24)
                + (line.requestors.count > 1 ? " +\(line.requestors.count - 1)" : "")
        case .priority: "\(line.ticket.priority)"
        case .created, .updated, .started, .due, .resolved, .told:
            moment(line.ticket).map(time.relative) ?? "–"
        }
    }

    /// For spreadsheets, whole; times by the site's clock.
    func cell(_ line: TicketLine, _ time: TimeText) -> String {
        switch self {
        case .id: "\(line.ticket.id)"
        case .subject: line.ticket.subject
        case .status: line.ticket.status
        case .queue: line.queue.name
        case .owner: line.owner?.name ?? ""
        case .requestors:
            line.requestors.map { $0.addresses.first?.value ?? $0.name }.joined(separator: ", ")
        case .priority: "\(line.ticket.priority)"
        case .created, .updated, .started, .due, .resolved, .told:
            moment(line.ticket).map(time.exact) ?? ""
        }
    }

    private func moment(_ ticket: Ticket) -> Timestamp? {
        switch self {
        case .created: ticket.created
        case .updated: ticket.updated
        case .started: ticket.started
        case .due: ticket.due
        case .resolved: ticket.resolved
        case .told: ticket.told
        case .id, .subject, .status, .queue, .owner, .requestors, .priority: nil
        }
    }
}

/// Rows for a spreadsheet.
enum Spreadsheet {
    /// RFC 4180: quotes where needed, doubled inside; lines end with CR LF.
    static func csv(_ rows: [[String]]) -> String {
        rows.map { row in
            row.map { cell -> String in
                let safe = inert(cell)
                guard safe.contains(where: { ",\"\n".contains($0) }) else { return safe }
                return "\"" + safe.replacing("\"", with: "\"\"") + "\""
            }.joined(separator: ",") + "\r\n"
        }.joined()
    }

    /// Tabs between cells, which have none inside; lines end with LF.
    static func tsv(_ rows: [[String]]) -> String {
        rows.map { row in
            row.map { cell in
                String(inert(cell).map { "\t\n".contains($0) ? " " : $0 })
            }.joined(separator: "\t") + "\n"
        }.joined()
    }

    /// A stranger's subject such as `=HYPERLINK(…)` must stay a text when the file is opened; a
    /// number with a sign stays a number.
    private static func inert(_ cell: String) -> String {
        // Takes carriage returns out as well.
        let text = Terminal.safe(cell)
        guard let first = text.first, "=+-@\t\n".contains(first), Int64(text) == nil else {
            return text
        }
        return "'" + text
    }
}
