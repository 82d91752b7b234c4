import ArgumentParser
import Desk
import Store
import Tickets

/// `postern user enable`.
struct UserEnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Switches a disabled user on again.",
        discussion: "Mail that went to quarantine meanwhile can be released from there.")

    @Argument(help: ArgumentHelp("Name or address.", valueName: "user"))
    var user: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var user = try instance.store.read {
            try People.requireUser(self.user, $0, for: instance)
        }
        guard user.isDisabled else {
            return try instance.output(options).done(["User \"\(user.name)\" is enabled already."])
        }
        user.isDisabled.toggle()
        try instance.desk.update(user, as: instance.actor.id)
        try instance.output(options).done(["User \"\(user.name)\" is enabled."])
    }
}
