import Desk
import Store
import Tickets

/// What `correspond` and `comment` have in common.
enum TicketWriting {
    /// Adds a text to a ticket and sends it on.
    ///
    /// - Parameters:
    ///   - text: `nil` reads standard input or asks the editor.
    ///   - what: names the text in the hint.
    ///   - timeWorked: how long it took, as written.
    static func write(
        _ action: Route.Action, _ text: String?, on ticket: String, what: String,
        timeWorked: String?, _ options: GlobalOptions
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
        let text = try TextInput.read(text, what: what)
        try await instance.report(
            try instance.desk.write(
                action, text, on: id, timeTaken: minutes ?? 0, as: instance.actor.id), options)
    }
}
