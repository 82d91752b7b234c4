import ArgumentParser
import Desk
import Store
import Tickets

/// What every command takes, for those that print tables: csv and tsv besides.
struct TableOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Settings file. Without it: $POSTERN_CONFIG, then /etc/postern/postern.yaml.",
            valueName: "file"))
    var config: String?

    @Option(
        help: """
            Print for people (text, or table), for programs (json), or for spreadsheets (csv, tsv): \
            cells that a spreadsheet would take for a formula get a ' in front.
            """)
    var format: TableFormat = .text

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Act as this user: a name or an address. Without it: $POSTERN_USER, then your login "
                + "name if there is such a user, else the tracker itself, who may do everything.",
            valueName: "user"))
    var actor: String?

    /// The same for what knows only the usual formats.
    var global: GlobalOptions {
        var options = GlobalOptions()
        options.config = config
        options.format = format == .json ? .json : .text
        options.actor = actor
        return options
    }
}

/// What a command that prints a table prints.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, tsv

    /// `table` is another word for text.
    init?(argument: String) { self.init(rawValue: argument == "table" ? "text" : argument) }
}

/// How what is found is ordered, cut into pages and shown.
struct PageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            In this order: fields with :desc for the greatest first, separated by commas: id, \
            subject, status, queue, owner, creator, priority, initialpriority, finalpriority, \
            timeestimated, timeworked, timeleft, created, starts, started, due, resolved, told, \
            lastupdated, cf.NAME; or relevance, the best match first. Default: id:desc.
            """, valueName: "fields"))
    var order: String?

    @Option(
        help: ArgumentHelp(
            """
            Show these, separated by commas: id, subject, status, queue, lifecycle, owner, creator, \
            requestors, cc, admincc, priority, initialpriority, finalpriority, timeestimated, \
            timeworked, timeleft, created, updated, starts, started, due, resolved, told, cf.NAME, \
            customrole.NAME.
            """, valueName: "columns"))
    var columns: String?

    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: ArgumentHelp("How many at most.", valueName: "number"))
    var limit: Int = 50

    @Option(
        help: ArgumentHelp(
            "The next page: what the page before printed, with the same search and order.",
            valueName: "mark"))
    var page: String?

    @Flag(help: "Print how many there are instead.")
    var count = false

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to 10000")
        }
        _ = try SearchOrder.read(order ?? "")
        _ = try SearchColumn.read(columns ?? "")
        if let page { _ = try PageMark.read(page) }
    }
}

/// `--order` as written.
enum SearchOrder {
    /// - Parameter fields: the custom fields that there are; `nil` when they are not known yet, so
    ///   that any may be.
    /// - Throws: `ValidationError` with the nearest field.
    static func read(_ text: String, fields: [CustomField]? = nil) throws -> [TicketOrder] {
        var order: [TicketOrder] = []
        for word in text.split(separator: ",").map(SearchColumn.trimmed) {
            if let custom = try customField(word, fields) {
                order.append(custom)
                continue
            }
            let parts = word.lowercased().filter { !$0.isWhitespace }.split(
                separator: ":", omittingEmptySubsequences: false)
            let names = TicketOrder.Key.named.map(\.name)
            let name = parts.first == "updated" ? "lastupdated" : String(parts.first ?? "")
            guard let key = TicketOrder.Key.named.first(where: { $0.name == name })?.key else {
                throw ValidationError(
                    "--order: there is no field \"\(word)\""
                        + "\(Suggestion.text(for: name, among: names)); fields: "
                        + names.joined(separator: ", ") + ", cf.NAME")
            }
            guard parts.count == 1 || (parts.count == 2 && ["asc", "desc"].contains(parts[1]))
            else { throw ValidationError("--order: \"\(word)\" ends with neither :asc nor :desc") }
            order.append(TicketOrder(key, isDescending: parts.last == "desc"))
        }
        if order.count > 1, order.contains(where: { $0.key == .relevance }) {
            throw ValidationError("--order: relevance stands alone")
        }
        return order
    }

    /// `cf.Name`, `cf.{Name}:desc`; `nil` for another word. The number is 0 while the fields are
    /// not known.
    private static func customField(
        _ word: String, _ fields: [CustomField]?
    ) throws -> TicketOrder? {
        var name = word
        var isDescending = false
        for (ending, descends) in [(":desc", true), (":asc", false)]
        where word.lowercased().hasSuffix(ending) {
            name = SearchColumn.trimmed(word.dropLast(ending.count))
            isDescending = descends
        }
        guard let name = FieldWord.name(name) else { return nil }
        guard let fields else {
            return TicketOrder(.customField(CustomFieldID(0), []), isDescending: isDescending)
        }
        let field = try FieldWord.require(name, among: fields)
        return TicketOrder(
            .customField(field.id, Set(field.queues)), isDescending: isDescending)
    }
}

/// Where a page ended, as text: the keys and the number of its last row.
enum PageMark {
    /// `n` for no value, `i5` for a number, `s6162` for a text in hexadecimal; dots between.
    static func text(_ cursor: SearchCursor) -> String {
        (cursor.keys + [.integer(cursor.number)]).map { key in
            switch key {
            case .integer(let number): "i\(number)"
            case .text(let text):
                "s"
                    + text.utf8.map { byte in
                        (byte < 16 ? "0" : "") + String(byte, radix: 16)
                    }.joined()
            case .null, .blob: "n"
            }
        }.joined(separator: ".")
    }

    /// - Throws: `ValidationError` for what ``text(_:)`` never wrote.
    static func read(_ text: String) throws -> SearchCursor {
        let mistake = ValidationError("--page: \"\(text.prefix(40))\" is no mark of a page")
        var keys: [SQLValue] = []
        for word in text.split(separator: ".", omittingEmptySubsequences: false) {
            let rest = word.dropFirst()
            switch word.first {
            case "n" where rest.isEmpty: keys.append(.null)
            case "i":
                guard let number = Int64(rest) else { throw mistake }
                keys.append(.integer(number))
            case "s":
                guard let value = string(rest) else { throw mistake }
                keys.append(.text(value))
            default: throw mistake
            }
        }
        guard case .integer(let number)? = keys.popLast() else { throw mistake }
        return SearchCursor(keys: keys, number: number)
    }

    private static func string(_ hexadecimal: Substring) -> String? {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        guard digits.count == hexadecimal.count, digits.count % 2 == 0 else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
            return nil
        }
        return text
    }
}
