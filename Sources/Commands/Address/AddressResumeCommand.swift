import ArgumentParser
import Desk
import Tickets

/// `postern address resume`.
struct AddressResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Mails addresses again that were suspended.",
        discussion: """
            What came back until now does not count any more. Mails that were not sent meanwhile \
            are not sent later.
            """)

    @Argument(help: ArgumentHelp("name@example.org", valueName: "address"))
    var addresses: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let addresses = try addresses.map(AddressWord.read)
        let instance = try Instance.open(options)
        let messages = try addresses.map { address in
            try instance.desk.resume(address, as: instance.actor.id)
                ? "\(address) is mailed again." : "\(address) was not suspended."
        }
        try instance.output(options).done(messages)
    }
}
