import ArgumentParser
import Desk
import Store
import Tickets

/// `postern group enable`.
struct GroupEnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Switches a disabled group on again.",
        discussion: "Its members and rights are as they were.")

    @Argument(help: ArgumentHelp("The group's name.", valueName: "group"))
    var group: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var group = try instance.store.read {
            try People.requireGroup(self.group, $0, for: instance)
        }
        guard group.isDisabled else {
            return try instance.output(options).done(["Group \"\(group.name)\" is enabled already."]
            )
        }
        group.isDisabled.toggle()
        try instance.desk.update(group, as: instance.actor.id)
        try instance.output(options).done(["Group \"\(group.name)\" is enabled."])
    }
}
