import ArgumentParser
import Desk
import Store
import Tickets

/// `postern queue watcher`: who is in on all tickets of a queue.
struct QueueWatcherCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watcher",
        abstract: "Adds and removes Ccs, AdminCcs and custom roles of a queue.",
        discussion: """
            They hold the role on each ticket of the queue. AdminCcs are the staff who are mailed \
            about new tickets.
            """,
        subcommands: [Add.self, Remove.self])

    /// `postern queue watcher add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Adds somebody to a queue.",
            discussion: """
                  postern queue watcher add support admincc alice
                  postern queue watcher add support cc group:managers
                """)

        @OptionGroup var seat: Seat
        @OptionGroup var options: GlobalOptions

        func run() throws { try seat.set(isWatcher: true, options) }
    }

    /// `postern queue watcher remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Removes somebody from a queue.")

        @OptionGroup var seat: Seat
        @OptionGroup var options: GlobalOptions

        func run() throws { try seat.set(isWatcher: false, options) }
    }

    /// A queue, a role, and who is to have it.
    struct Seat: ParsableArguments {
        @Argument(help: ArgumentHelp("Name or number.", valueName: "queue"))
        var queue: String

        @Argument(help: ArgumentHelp("cc, admincc or a custom role.", valueName: "role"))
        var role: String

        @Argument(help: ArgumentHelp("An address, a user's name or group:NAME.", valueName: "who"))
        var who: String

        /// Seats somebody or takes the seat away.
        func set(isWatcher: Bool, _ options: GlobalOptions) throws {
            let instance = try Instance.open(options)
            let (role, queue) = try instance.store.read { session in
                (
                    try RoleWord.watcher(
                        self.role, among: [.cc, .adminCc], session, for: instance),
                    try People.requireQueue(self.queue, session, for: instance)
                )
            }
            let member =
                isWatcher
                ? try instance.personOrNew(who)
                : try instance.store.read { try People.requirePrincipal(who, $0, for: instance) }
            let isChanged = try instance.desk.setWatcher(
                role, member, of: queue.id, isWatcher: isWatcher, as: instance.actor.id)
            let state = isWatcher ? "is \(role.name)" : "is not \(role.name)"
            let when = isChanged ? "now" : "already"
            try instance.output(options).done([
                "\(who) \(state) of queue \"\(queue.name)\" \(when)."
            ])
        }
    }
}
