import ArgumentParser

/// `postern right grant`.
struct RightGrantCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Gives rights to somebody.",
        discussion: """
              postern right grant ShowTicket ReplyToTicket --to group:network --queue support
              postern right grant AdminQueue --to alice
            """)

    @OptionGroup var grant: GrantOptions
    @OptionGroup var options: GlobalOptions

    func run() throws { try grant.set(isGranted: true, options) }
}
