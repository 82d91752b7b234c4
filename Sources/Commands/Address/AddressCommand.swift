import ArgumentParser

/// `postern address`: where mails came back from.
struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address",
        abstract: "Shows addresses that mails came back from, and mails them again.",
        discussion: """
            When mails to an address come back for good (mail.bounces_max of them within \
            mail.bounce_days), it is suspended: scrips do not mail it any more, and `postern why` \
            says so. Whoever finds out that it works again resumes it.
            """,
        subcommands: [
            AddressListCommand.self, AddressShowCommand.self, AddressResumeCommand.self,
        ],
        defaultSubcommand: AddressListCommand.self)
}
