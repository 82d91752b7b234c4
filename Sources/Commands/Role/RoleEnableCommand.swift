import ArgumentParser
import Desk
import Store
import Tickets

/// `postern role enable`.
struct RoleEnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Switches a custom role on again.",
        discussion: "Those who sat in it hold it again.")

    @Argument(help: ArgumentHelp("The role's name.", valueName: "role"))
    var role: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var role = try instance.store.read {
            try RoleWord.requireCustom(self.role, $0, for: instance)
        }
        guard role.isDisabled else {
            return try instance.output(options).done(["Role \"\(role.name)\" is enabled already."])
        }
        role.isDisabled.toggle()
        try instance.desk.update(role, as: instance.actor.id)
        try instance.output(options).done(["Role \"\(role.name)\" is enabled."])
    }
}
