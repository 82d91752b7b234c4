import ArgumentParser
import Desk
import Store
import Tickets

/// `postern user create`.
struct UserCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes a user.",
        discussion: """
            Requesters need not be made: they become users when they write.

              postern user create alice --privileged --real-name "Alice Adams" \\
                  --address alice@example.org
            """)

    @Argument(help: ArgumentHelp("Their name here, unique.", valueName: "name"))
    var name: String

    @Flag(name: [.short, .long], help: "Staff: holds what is granted to Privileged.")
    var privileged = false

    @Option(name: [.short, .long], help: ArgumentHelp("What people call them.", valueName: "name"))
    var realName: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("An address; the first one is mailed.", valueName: "address"))
    var address: [String] = []

    @Option(help: ArgumentHelp("Language of mail to them: en, cs, de, ru, uk.", valueName: "tag"))
    var language: String?

    @Option(
        help: ArgumentHelp(
            "Time zone of dates in mail to them: Europe/Kyiv.", valueName: "name"))
    var timeZone: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let addresses = try address.map(AddressWord.read)
        let language = try language.map(LanguageWord.read)
        let instance = try Instance.open(options)
        let user = try instance.desk.addUser(
            name: name, realName: realName, isPrivileged: privileged, language: language,
            timeZone: timeZone, addresses: addresses, as: instance.actor.id)
        let page = try instance.store.read { session in
            try UserPage(user, session, instance.desk.sight(session, of: instance.actor.id))
        }
        try instance.output(options).print("user", page) {
            let kind = user.isPrivileged ? "Staff user" : "User"
            let warning =
                user.addresses.isEmpty
                ? "They cannot be mailed yet: `postern user address add` gives an address.\n" : ""
            return Terminal.line("\(kind) \"\(user.name)\" made.") + "\n" + warning
        }
    }
}
