package import ArgumentParser

/// `postern mail`: received mails, as they came and as they are read.
package struct MailCommand: AsyncParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Shows how mail is read, received mails, and the quarantine.",
        discussion: """
            Every mail that came in is kept byte for byte. What could not become part of a ticket \
            waits in quarantine with the reason, until it is released.
            """,
        subcommands: [MailParseCommand.self, MailShowCommand.self, QuarantineCommand.self])

    /// For ArgumentParser.
    package init() {}
}
