import ArgumentParser
import Desk
import Store
import Tickets

/// `postern scrip log` and its likes.
struct RuleLogCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "log",
            abstract: "Shows who changed which \(Subject.noun) when, newest first.",
            discussion: """
                Each entry has a number, which `postern \(Subject.noun) revert NAME --to` takes.

                Example: postern \(Subject.noun) log \(Subject.example)
                """)
    }

    @Argument(help: "Of this one only, also when it is gone; without it, of all.")
    var name: String?

    @Flag(name: [.short, .long], help: "One line an entry, without the differences.")
    var brief = false

    @Option(name: [.short, .long], help: ArgumentHelp("Entries at most.", valueName: "number"))
    var limit: Int = 20

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to 10000")
        }
    }

    func run() throws {
        let instance = try Instance.open(options)
        let changes = try changes(instance)
        let users = try instance.store.read { session in
            Dictionary(
                try session.users(Array(Set(changes.map(\.user)))).map { ($0.id, $0.name) }
            ) { first, _ in first }
        }
        let output = instance.output(options)
        func name(_ change: RuleChange) -> String { users[change.user] ?? "\(change.user)" }
        let reports = changes.map { RuleChangeReport($0, user: name($0)) }
        try output.print("rule_log", reports) {
            guard !changes.isEmpty else { return "Nothing was changed yet.\n" }
            return changes.map { change in
                let time = output.time.exact(change.changed)
                let head = Terminal.line(
                    "#\(change.id)  \(time)  \(name(change)): \(change.verb) "
                        + "\(Subject.noun) \"\(change.name)\" (\(change.remark))")
                guard !brief else { return head + "\n" }
                let diff = RuleDiff.text(
                    change.kind, before: change.before, after: change.after)
                return output.terminal.styled(head, .bold) + "\n"
                    + RuleDiff.styled(diff, output.terminal)
            }.joined(separator: brief ? "" : "\n")
        }
    }

    private func changes(_ instance: Instance) throws -> [RuleChange] {
        func all(_ limit: Int) throws -> [RuleChange] {
            try instance.desk.ruleChanges(
                Subject.kind, named: nil, limit: limit, as: instance.actor.id)
        }
        guard let name else { return try all(limit) }
        let isWhole = Subject.kind == .template && !name.contains("/")
        let known =
            isWhole
            ? try all(10_000).filter { $0.name.hasPrefix(name + "/") }
            : try RuleHistory(Subject.kind, named: name, instance).changes
        let found = Array(known.prefix(limit))
        if found.isEmpty { try requireKnown(name, instance) }
        return found
    }

    /// Refuses a name that there neither is nor ever was.
    private func requireKnown(_ name: String, _ instance: Instance) throws {
        let now = try instance.desk.rules([Subject.kind], as: instance.actor.id).map(\.name)
        guard !now.contains(where: { $0 == name || $0.hasPrefix(name + "/") }) else { return }
        let gone = try instance.desk.ruleChanges(
            Subject.kind, named: nil, limit: 10_000, as: instance.actor.id
        ).map(\.name)
        let whole = (now + gone).compactMap { $0.split(separator: "/").first.map(String.init) }
        let near = Suggestion.text(for: name, among: now + gone + whole)
        throw CommandFailure(
            "there is no \(Subject.noun) \"\(name)\"\(near) and never was one; "
                + "see `postern \(Subject.noun) list`")
    }
}
