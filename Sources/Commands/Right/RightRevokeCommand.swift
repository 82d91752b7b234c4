import ArgumentParser

/// `postern right revoke`.
struct RightRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes granted rights back.",
        discussion: """
            Takes exactly that grant: what somebody holds in another way stays.

              postern right revoke ReplyToTicket --to everyone --queue support
            """)

    @OptionGroup var grant: GrantOptions
    @OptionGroup var options: GlobalOptions

    func run() throws { try grant.set(isGranted: false, options) }
}
