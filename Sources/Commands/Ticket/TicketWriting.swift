import ArgumentParser
import Desk
import Store
import Tickets

/// Who else gets one message, and who does not.
struct RecipientOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Also mail it to this address, once; several times for several.", valueName: "address"))
    var cc: [String] = []

    @Option(
        help: ArgumentHelp(
            "The same, and no mail shows it; several times for several.", valueName: "address"))
    var bcc: [String] = []

    @Option(
        help: ArgumentHelp(
            "Leave this watcher out of it: an address or a user's name; several times for several.",
            valueName: "who"))
    var squelch: [String] = []

    /// The addresses, read.
    func recipients(
        _ session: StoreSession, for instance: Instance
    ) throws -> MessageRecipients {
        MessageRecipients(
            cc: try cc.map(AddressWord.read), bcc: try bcc.map(AddressWord.read),
            squelched: try squelch.map { try AddressWord.person($0, session, for: instance) })
    }
}

/// What `correspond` and `comment` have in common.
enum TicketWriting {
    /// Adds a text to a ticket and sends it on.
    ///
    /// - Parameters:
    ///   - text: `nil` reads standard input or asks the editor.
    ///   - what: names the text in the hint.
    ///   - timeWorked: how long it took, as written.
    static func write(
        _ action: Route.Action, _ text: String?, on ticket: String, to recipients: RecipientOptions,
        what: String, timeWorked: String?, _ options: GlobalOptions
    ) async throws {
        let id = try People.ticketID(ticket)
        let minutes = try timeWorked.map { word in
            guard let minutes = Minutes.read(word) else {
                throw CommandFailure(
                    "--time-worked: \"\(word)\" is no time; expected \(Minutes.expected)", .usage)
            }
            return minutes
        }
        let instance = try Instance.open(options)
        // Mistakes first, then the text: nobody should write one for nothing.
        guard try instance.store.read({ try $0.ticket(id) }) != nil else {
            throw CommandFailure("there is no ticket #\(id)")
        }
        let recipients = try instance.store.read {
            try recipients.recipients($0, for: instance)
        }
        let text = try TextInput.read(text, what: what)
        let outcome = try instance.desk.write(
            action, text, on: id, recipients: recipients, timeTaken: minutes ?? 0,
            as: instance.actor.id)
        try instance.warn(ofStrangers: recipients.squelched, on: id)
        try await instance.report(outcome, options)
    }
}
