import ArgumentParser
import Desk
import Tickets

/// A column of a list of tickets.
enum SearchColumn: Hashable {
    case named(Name)
    case customField(CustomField)
    case customRole(CustomRole)

    /// Columns that every site has; the raw values are what people write.
    enum Name: String, CaseIterable {
        case id, subject, status, queue, lifecycle, owner, creator, requestors, cc
        case adminCc = "admincc"
        case priority
        case initialPriority = "initialpriority"
        case finalPriority = "finalpriority"
        case timeEstimated = "timeestimated"
        case timeWorked = "timeworked"
        case timeLeft = "timeleft"
        case created, updated, starts, started, due, resolved, told
    }

    /// Those that are shown when nobody asks for others.
    static let usual: [SearchColumn] = [
        .named(.id), .named(.status), .named(.queue), .named(.owner), .named(.requestors),
        .named(.updated), .named(.subject),
    ]

    /// - Parameters:
    ///   - fields: the custom fields that there are; `nil` when they are not known yet, so that any
    ///     may be.
    ///   - roles: the custom roles, likewise.
    /// - Throws: `ValidationError` with the nearest column.
    static func read(
        _ text: String, fields: [CustomField]? = nil, roles: [CustomRole]? = nil
    ) throws -> [SearchColumn] {
        let words = text.split(separator: ",").map(trimmed)
        guard !words.isEmpty else { return usual }
        return try words.compactMap { word in
            if let name = FieldWord.name(word) {
                return try fields.map { .customField(try FieldWord.require(name, among: $0)) }
            }
            if let name = roleName(word) {
                return try roles.map { .customRole(try role(name, among: $0)) }
            }
            return .named(try named(String(word.lowercased().filter { !$0.isWhitespace })))
        }
    }

    /// The name in `CustomRole.{Name}`, `customrole.Name`; `nil` for another word.
    private static func roleName(_ word: String) -> String? {
        let start = "customrole."
        guard word.lowercased().hasPrefix(start), word.count > start.count else { return nil }
        let rest = word.dropFirst(start.count)
        return rest.hasPrefix("{") && rest.hasSuffix("}")
            ? trimmed(rest.dropFirst().dropLast()) : String(rest)
    }

    private static func role(_ name: String, among roles: [CustomRole]) throws -> CustomRole {
        guard let role = roles.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw CommandFailure(
                "there is no custom role \"\(name)\""
                    + "\(Suggestion.text(for: name, among: roles.map(\.name)));"
                    + " see `postern role list`", .usage)
        }
        return role
    }

    private static func named(_ word: String) throws -> Name {
        let other = ["requestor": "requestors", "lastupdated": "updated", "ccs": "cc"]
        if let column = Name(rawValue: other[word] ?? word) { return column }
        let names = Name.allCases.map(\.rawValue)
        throw ValidationError(
            "--columns: there is no column \"\(word)\""
                + "\(Suggestion.text(for: word, among: names)); columns: "
                + names.joined(separator: ", ") + ", cf.NAME, customrole.NAME")
    }

    static func trimmed(_ word: Substring) -> String {
        var rest = word
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }

    /// Whether it shows what only some may see.
    var isCustomField: Bool { if case .customField = self { true } else { false } }

    /// Whether it shows people who must be loaded for it.
    var isOfPeople: Bool {
        switch self {
        case .named(.creator), .named(.cc), .named(.adminCc), .customRole: true
        case .named, .customField: false
        }
    }

    /// The seats that it shows.
    private var role: Role? {
        switch self {
        case .named(.cc): .cc
        case .named(.adminCc): .adminCc
        case .customRole(let role): role.role
        case .named, .customField: nil
        }
    }

    /// What stands above it.
    var head: String {
        switch self {
        case .named(let name): name.rawValue
        case .customField(let field): field.name
        case .customRole(let role): role.name
        }
    }

    /// For people, short.
    func text(_ line: TicketLine, _ time: TimeText) -> String {
        if let role {
            let people = line.seats[role] ?? []
            return (people.first ?? "–").cut(toDisplayWidth: 24)
                + (people.count > 1 ? " +\(people.count - 1)" : "")
        }
        switch self {
        case .customField(let field):
            return (line.fields[field.id] ?? []).map { FieldWord.shown($0, of: field, time) }
                .joined(separator: ", ").cut(toDisplayWidth: 32)
        case .named(.queue): return line.queue.name.cut(toDisplayWidth: 16)
        case .named(.owner): return (line.owner?.shown ?? "–").cut(toDisplayWidth: 16)
        case .named(.creator): return (line.creator?.shown ?? "–").cut(toDisplayWidth: 16)
        case .named(.requestors):
            return (line.requestors.first?.shown ?? "–").cut(toDisplayWidth: 24)
                + (line.requestors.count > 1 ? " +\(line.requestors.count - 1)" : "")
        case .named(.priority): return "\(line.priorityName) (\(line.ticket.priority))"
        case .named(let name):
            if let field = name.time { return Minutes.text(line.ticket[field]) }
            if name.isMoment { return name.moment(line.ticket).map(time.relative) ?? "–" }
            return cell(line, time)
        case .customRole: return ""
        }
    }

    /// For spreadsheets, whole; times by the site's clock, durations in minutes.
    func cell(_ line: TicketLine, _ time: TimeText) -> String {
        if let role { return (line.seats[role] ?? []).joined(separator: ", ") }
        guard case .named(let name) = self else {
            guard case .customField(let field) = self else { return "" }
            return (line.fields[field.id] ?? []).map { FieldWord.shown($0, of: field, time) }
                .joined(separator: ", ")
        }
        switch name {
        case .id: return "\(line.ticket.id)"
        case .subject: return line.ticket.subject
        case .status: return line.ticket.status
        case .queue: return line.queue.name
        case .lifecycle: return line.queue.lifecycle
        case .owner: return line.owner?.name ?? ""
        case .creator: return line.creator?.name ?? ""
        case .cc, .adminCc: return ""
        case .requestors:
            return line.requestors.map { $0.addresses.first?.value ?? $0.name }.joined(
                separator: ", ")
        case .priority: return "\(line.ticket.priority)"
        case .initialPriority: return "\(line.ticket.initialPriority)"
        case .finalPriority: return "\(line.ticket.finalPriority)"
        case .timeEstimated, .timeWorked, .timeLeft:
            return name.time.map { "\(line.ticket[$0])" } ?? ""
        case .created, .updated, .starts, .started, .due, .resolved, .told:
            return name.moment(line.ticket).map(time.exact) ?? ""
        }
    }
}

extension SearchColumn.Name {
    /// The number of minutes that it shows.
    fileprivate var time: Ticket.NumberField? {
        switch self {
        case .timeEstimated: .timeEstimated
        case .timeWorked: .timeWorked
        case .timeLeft: .timeLeft
        default: nil
        }
    }

    fileprivate var isMoment: Bool {
        [.created, .updated, .starts, .started, .due, .resolved, .told].contains(self)
    }

    fileprivate func moment(_ ticket: Ticket) -> Timestamp? {
        switch self {
        case .created: ticket.created
        case .updated: ticket.updated
        case .starts: ticket.starts
        case .started: ticket.started
        case .due: ticket.due
        case .resolved: ticket.resolved
        case .told: ticket.told
        default: nil
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
        guard let first = text.first, "=+-@\t\n".contains(first), Decimal60(text) == nil else {
            return text
        }
        return "'" + text
    }
}
