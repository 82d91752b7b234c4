import ArgumentParser
import Desk
import Store
import Tickets

/// `postern group disable`.
struct GroupDisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switches a group off.",
        discussion: "It lends its members no right and no seat until it is enabled again.")

    @Argument(help: ArgumentHelp("The group's name.", valueName: "group"))
    var group: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var group = try instance.store.read {
            try People.requireGroup(self.group, $0, for: instance)
        }
        guard !group.isDisabled else {
            return try instance.output(options).done([
                "Group \"\(group.name)\" is disabled already."
            ])
        }
        group.isDisabled.toggle()
        try instance.desk.update(group, as: instance.actor.id)
        let scrips = try instance.desk.scrips(naming: group, as: instance.actor.id)
        let warning =
            scrips.isEmpty
            ? []
            : ["These scrips name it and find nobody in it now: \(scrips.joined(separator: ", "))."]
        try instance.output(options).done(["Group \"\(group.name)\" is disabled."] + warning)
    }
}
