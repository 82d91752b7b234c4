import ArgumentParser

/// `postern role`: roles beside Requestor, Cc, AdminCc and Owner.
struct RoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Lists, makes and changes custom roles.",
        discussion: """
            Every ticket has requestors, Ccs, AdminCcs and an owner. A custom role is one more thing \
            that somebody can be to a ticket or to a whole queue: its engineer, the customer's \
            account manager. Rights are granted to it (--to role:NAME), scrips mail it, searches \
            ask for it (CustomRole.{NAME}). Comments reach only those of its members who are staff \
            and hold ShowTicketComments there. Roles are never deleted: disable one instead.
            """,
        subcommands: [
            RoleListCommand.self, RoleShowCommand.self, RoleCreateCommand.self,
            RoleSetCommand.self, RoleDisableCommand.self, RoleEnableCommand.self,
        ],
        defaultSubcommand: RoleListCommand.self)
}
