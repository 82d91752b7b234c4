import Desk
import Foundation
import Settings
import Store
import Tickets

extension Instance {
    /// What relative dates count from, and the zone of days.
    var queryTime: QueryTime {
        let zone = TimeZone(identifier: settings.site.timeZone) ?? .gmt
        return QueryTime(now: .current()) { Int64(zone.secondsFromGMT(for: $0.date)) }
    }

    /// Takes a query in the query language, or single words.
    func query(_ text: String?, words: [String]) throws -> TicketQuery {
        if let text {
            guard words.isEmpty else {
                throw CommandFailure(
                    "--query and words exclude each other; a query with blanks needs quotes",
                    .usage)
            }
            return try QueryParser.parse(text)
        }
        if (try? QueryParser.parse(words.joined(separator: " "))) != nil {
            StandardError.say(
                "postern: these words read as a query, but are looked for as words; put --query in"
                    + " front of them")
        }
        let line = words.map(SimpleSearch.word(fromShell:)).joined(separator: " ")
        return try desk.simpleQuery(line, as: actor.id)
    }
}

/// Runs a search and prints what it found.
struct SearchPrinting {
    let instance: Instance
    let format: TableFormat
    let query: TicketQuery
    let options: PageOptions

    /// What JSON shows of a page.
    private struct PageReport: Encodable {
        let tickets: [HitReport]
        let hasMore: Bool
        /// For `--page`; absent on the last page.
        let nextPage: String?
        /// In the query language.
        let query: String
    }

    private struct HitReport: Encodable {
        let ticket: TicketLineReport
        let columns: ColumnsReport
        let excerpt: [ExcerptReport]?

        /// The keys of a ticket's line, with the excerpt beside them.
        func encode(to encoder: any Encoder) throws {
            try ticket.encode(to: encoder)
            try columns.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(excerpt, forKey: .excerpt)
        }

        private enum CodingKeys: CodingKey { case excerpt }
    }

    /// What is there only when `--columns` names it.
    private struct ColumnsReport: Encodable {
        var lifecycle: String?
        var creator: String?
        var cc: [String]?
        var adminCc: [String]?
        var customRoles: [RoleReport]?

        init(_ line: TicketLine, _ columns: [SearchColumn]) {
            for column in columns {
                switch column {
                case .named(.lifecycle): lifecycle = line.queue.lifecycle
                case .named(.creator): creator = line.creator?.name
                case .named(.cc): cc = line.seats[.cc] ?? []
                case .named(.adminCc): adminCc = line.seats[.adminCc] ?? []
                case .customRole(let role):
                    customRoles =
                        (customRoles ?? [])
                        + [RoleReport(name: role.name, members: line.seats[role.role] ?? [])]
                case .named, .customField: break
                }
            }
        }
    }

    private struct RoleReport: Encodable {
        let name: String
        let members: [String]
    }

    private struct ExcerptReport: Encodable {
        let text: String
        let isHit: Bool
    }

    private struct CountReport: Encodable {
        let count: Int64
        let query: String
    }

    private var output: Output {
        Output(format == .json ? .json : .text, zone: instance.settings.site.timeZone)
    }

    /// Prints a page, or with `--count` a number.
    func run() throws {
        if options.count { return try printCount() }
        let fields = try instance.desk.customFields(as: instance.actor.id)
        let roles = try instance.desk.customRoles(searchedBy: instance.actor.id)
        let columns = try SearchColumn.read(options.columns ?? "", fields: fields, roles: roles)
        let result = try instance.desk.search(
            query, order: SearchOrder.read(options.order ?? "", fields: fields),
            cursor: options.page.map(PageMark.read), limit: options.limit,
            time: instance.queryTime, withExcerpts: format == .text || format == .json,
            withFields: format == .json || columns.contains(where: \.isCustomField),
            withPeople: columns.contains(where: \.isOfPeople), as: instance.actor.id)
        switch format {
        case .text: output.write(text(result, columns))
        case .json: try output.print("ticket_search", report(result, fields, columns)) { "" }
        case .csv, .tsv:
            let rows = result.hits.map { hit in columns.map { $0.cell(hit.line, output.time) } }
            let table = [columns.map(\.head)] + rows
            output.write(format == .csv ? Spreadsheet.csv(table) : Spreadsheet.tsv(table))
            // Not into the table: a reader of it must not take it for a ticket.
            if let next = result.next {
                StandardError.say("more: --page \(PageMark.text(next))")
            }
        }
    }

    private func printCount() throws {
        let count = try instance.desk.count(
            query, max: .max, time: instance.queryTime, as: instance.actor.id)
        try output.print("ticket_count", CountReport(count: count, query: "\(query.root)")) {
            "\(count)\n"
        }
    }

    private func report(
        _ result: SearchResult, _ fields: [CustomField], _ columns: [SearchColumn]
    ) -> PageReport {
        PageReport(
            tickets: result.hits.map { hit in
                HitReport(
                    ticket: TicketLineReport(hit.line, fields: fields),
                    columns: ColumnsReport(hit.line, columns),
                    excerpt: hit.excerpt?.pieces.map {
                        ExcerptReport(text: $0.text, isHit: $0.isHit)
                    })
            },
            hasMore: result.next != nil, nextPage: result.next.map(PageMark.text),
            query: "\(query.root)")
    }

    private func text(_ result: SearchResult, _ columns: [SearchColumn]) -> String {
        let terminal = output.terminal
        var table = Table(columns.map { $0 == .named(.id) ? "#" : $0.head })
        for hit in result.hits { table.add(columns.map { $0.text(hit.line, output.time) }) }
        var lines = table.lines(terminal, empty: "No ticket matches.")
        // The excerpt stands under its ticket: behind the head and the tickets before it.
        for (index, hit) in result.hits.enumerated().reversed() {
            guard let excerpt = hit.excerpt else { continue }
            let text = excerpt.pieces.map { piece in
                let safe = Terminal.safe(piece.text)
                return piece.isHit ? mark(safe, terminal) : safe
            }.joined()
            lines.insert("    " + text, at: index + 2)
        }
        if let next = result.next {
            lines.append(terminal.styled("More: add --page \(PageMark.text(next))", .faint))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func mark(_ text: String, _ terminal: Terminal) -> String {
        terminal.hasColour ? terminal.styled(text, .bold) : "[\(text)]"
    }
}
