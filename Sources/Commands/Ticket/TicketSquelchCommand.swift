import ArgumentParser
import Desk
import Store
import Tickets

/// `postern ticket squelch`: who gets no mail about a ticket, whatever they are to it.
struct TicketSquelchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "squelch",
        abstract: "Silences a ticket for somebody, or lets them get mail again.",
        discussion: """
            Whoever is squelched keeps their role and rights, but no scrip mails them about this \
            ticket; `postern why` then says so. A message that names them with --cc or --bcc still \
            reaches them. Whichever of somebody's addresses is squelched, they are meant. You may \
            squelch yourself on each ticket that you see; others need ModifyTicket.
            """,
        subcommands: [Add.self, Remove.self, List.self])

    /// `postern ticket squelch add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Mails somebody nothing more about a ticket.",
            discussion: """
                  postern ticket squelch add 42 carl@example.org
                  postern ticket squelch add 42 anna
                """)

        @OptionGroup var place: Place
        @OptionGroup var options: GlobalOptions

        func run() async throws {
            try await place.change(Change.squelch, options, isWarning: true)
        }
    }

    /// `postern ticket squelch remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Mails somebody about a ticket again.")

        @OptionGroup var place: Place
        @OptionGroup var options: GlobalOptions

        func run() async throws { try await place.change(Change.unsquelch, options) }
    }

    /// `postern ticket squelch list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists who gets no mail about a ticket.")

        @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
        var ticket: String

        @OptionGroup var options: GlobalOptions

        func run() throws {
            let id = try People.ticketID(ticket)
            let instance = try Instance.open(options)
            let addresses = try instance.desk.squelched(on: id, as: instance.actor.id).map(\.value)
            try instance.output(options).print("squelch_list", addresses) {
                addresses.isEmpty
                    ? "Nobody is squelched on #\(id).\n" : addresses.map { $0 + "\n" }.joined()
            }
        }
    }

    /// A ticket and an address.
    struct Place: ParsableArguments {
        @Argument(help: ArgumentHelp("The ticket's number.", valueName: "ticket"))
        var ticket: String

        @Argument(help: ArgumentHelp("An address or a user's name.", valueName: "who"))
        var who: String

        /// Makes one change with both.
        ///
        /// - Parameter isWarning: says so when the address is nobody's there.
        func change(
            _ change: (EmailAddress) -> Change, _ options: GlobalOptions, isWarning: Bool = false
        ) async throws {
            let id = try People.ticketID(ticket)
            let instance = try Instance.open(options)
            let address = try instance.store.read {
                try AddressWord.person(who, $0, for: instance)
            }
            let outcome = try instance.desk.change(id, [change(address)], as: instance.actor.id)
            if isWarning { try instance.warn(ofStrangers: [address], on: id) }
            try await instance.report(outcome, options)
        }
    }
}
