package import ArgumentParser
import Gateway

/// `postern receive`: `mailgate` with every engine; `mailgate` becomes it where the settings name
/// PostgreSQL.
package struct ReceiveCommand: AsyncParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Takes one mail on standard input, as mailgate does.",
        discussion: """
            Takes the options of mailgate, see `postern receive --help`, and ends with the same exit \
            status. mailgate starts it by itself where the tickets are kept in PostgreSQL, so there \
            is rarely a reason to name it in an alias line.
            """,
        shouldDisplay: false)

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("Options as mailgate takes them.", valueName: "option"))
    private var words: [String] = []

    /// For ArgumentParser.
    package init() {}

    /// Takes the mail in.
    package func run() async throws {
        let status = await MailGateway(
            surroundings: .ofProcess(program: "postern", arguments: words), engines: .all
        ).run()
        if status != 0 { throw ExitCode(status) }
    }
}
