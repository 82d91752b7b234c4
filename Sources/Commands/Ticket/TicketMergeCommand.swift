import ArgumentParser
import Desk
import Tickets

/// `postern ticket merge`.
struct TicketMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Makes one ticket a part of another.",
        discussion: """
            The first ticket's history, people and links move to the second; mail to its number \
            goes there from now on. This cannot be undone.

              postern ticket merge 43 into 42
            """)

    @Argument(
        help: ArgumentHelp(
            "The ticket that goes and the one that stays, with or without \"into\" between them.",
            valueName: "ticket"))
    var words: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        var words = words
        if words.count == 3, words[1].lowercased() == "into" { words.remove(at: 1) }
        guard words.count == 2 else {
            throw CommandFailure(
                "two tickets were expected: `postern ticket merge 43 into 42`", .usage)
        }
        let (source, target) = (try People.ticketID(words[0]), try People.ticketID(words[1]))
        let instance = try Instance.open(options)
        try await instance.report(
            try instance.desk.merge(source, into: target, as: instance.actor.id), options)
    }
}
