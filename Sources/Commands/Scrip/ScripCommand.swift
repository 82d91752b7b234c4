import ArgumentParser

/// `postern scrip`: what the site does when something happens to a ticket.
struct ScripCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scrip",
        abstract: "Tries scrips before they act, fires timed ones, runs failed ones again.",
        subcommands: [
            ScripTestCommand.self, ScripRunDueCommand.self, ScripFailuresCommand.self,
            ScripRetryCommand.self,
        ])
}
