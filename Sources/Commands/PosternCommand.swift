// Commands: the command line for admins and staff, as ArgumentParser declarations; one subject a
// folder, one command a file. Help texts stand in the declarations, and the man pages and
// completions are made from them.
//
// It refuses to know: SQL and rules. A command finds what its words name, asks the Desk, and
// prints. Start reading here, then Kit/Instance.swift (what a command opens) and Kit/Output.swift.

package import ArgumentParser
import Gateway
import Glibc

/// `postern`: all commands.
package struct PosternCommand: AsyncParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "postern",
        abstract: "Runs and explains an email-driven ticket tracker.",
        discussion: """
            Mail comes in through `mailgate`; this command is for the people behind it. Start with \
            `postern init`, then `postern doctor` says what is missing. Every command prints JSON \
            with --format json.
            """,
        version: Release.version,
        subcommands: [
            InitCommand.self, DoctorCommand.self, AliasesCommand.self, TicketCommand.self,
            SearchCommand.self, WhyCommand.self, QueueCommand.self, UserCommand.self,
            GroupCommand.self, RoleCommand.self, RightCommand.self, FieldCommand.self,
            PriorityCommand.self, LifecycleCommand.self, ScripCommand.self, TemplateCommand.self,
            SiteCommand.self, MailCommand.self, OutboxCommand.self,
            AddressCommand.self, DatabaseCommand.self, ConfigCommand.self, ReceiveCommand.self,
        ])

    /// For ArgumentParser.
    package init() {}

    /// Parses, runs, prints errors on one line each.
    ///
    /// - Returns: the exit code: 0, 1 refused, 64 not understood, 75 try later, 78 misconfigured.
    package static func run(_ arguments: [String]) async -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        let command: any ParsableCommand
        do {
            command = try parseAsRoot(ScripOrderCommand.guarding(arguments))
        } catch {
            return complain(about: error)
        }
        do {
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = command
                try command.run()
            }
            return 0
        } catch {
            // A request for help comes out of a command as an error, too.
            let isParsers = error is ValidationError || error is ExitCode
            if isParsers || exitCode(for: error).isSuccess { return complain(about: error) }
            let failure = CommandFailure(error)
            for line in failure.text.split(separator: "\n") {
                StandardError.say("postern: \(Terminal.line(String(line)))")
            }
            // The query and the caret under the mistake, whose blanks count.
            for line in failure.figure.split(separator: "\n") {
                StandardError.say(Terminal.safe(String(line)))
            }
            return failure.code.rawValue
        }
    }

    /// Help and version go to standard output; a mistake is one line on standard error.
    private static func complain(about error: any Error) -> Int32 {
        let code = exitCode(for: error)
        if code.isSuccess {
            print(fullMessage(for: error))
            return 0
        }
        let text = message(for: error)
        if !text.isEmpty {
            let hint = helpCall(in: fullMessage(for: error))
            StandardError.say("postern: \(Terminal.line(text)) (`\(hint)` says more)")
        }
        return code.rawValue
    }

    /// The call that shows the help of the command that was meant: the parser knows it, but tells
    /// it only in its long message, as "See 'postern ticket show --help' for more information."
    private static func helpCall(in message: String) -> String {
        let marked = message.split(separator: "See '").last?.split(separator: "'").first ?? ""
        return marked.hasPrefix("postern ") ? String(marked) : "postern help"
    }
}
