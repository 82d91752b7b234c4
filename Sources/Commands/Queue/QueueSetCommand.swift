import ArgumentParser
import Desk
import SiteFiles
import Store
import Tickets

/// `postern queue set`.
struct QueueSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes fields of a queue, all or none.",
        discussion: """
            Fields: name, description, address, comment-address, tag, lifecycle, language, \
            time-zone, take-ccs, reopen-days. "none" or nothing behind the = clears address, \
            comment-address, tag, language, time-zone, description and reopen-days. With take-ccs=yes, those whom a mail that \
            opens a ticket also went to become its Ccs. With reopen-days=30, an answer to a ticket \
            that has rested for longer opens a new one that refers to it. A former tag is still recognised in subjects.

              postern queue set support address=help@example.org "description=First level"
            """)

    @Argument(help: ArgumentHelp("Name or number.", valueName: "queue"))
    var queue: String

    @Argument(help: ArgumentHelp("What to change.", valueName: "field=value"))
    var changes: [String] = []

    @OptionGroup var options: GlobalOptions

    private static let fields = [
        "name", "description", "address", "comment-address", "tag", "lifecycle", "language",
        "time-zone", "take-ccs", "reopen-days",
    ]

    func run() throws {
        let assignments = try Assignment.parse(
            changes, fields: Self.fields,
            elsewhere: [
                "disabled": "a queue is switched by `postern queue disable` and `enable`",
                "cc": "people are changed by `postern queue watcher`",
                "admincc": "people are changed by `postern queue watcher`",
            ])
        let instance = try Instance.open(options)
        var queue = try instance.store.read {
            try People.requireQueue(self.queue, $0, for: instance)
        }
        let before = queue
        for assignment in assignments { try Self.apply(assignment, to: &queue, instance.desk) }
        guard queue != before else {
            return try instance.output(options).done(["Nothing to change."])
        }
        let rules = try Self.renamed(before.name, queue.name, instance)
        try instance.desk.update(queue, rules: rules, as: instance.actor.id)
        if queue.language != before.language { try instance.warn(ofLanguage: queue.language) }
        let names = assignments.map(\.field).joined(separator: ", ")
        var messages = ["Queue \"\(queue.name)\": \(names) set."]
        if queue.correspondAddress != before.correspondAddress
            || queue.commentAddress != before.commentAddress || queue.name != before.name
        {
            messages.append(
                "The alias lines changed: `postern queue show \(queue.id)` prints them.")
        }
        try instance.output(options).done(messages)
    }

    /// Scrips keep their text, so the new name must stand in it.
    private static func renamed(
        _ old: String, _ new: String, _ instance: Instance
    ) throws -> [RuleEdit] {
        guard old != new else { return [] }
        // Whoever may rename a queue need not be allowed to read scrips.
        let all = try instance.desk.rules([.scrip], as: User.systemID)
        return try all.compactMap { rule in
            let written = rule.written
            guard let text = ScripFile.renaming(queue: old, to: new, in: written.text) else {
                return nil
            }
            let renamed = RuleText(file: written.file, text: text)
            return try RuleReader().read(.scrip, [renamed]).checked().first.map {
                RuleEdit($0, seen: written)
            }
        }
    }

    private static func yesOrNo(_ assignment: Assignment) throws -> Bool {
        switch assignment.value.lowercased() {
        case "yes", "true", "on", "1": return true
        case "no", "false", "off", "0", "none": return false
        default:
            throw CommandFailure(
                "\(assignment.field) is yes or no, not \"\(assignment.value)\"", .usage)
        }
    }

    private static func days(_ text: String) throws -> Int64 {
        guard let days = Int64(text), NumberLimits.reopenDays.contains(days) else {
            throw CommandFailure(
                "reopen-days is a number of days \(NumberLimits.words(NumberLimits.reopenDays)), or"
                    + " none; not \"\(text)\"", .usage)
        }
        return days
    }

    private static func apply(_ assignment: Assignment, to queue: inout Queue, _ desk: Desk) throws
    {
        let value = assignment.value
        switch assignment.field {
        case "name": queue.name = value
        case "description": queue.description = assignment.valueOrNil ?? ""
        case "address": queue.correspondAddress = try assignment.valueOrNil.map(AddressWord.read)
        case "comment-address":
            queue.commentAddress = try assignment.valueOrNil.map(AddressWord.read)
        case "tag": queue.subjectTag = assignment.valueOrNil
        case "take-ccs": queue.takesCcs = try yesOrNo(assignment)
        case "reopen-days": queue.reopenDaysMax = try assignment.valueOrNil.map(days)
        case "time-zone": queue.timeZone = assignment.valueOrNil
        case "language": queue.language = try assignment.valueOrNil.map(LanguageWord.read)
        default:
            let known = try desk.lifecycles().keys.sorted()
            guard known.contains(value) else {
                throw CommandFailure(
                    "there is no lifecycle \"\(value)\"\(Suggestion.text(for: value, among: known)); "
                        + "there are: \(known.joined(separator: ", "))", .usage)
            }
            queue.lifecycle = value
        }
    }
}
