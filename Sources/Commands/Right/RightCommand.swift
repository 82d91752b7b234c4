import ArgumentParser

/// `postern right`: who may do what.
struct RightCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "right",
        abstract: "Grants, revokes, lists and explains rights.",
        discussion: """
            What nobody granted is not allowed; there are no denials. A right is granted to a user, \
            a group, a role (requestor, cc, admincc, owner) or to everyone, privileged or \
            unprivileged; in one queue or everywhere. `postern right explain` tells why somebody \
            may do something, or why not.
            """,
        subcommands: [
            RightListCommand.self, RightGrantCommand.self, RightRevokeCommand.self,
            RightExplainCommand.self,
        ],
        defaultSubcommand: RightListCommand.self)
}
