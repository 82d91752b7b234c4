import ArgumentParser
import Desk
import Store
import Tickets

/// `postern ticket watcher`: who else is in on a ticket.
struct TicketWatcherCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watcher",
        abstract: "Adds and removes requestors, Ccs, AdminCcs and custom roles of a ticket.",
        discussion: """
            A requestor gets the answers and may write; a Cc gets the answers; an AdminCc is staff \
            and gets everything, comments too. What a custom role means the site decides; see \
            `postern role`. A role that has only one member goes over from the old to the new one.
            """,
        subcommands: [Add.self, Remove.self])

    /// `postern ticket watcher add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Adds somebody to a ticket.",
            discussion: """
                An address that nobody has yet becomes a user.

                  postern ticket watcher add 42 cc carol@example.org
                  postern ticket watcher add 42 admincc group:network
                  postern ticket watcher add 42 Engineer anna
                """)

        @OptionGroup var seat: Seat
        @OptionGroup var options: GlobalOptions

        func run() async throws {
            let id = try People.ticketID(seat.ticket)
            let instance = try Instance.open(options)
            let role = try instance.store.read {
                try RoleWord.watcher(seat.role, $0, for: instance)
            }
            let who = try instance.personOrNew(seat.who)
            try await instance.report(
                try instance.desk.change(id, [.addWatcher(role, who)], as: instance.actor.id),
                options)
        }
    }

    /// `postern ticket watcher remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Removes somebody from a ticket.",
            discussion: """
                Seats that a ticket has from its queue are removed there, by `postern queue watcher`.

                  postern ticket watcher remove 42 cc carol@example.org
                """)

        @OptionGroup var seat: Seat
        @OptionGroup var options: GlobalOptions

        func run() async throws {
            let id = try People.ticketID(seat.ticket)
            let instance = try Instance.open(options)
            let (role, who) = try instance.store.read { session in
                (
                    try RoleWord.watcher(seat.role, session, for: instance),
                    try People.requirePrincipal(seat.who, session, for: instance)
                )
            }
            try await instance.report(
                try instance.desk.change(id, [.removeWatcher(role, who)], as: instance.actor.id),
                options)
        }
    }

    /// A ticket, a role, and who is to have it.
    struct Seat: ParsableArguments {
        @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
        var ticket: String

        @Argument(help: ArgumentHelp("requestor, cc, admincc or a custom role.", valueName: "role"))
        var role: String

        @Argument(help: ArgumentHelp("An address, a user's name or group:NAME.", valueName: "who"))
        var who: String
    }
}
