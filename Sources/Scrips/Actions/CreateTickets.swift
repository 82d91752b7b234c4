import Tickets

/// The action "Create Tickets": several at once, tied to each other and to the ticket at hand.
struct CreateTickets: Sendable {
    private let blanks: [Blank]

    /// More at once is a mistake in a file.
    static let ticketsMax = 50

    /// One ticket as the argument describes it, texts not yet filled.
    private struct Blank: Sendable {
        let plan: TicketPlan
        let subject: FilledText
        let content: FilledText
        let requestor: FilledText?
        let due: FilledText?
    }

    private static let keys =
        [
            "name", "queue", "subject", "content", "requestor", "cc", "admin_cc", "owner",
            "status", "priority", "due",
        ] + LinkWord.all.map(\.word)

    init(_ argument: ArgumentValue) throws {
        let elements = argument.elements()
        guard elements.count <= Self.ticketsMax else {
            throw argument.problem(expected: "at most \(Self.ticketsMax) tickets")
        }
        var names: [String] = []
        var fields: [[String: ArgumentValue]] = []
        for element in elements {
            let one = try element.fields(Self.keys, required: ["name", "subject"])
            let name = try one["name"]?.text(expected: "a name") ?? ""
            if name.lowercased() == "top" || names.contains(name) || Int64(name) != nil {
                throw element.problem(
                    expected: "a name of its own for each ticket, no number and not TOP")
            }
            names.append(name)
            fields.append(one)
        }
        blanks = try zip(names, fields).map { try Self.blank($0, $1, among: names) }
    }

    private static func blank(
        _ name: String, _ fields: [String: ArgumentValue], among names: [String]
    ) throws -> Blank {
        var plan = TicketPlan(name: name, subject: "", text: "")
        plan.queue = try fields["queue"]?.text(expected: "a queue's name")
        plan.cc = try fields["cc"]?.addresses() ?? []
        plan.adminCc = try fields["admin_cc"]?.addresses() ?? []
        plan.owner = try fields["owner"]?.text(expected: "a user's name")
        plan.status = try fields["status"]?.text(expected: "a status")
        plan.priority = try fields["priority"]?.number(in: ScripPriority.range) ?? 0
        for word in LinkWord.all {
            for value in fields[word.word]?.elements() ?? [] {
                plan.links.append(
                    TicketPlan.Tie(
                        kind: word.kind, isInverse: word.isInverse,
                        end: try end(value, word, name, names)))
            }
        }
        guard let subject = fields["subject"] else {
            throw ScripProblem(.actionArgument, "\"subject\" is missing")
        }
        return Blank(
            plan: plan, subject: try FilledText(subject, isOneLine: true),
            content: try fields["content"].map { try FilledText($0, isOneLine: false) }
                ?? FilledText(constant: ""),
            requestor: try fields["requestor"].map { try FilledText($0, isOneLine: true) },
            due: try fields["due"].map { try FieldValue.read("Due", $0) })
    }

    private static func end(
        _ value: ArgumentValue, _ word: LinkWord, _ own: String, _ names: [String]
    ) throws -> TicketPlan.End {
        let expected = "TOP, the name of another of these tickets, a ticket's number or a URI"
        let text = try value.text(expected: expected)
        if text.lowercased() == "top" { return .top }
        if text != own, names.contains(text) { return .plan(text) }
        do {
            return .target(try word.target(value))
        } catch {
            throw value.problem(
                expected: expected, nearestOf: ["TOP"] + names.filter { $0 != own })
        }
    }

    func result(
        _ templates: inout CheckedTemplates, _ snapshot: Snapshot
    ) throws -> ScripOutcome.Result {
        let plans = try blanks.map { blank in
            var plan = blank.plan
            plan.subject = try blank.subject.filled(&templates, snapshot)
            guard !plan.subject.isEmpty else {
                throw ScripError(detail: "ticket \"\(plan.name)\" has no subject")
            }
            plan.text = try blank.content.filled(&templates, snapshot)
            if let requestor = blank.requestor {
                let text = try requestor.filled(&templates, snapshot)
                plan.requestors = try text.split(separator: ",").map { part in
                    guard let address = EmailAddress(OneWord.trimmed(String(part))) else {
                        throw ScripError(
                            detail: "ticket \"\(plan.name)\": \"\(part)\" is no address")
                    }
                    return address
                }
            }
            if let due = blank.due {
                let moment = try FieldValue.filled("Due", due, &templates, snapshot)
                plan.due = Int64(moment).map { Timestamp(milliseconds: $0) }
            }
            return plan
        }
        return .applied([.create(plans)], decisions: [])
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
