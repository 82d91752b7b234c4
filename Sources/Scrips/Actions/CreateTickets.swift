import Templates
import Tickets

/// The action "Create Tickets": several at once, tied to each other and to the ticket at hand.
struct CreateTickets: Sendable {
    private let blanks: [TicketBlank]

    /// More at once is a mistake in a file.
    static let ticketsMax = 50

    init(_ argument: ArgumentValue) throws {
        let elements = argument.elements()
        guard elements.count <= Self.ticketsMax else {
            throw argument.problem(expected: "at most \(Self.ticketsMax) tickets")
        }
        var names: [String] = []
        var fields: [[String: ArgumentValue]] = []
        for element in elements {
            let one = try element.fields(
                TicketBlank.keys, required: ["name", "subject"], others: TicketBlank.isOtherKey)
            names.append(try Self.name(one["name"], in: element, besides: names))
            fields.append(one)
        }
        blanks = try zip(names, fields).map { try TicketBlank($0, $1, among: names) }
    }

    private static func name(
        _ value: ArgumentValue?, in element: ArgumentValue, besides names: [String]
    ) throws -> String {
        guard let value else { throw element.problem(expected: "a name") }
        let name = try value.text(expected: "a name")
        if let first = names.firstIndex(of: name) {
            throw ScripProblem(
                value.key, path: value.path,
                "\"\(name)\" is the name of ticket \(first + 1) already; each needs its own")
        }
        guard name.lowercased() != "top", Int64(name) == nil else {
            throw value.problem(expected: "a name that is no number and not TOP")
        }
        return name
    }

    func result(
        _ templates: inout CheckedTemplates, _ snapshot: Snapshot
    ) throws -> ScripOutcome.Result {
        if let refusal = InternalGuard.refusal(
            snapshot, isForInternal: blanks.allSatisfy(\.isForInternal))
        {
            return .notApplicable(refusal)
        }
        return .applied(
            [.create(try blanks.map { try $0.plan(&templates, snapshot) })], decisions: [])
    }
}

/// One ticket as the argument of Create Tickets describes it, texts not yet filled.
private struct TicketBlank: Sendable {
    let name: String
    /// Whether it may hold what only staff may read.
    let isForInternal: Bool
    private let subject: FilledText
    private let content: FilledText
    private let fields: [FieldSetting]
    private let people: [(role: Role, texts: [FilledText])]
    private let links: [LinkText]
    /// What the others are called.
    private let others: [String]

    /// Keys of fields, with RT's names: `initial_priority` is `InitialPriority`.
    private static let fieldKeys = TicketEdit.settableFields.filter { $0 != "Subject" }.map {
        (key: key($0), field: $0)
    }
    private static let roleKeys: [(key: String, role: Role)] = [
        ("requestor", .requestor), ("cc", .cc), ("admin_cc", .adminCc),
    ]

    static let keys =
        ["name", "subject", "content", "internal"] + roleKeys.map(\.key) + fieldKeys.map(\.key)
        + LinkWord.all.map(\.word)

    /// `CF.{Name}`, `role:Name`.
    static func isOtherKey(_ key: String) -> Bool {
        if FieldSetting.customField(key) != nil { return true }
        return Role(named: key)?.isCustom == true
    }

    private static func key(_ field: String) -> String {
        field.reduce(into: "") { word, letter in
            if letter.isUppercase, !word.isEmpty { word += "_" }
            word += letter.lowercased()
        }
    }

    init(
        _ name: String, _ values: [String: ArgumentValue], among names: [String]
    ) throws {
        guard let subject = values["subject"] else {
            throw ScripProblem(.actionArgument, "\"subject\" is missing")
        }
        self.name = name
        others = names.filter { $0 != name }
        isForInternal = try values["internal"]?.flag() ?? false
        self.subject = try FilledText(subject, isOneLine: true)
        content =
            try values["content"].map { try FilledText($0, isOneLine: false) }
            ?? FilledText(constant: "")
        fields = try Self.fields(values)
        people = try Self.people(values)
        var links: [LinkText] = []
        for word in LinkWord.all {
            for value in values[word.word]?.elements() ?? [] {
                let link = try LinkText(word, value)
                if link.isConstant {
                    let text = try value.text(expected: Self.expected(word))
                    guard Self.end(text, word, others) != nil else {
                        throw value.problem(
                            expected: Self.expected(word), nearestOf: ["TOP"] + others)
                    }
                }
                links.append(link)
            }
        }
        self.links = links
    }

    private static func fields(_ values: [String: ArgumentValue]) throws -> [FieldSetting] {
        var fields: [FieldSetting] = []
        for (key, field) in fieldKeys {
            guard let value = values[key] else { continue }
            fields.append(try FieldSetting(field, value))
        }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let name = FieldSetting.customField(key) else { continue }
            let field = try FieldSetting("CF.{\(name)}", value)
            guard !fields.contains(where: { $0.name.lowercased() == field.name.lowercased() })
            else {
                throw ScripProblem(value.key, path: value.path, "\"\(field.name)\" is set twice")
            }
            fields.append(field)
        }
        return fields
    }

    private static func people(
        _ values: [String: ArgumentValue]
    ) throws -> [(role: Role, texts: [FilledText])] {
        var people: [(role: Role, texts: [FilledText])] = []
        let custom = values.keys.sorted().compactMap { key -> (key: String, role: Role)? in
            guard let role = Role(named: key), role.isCustom else { return nil }
            return (key, role)
        }
        for (key, role) in roleKeys + custom {
            guard let value = values[key] else { continue }
            let texts = try value.elements().map { element in
                let text = try FilledText(element, isOneLine: true)
                if text.isConstant, !role.isCustom { _ = try element.addresses() }
                return text
            }
            people.append((role, texts))
        }
        return people
    }

    // MARK: Filling

    func plan(_ templates: inout CheckedTemplates, _ snapshot: Snapshot) throws -> TicketPlan {
        var plan = TicketPlan(
            name: name, subject: try subject.filled(&templates, snapshot),
            text: try content.filled(&templates, snapshot))
        guard plan.subject.contains(where: { !$0.isWhitespace }) else {
            throw ScripError(detail: "ticket \"\(name)\" has no subject")
        }
        for field in fields {
            let values = try field.values(&templates, snapshot)
            // What is empty was not given.
            guard !values.isEmpty else { continue }
            plan.fields.append(TicketPlan.Field(name: field.name, values: values))
        }
        for (role, texts) in people {
            for text in texts {
                let filled = try text.filled(&templates, snapshot)
                plan.people += try words(filled).map {
                    TicketPlan.Seat(role: role, who: try who($0, role))
                }
            }
        }
        for link in links {
            guard let text = try link.filled(&templates, snapshot) else { continue }
            guard let end = Self.end(text, link.word, others) else {
                throw ScripError(
                    detail: "ticket \"\(name)\": \(link.word.word): expected "
                        + "\(Self.expected(link.word)), found \"\(text)\"")
            }
            plan.links.append(
                TicketPlan.Tie(kind: link.word.kind, isInverse: link.word.isInverse, end: end))
        }
        return plan
    }

    private func words(_ text: String) -> [String] {
        text.split(separator: ",").map { OneWord.trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    /// An address; in a role of the site's own also a user's name or `group:NAME`.
    private func who(_ word: String, _ role: Role) throws -> TicketEdit.Who {
        if let address = EmailAddress(word) { return .address(address) }
        guard role.isCustom, !word.contains("@") else {
            throw ScripError(detail: "ticket \"\(name)\": \"\(word)\" is no address")
        }
        let prefix = "group:"
        return word.lowercased().hasPrefix(prefix)
            ? .group(OneWord.trimmed(String(word.dropFirst(prefix.count)))) : .user(word)
    }

    private static func end(
        _ text: String, _ word: LinkWord, _ others: [String]
    ) -> TicketPlan.End? {
        if text.lowercased() == "top" { return .top }
        if others.contains(text) { return .plan(text) }
        return (try? word.target(text)).map { .target($0) }
    }

    private static func expected(_ word: LinkWord) -> String {
        "TOP, the name of another of these tickets, \(word.expected)"
    }
}

extension ActionKind {
    static let createTickets = ActionKind(
        "Create Tickets", takes: .required("a list of tickets, each with name and subject")
    ) { argument in
        let tickets = try CreateTickets(try required(argument))
        return ActionMeaning { _, templates, snapshot in
            try tickets.result(&templates, snapshot)
        }
    }
}
