import ArgumentParser
import Desk
import Store
import Tickets

/// `postern role disable`.
struct RoleDisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switches a custom role off.",
        discussion:
            "It lends its members no right and no mail until it is enabled again; their seats stay."
    )

    @Argument(help: ArgumentHelp("The role's name.", valueName: "role"))
    var role: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var role = try instance.store.read {
            try RoleWord.requireCustom(self.role, $0, for: instance)
        }
        guard !role.isDisabled else {
            return try instance.output(options).done(["Role \"\(role.name)\" is disabled already."])
        }
        role.isDisabled.toggle()
        try instance.desk.update(role, as: instance.actor.id)
        let scrips = try instance.desk.scrips(naming: role, as: instance.actor.id)
        let warning =
            scrips.isEmpty
            ? []
            : ["These scrips name it and find nobody in it now: \(scrips.joined(separator: ", "))."]
        try instance.output(options).done(["Role \"\(role.name)\" is disabled."] + warning)
    }
}
