import ArgumentParser
import Desk
import Store
import Tickets

/// `postern priority`: what priorities are called.
struct PriorityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "priority",
        abstract: "Shows and sets what priorities are called.",
        discussion: """
            A priority is a number; a ticket shows the name of the highest step that it reaches. \
            Wherever a priority is expected, its name will do: `postern ticket set 42 \
            priority=High`, and in queries Priority > 'Medium'. Without names of its own, a queue \
            has the site's.

              postern priority set Low=0 Medium=50 High=100
              postern priority set --queue security Note=0 Alarm=80
              postern priority reset --queue security
            """,
        subcommands: [List.self, Set.self, Reset.self], defaultSubcommand: List.self)

    /// `postern priority list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Shows the names of the site and of its queues.")

        @OptionGroup var options: GlobalOptions

        func run() throws {
            let instance = try Instance.open(options)
            try instance.desk.requireStaff(as: instance.actor.id)
            let reports = try instance.store.read { session in
                let rules = try session.priorityRules()
                return [Report(queue: nil, rules.site)]
                    + (try instance.desk.sight(session, of: instance.actor.id).queues.compactMap {
                        queue in
                        rules.queues[queue.id].map { Report(queue: queue.name, $0) }
                    })
            }
            let output = instance.output(options)
            try output.print("priority_list", reports) {
                var table = Table("queue", "names")
                for report in reports {
                    let names = report.names.map { "\($0.name) from \($0.value)" }
                    table.add(report.queue ?? "(site)", names.joined(separator: ", "))
                }
                return table.text(output.terminal, empty: "")
            }
        }
    }

    /// Names of a queue or of the site, as JSON shows them.
    private struct Report: Encodable {
        /// Absent for the site.
        let queue: String?
        let names: [Step]

        struct Step: Encodable {
            let name: String
            /// The name holds from this priority on.
            let value: Int64
        }

        init(queue: String?, _ names: PriorityNames) {
            self.queue = queue
            self.names = names.names.map { Step(name: $0.name, value: $0.value) }
        }
    }

    /// `postern priority set`.
    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Names priorities anew, all of them.")

        @Argument(
            help: ArgumentHelp("From which number on what name holds.", valueName: "name=number"))
        var names: [String] = []

        @Option(
            name: [.short, .long],
            help: ArgumentHelp("Only in this queue.", valueName: "queue"))
        var queue: String?

        @OptionGroup var options: GlobalOptions

        func run() throws {
            let steps = try names.map { word in
                guard let mark = word.lastIndex(of: "="), mark != word.startIndex,
                    let value = Int64(word[word.index(after: mark)...])
                else {
                    throw CommandFailure(
                        "\"\(word)\" is no name=number such as High=100", .usage)
                }
                return PriorityNames.Name(String(word[..<mark]), value)
            }
            guard let table = PriorityNames(steps) else {
                let what = PriorityNames.contradiction(in: steps) ?? "they do not fit together"
                throw CommandFailure(
                    "\(what); name=number was expected, each name and each number once", .usage)
            }
            let instance = try Instance.open(options)
            let queue = try queue.map { name in
                try instance.store.read { try People.requireQueue(name, $0, for: instance) }
            }
            try instance.desk.set(table, of: queue?.id, as: instance.actor.id)
            let place = queue.map { " in queue \"\($0.name)\"" } ?? ""
            let list = table.names.map { "\($0.name) from \($0.value)" }.joined(separator: ", ")
            try instance.output(options).done(["Priorities\(place): \(list)."])
        }
    }

    /// `postern priority reset`.
    struct Reset: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset",
            abstract:
                "Goes back to the site's names in a queue, or to Low, Medium, High on the site.")

        @Option(
            name: [.short, .long],
            help: ArgumentHelp("Only in this queue.", valueName: "queue"))
        var queue: String?

        @OptionGroup var options: GlobalOptions

        func run() throws {
            let instance = try Instance.open(options)
            let queue = try queue.map { name in
                try instance.store.read { try People.requireQueue(name, $0, for: instance) }
            }
            try instance.desk.set(nil, of: queue?.id, as: instance.actor.id)
            try instance.output(options).done([
                queue.map { "Queue \"\($0.name)\" has the site's names again." }
                    ?? "The site has Low, Medium, High again."
            ])
        }
    }
}
