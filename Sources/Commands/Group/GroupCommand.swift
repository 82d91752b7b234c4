import ArgumentParser

/// `postern group`: named sets of users and other groups.
struct GroupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group",
        abstract: "Lists, makes and changes groups.",
        discussion: """
            A group can hold rights and sit in roles in place of its members, who may be users and \
            other groups. Where a user is expected, group:NAME names one.
            """,
        subcommands: [
            GroupListCommand.self, GroupShowCommand.self, GroupCreateCommand.self,
            GroupSetCommand.self, GroupDisableCommand.self, GroupEnableCommand.self,
            GroupAddCommand.self, GroupRemoveCommand.self,
        ],
        defaultSubcommand: GroupListCommand.self)
}
