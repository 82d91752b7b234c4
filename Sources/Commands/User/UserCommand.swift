import ArgumentParser

/// `postern user`: the people whom the tracker knows.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Lists, makes and changes users.",
        discussion: """
            Privileged users are staff. Everybody else who writes becomes an unprivileged user by \
            themselves and needs no account. A user is never deleted, since the history names \
            them: disable one instead.
            """,
        subcommands: [
            UserListCommand.self, UserShowCommand.self, UserCreateCommand.self,
            UserSetCommand.self, UserDisableCommand.self, UserEnableCommand.self,
            UserAddressCommand.self,
        ],
        defaultSubcommand: UserListCommand.self)
}
