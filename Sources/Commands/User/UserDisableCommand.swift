import ArgumentParser
import Desk
import Store
import Tickets

/// `postern user disable`.
struct UserDisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switches a user off.",
        discussion: "They are never mailed, hold no right, and their mail goes to quarantine.")

    @Argument(help: ArgumentHelp("Name or address.", valueName: "user"))
    var user: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var user = try instance.store.read {
            try People.requireUser(self.user, $0, for: instance)
        }
        guard !user.isDisabled else {
            return try instance.output(options).done(["User \"\(user.name)\" is disabled already."])
        }
        user.isDisabled.toggle()
        try instance.desk.update(user, as: instance.actor.id)
        try instance.output(options).done(["User \"\(user.name)\" is disabled."])
    }
}
