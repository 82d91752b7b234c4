import ArgumentParser
import Desk
import Settings
import Store
import Tickets

/// `postern ticket set`.
struct TicketSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes fields of a ticket, all or none.",
        discussion: """
            Fields: subject, status, owner ("me" and "nobody" work), priority (a number or a name such as High), initial-priority, \
            final-priority, queue, due, starts, started, told, resolved, time-worked, \
            time-estimated, time-left, and cf.NAME for custom fields. A due date without a time \
            means the end of that day in the site's time zone; "none" removes a date. Times of work \
            are written 15m, 1h30m or in minutes.

            cf.NAME=value sets, several of them set several values, an empty one clears; \
            cf.NAME+=value adds and cf.NAME-=value takes away. Names with blanks need quotes.

              postern ticket set 42 status=stalled priority=High
              postern ticket set 42 due=2027-01-31 starts=tomorrow time-worked=1h30m
              postern ticket set 42 "cf.Root cause=network" status=resolved
              postern ticket set 42 "subject=No network in room 12"
            """)

    @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
    var ticket: String

    @Argument(help: ArgumentHelp("What to change.", valueName: "field=value"))
    var changes: [String] = []

    @OptionGroup var options: GlobalOptions

    static let fields =
        ["subject", "status", "owner", "priority", "queue", "due"] + dates.keys.sorted()
        + numbers.keys.sorted()

    private static let dates: [String: Ticket.DateField] = [
        "starts": .starts, "started": .started, "told": .told, "resolved": .resolved,
    ]

    private static let numbers: [String: Ticket.NumberField] = [
        "initial-priority": .initialPriority, "final-priority": .finalPriority,
        "time-estimated": .timeEstimated, "time-worked": .timeWorked, "time-left": .timeLeft,
    ]

    static let elsewhere = [
        "requestor": "people are changed by `postern ticket watcher`",
        "cc": "people are changed by `postern ticket watcher`",
        "admincc": "people are changed by `postern ticket watcher`",
    ]

    func run() async throws {
        let id = try People.ticketID(ticket)
        let assignments = try Assignment.parse(
            changes, fields: Self.fields, elsewhere: Self.elsewhere, takesCustom: true)
        let instance = try Instance.open(options)
        // Words are read by what the ticket is like, so nobody is told of one they may not see.
        try instance.desk.requireSight(of: id, as: instance.actor.id)
        let changes = try Self.changes(assignments, of: id, instance)
        try await instance.report(
            try instance.desk.change(id, changes, as: instance.actor.id), options)
    }

    /// What assignments ask for, in an order in which they work: the queue first, whose fields and
    /// owners count, and the status last, which may need their values.
    ///
    /// - Parameter id: `nil` when it is for several tickets, whose lifecycles and queues may differ.
    static func changes(
        _ assignments: [Assignment], of id: TicketID?, _ instance: Instance
    ) throws -> [Change] {
        let custom = try customChanges(assignments.filter { $0.custom != nil }, instance)
        let own = assignments.filter { $0.custom == nil }
        let queue = try queue(own, of: id, instance)
        func changes(_ isWanted: (String) -> Bool) throws -> [Change] {
            try own.filter { isWanted($0.field) }.map { try change($0, of: id, queue, instance) }
        }
        return try changes { $0 == "queue" } + changes { $0 == "owner" }
            + changes { !["queue", "owner", "status"].contains($0) } + custom
            + changes { $0 == "status" }
    }

    /// The queue in which the tickets will be; `nil` when there may be several.
    private static func queue(
        _ assignments: [Assignment], of id: TicketID?, _ instance: Instance
    ) throws -> QueueID? {
        try instance.store.read { session in
            if let word = assignments.first(where: { $0.field == "queue" })?.value {
                return try People.requireQueue(
                    word, session, for: instance, holding: .createTicket
                ).id
            }
            return try id.flatMap { try session.ticket($0) }?.queue
        }
    }

    private static func customChanges(
        _ assignments: [Assignment], _ instance: Instance
    ) throws -> [Change] {
        guard !assignments.isEmpty else { return [] }
        // The Desk says what there is, and only to whom it may.
        let fields =
            instance.actor.isPrivileged ? try instance.store.read { try $0.customFields() } : []
        var sets: [String: [String]] = [:]
        var order: [Change] = []
        for assignment in assignments {
            guard
                let field = fields.first(where: {
                    $0.name.lowercased() == assignment.field.lowercased()
                })
            else {
                order.append(change(assignment))
                continue
            }
            let isOption = field.options.contains { $0.name.lowercased() == "none" }
            let value = isOption ? assignment.value : assignment.valueOrNil
            let text = try value.map { try FieldWord.text($0, of: field, instance) } ?? ""
            switch assignment.custom {
            case .add: order.append(.addCustomFieldValue(field.name, text))
            case .remove: order.append(.removeCustomFieldValue(field.name, text))
            case .set, nil:
                if sets[field.name] == nil { order.append(.setCustomField(field.name, [])) }
                sets[field.name, default: []] += text.isEmpty ? [] : [text]
            }
        }
        return order.map { change in
            guard case .setCustomField(let name, []) = change else { return change }
            return .setCustomField(name, sets[name] ?? [])
        }
    }

    /// For a field of which nothing is known here.
    private static func change(_ assignment: Assignment) -> Change {
        switch assignment.custom {
        case .add: .addCustomFieldValue(assignment.field, assignment.value)
        case .remove: .removeCustomFieldValue(assignment.field, assignment.value)
        case .set, nil:
            .setCustomField(assignment.field, [assignment.valueOrNil].compactMap { $0 })
        }
    }

    private static func change(
        _ assignment: Assignment, of id: TicketID?, _ queue: QueueID?, _ instance: Instance
    ) throws -> Change {
        let value = assignment.value
        if let field = dates[assignment.field] {
            return .date(field, try assignment.valueOrNil.map { try moment($0, instance) })
        }
        if let field = numbers[assignment.field] {
            if let queue { return .number(field, try number(value, field, queue, instance)) }
            return field.isTime
                ? .number(field, try minutes(value)) : try priority(value, field, instance)
        }
        switch assignment.field {
        case "subject":
            guard value.contains(where: { !$0.isWhitespace }) else {
                throw CommandFailure("a ticket needs a subject", .usage)
            }
            return .subject(value)
        case "status": return .status(try status(value, of: id, instance))
        case "owner": return .owner(try owner(value, instance))
        case "priority":
            guard let queue else { return try priority(value, nil, instance) }
            return .priority(
                try PriorityWord.read(
                    value, in: queue, instance.store.read { try $0.priorityRules() }))
        case "queue":
            return .queue(
                try instance.store.read {
                    try People.requireQueue(
                        value, $0, for: instance, holding: .createTicket
                    ).id
                })
        default: return .due(try assignment.valueOrNil.map { try due($0, instance) })
        }
    }

    /// A priority of tickets in several queues: a name is left to each.
    private static func priority(
        _ word: String, _ field: Ticket.NumberField?, _ instance: Instance
    ) throws -> Change {
        let number = try instance.store.read { session in
            let known = try instance.desk.sight(session, of: instance.actor.id)
            var rules = try session.priorityRules()
            rules.queues = rules.queues.filter { known.knows($0.key) }
            return try PriorityWord.number(word, rules)
        }
        guard let number else { return .namedPriority(field, word) }
        return field.map { .number($0, number) } ?? .priority(number)
    }

    /// `nil` for nobody.
    static func owner(_ name: String, _ instance: Instance) throws -> UserID? {
        switch name.lowercased() {
        case "nobody", "none", "": nil
        case "me": instance.actor.id
        default: try instance.store.read { try People.userID(name, $0, for: instance) }
        }
    }

    /// Minutes, or a priority.
    static func number(
        _ word: String, _ field: Ticket.NumberField, _ queue: QueueID, _ instance: Instance
    ) throws -> Int64 {
        guard field.isTime else {
            return try PriorityWord.read(
                word, in: queue, instance.store.read { try $0.priorityRules() })
        }
        return try minutes(word)
    }

    private static func minutes(_ word: String) throws -> Int64 {
        guard let minutes = Minutes.read(word) else {
            throw CommandFailure("\"\(word)\" is no time; expected \(Minutes.expected)", .usage)
        }
        return minutes
    }

    /// A date without a time means the end of that day.
    static func due(_ text: String, _ instance: Instance) throws -> Timestamp {
        let time = TimeText(now: .current(), zone: instance.settings.site.timeZone)
        if let due = time.moment(text) { return due }
        guard let date = QueryDate(text, at: instance.queryTime, isForEquality: true) else {
            throw noDate(text)
        }
        let isDay = date.end.milliseconds - date.start.milliseconds > 60_000
        return isDay ? date.end.adding(seconds: -1) : date.start
    }

    /// A date without a time means the beginning of that day.
    static func moment(_ text: String, _ instance: Instance) throws -> Timestamp {
        guard let date = QueryDate(text, at: instance.queryTime, isForEquality: true) else {
            throw noDate(text)
        }
        return date.start
    }

    private static func noDate(_ text: String) -> CommandFailure {
        CommandFailure(
            "\"\(text)\" is no date; YYYY-MM-DD, \"YYYY-MM-DD HH:MM\", tomorrow, \"in 3 days\" or"
                + " none was expected", .usage)
    }

    /// The word as it is: the Desk spells it as the ticket's lifecycle does, and says whether it may
    /// follow. One that no lifecycle knows is a slip of the pen, and the nearest one is offered to
    /// staff.
    private static func status(
        _ word: String, of id: TicketID?, _ instance: Instance
    ) throws -> String {
        guard instance.actor.isPrivileged else { return word }
        let lifecycles = try instance.desk.lifecycles()
        // The ticket may be on its way into a queue with other statuses.
        guard lifecycles.values.allSatisfy({ $0.status(named: word) == nil }) else { return word }
        let lifecycle = try instance.store.read { session in
            try id.flatMap { try session.ticket($0) }.flatMap { try session.queue($0.queue) }
                .flatMap { lifecycles[$0.lifecycle] }
        }
        let meant =
            lifecycle?.statuses ?? Set(lifecycles.values.flatMap(\.statuses)).sorted()
        throw CommandFailure(
            "there is no status \"\(word)\"\(Suggestion.text(for: word, among: meant)); "
                + "there are: \(meant.joined(separator: ", "))", .usage)
    }
}
