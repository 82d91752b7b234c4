package import ArgumentParser
import Tickets

/// `postern outbox`: mails and calls that are due to go out, have gone, or could not.
package struct OutboxCommand: AsyncParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Shows outgoing mail and calls, sends what is due, retries and cancels.",
        discussion: """
            Mails to people wait here, and what scrips call: webhooks and programs.

            States: queued (waits for its time), sending (somebody is at it), sent, dead \
            (given up: look at the error, then retry or cancel) and cancelled.
            """,
        subcommands: [
            OutboxListCommand.self, OutboxShowCommand.self, OutboxFlushCommand.self,
            OutboxRetryCommand.self, OutboxCancelCommand.self,
        ],
        defaultSubcommand: OutboxListCommand.self)

    /// For ArgumentParser.
    package init() {}
}

/// Numbers of outgoing mails as people type them.
enum OutboxNumber {
    /// - Throws: ``CommandFailure`` for what is no number above 0.
    static func parse(_ text: some StringProtocol) throws -> OutboxID {
        guard let number = Int64(text), number > 0 else {
            throw CommandFailure(
                "\"\(text)\" is no outgoing mail or call; a number as in `postern outbox list` was expected",
                .usage)
        }
        return OutboxID(number)
    }
}
