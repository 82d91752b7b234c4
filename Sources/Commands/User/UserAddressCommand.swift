import ArgumentParser
import Desk
import Store
import Tickets

/// `postern user address`: where somebody writes from and is mailed to.
struct UserAddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address",
        abstract: "Adds and removes addresses of a user.",
        discussion: """
            Mail from any of them counts as this user's; mail to them goes to the first one, or to \
            the one that they have just written from.
            """,
        subcommands: [Add.self, Remove.self])

    /// `postern user address add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Gives a user one more address.",
            discussion: "  postern user address add alice alice@home.example.net")

        @OptionGroup var words: Words
        @OptionGroup var options: GlobalOptions

        func run() throws {
            let address = try AddressWord.read(words.address)
            let instance = try Instance.open(options)
            let user = try words.user(instance)
            guard !user.addresses.contains(address) else {
                return try instance.output(options).done(["\(address) is \(user.name)'s already."])
            }
            try instance.desk.addAddress(address, to: user.id, as: instance.actor.id)
            try instance.output(options).done(["\(address) is \(user.name)'s now."])
        }
    }

    /// `postern user address remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Takes an address from a user.",
            discussion: "Whoever writes from it then counts as somebody new.")

        @OptionGroup var words: Words
        @OptionGroup var options: GlobalOptions

        func run() throws {
            let address = try AddressWord.read(words.address)
            let instance = try Instance.open(options)
            let user = try words.user(instance)
            try instance.desk.removeAddress(address, from: user, as: instance.actor.id)
            try instance.output(options).done(["\(address) is not \(user.name)'s any more."])
        }
    }

    /// A user and an address.
    struct Words: ParsableArguments {
        @Argument(help: ArgumentHelp("Name or address of the user.", valueName: "user"))
        var user: String

        @Argument(help: ArgumentHelp("name@example.org", valueName: "address"))
        var address: String

        /// Whose address it is.
        func user(_ instance: Instance) throws -> User {
            try instance.store.read { try People.requireUser(user, $0, for: instance) }
        }
    }
}
