import ArgumentParser
import Desk
import Store
import Tickets

/// `postern group set`.
struct GroupSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes name or description of a group.",
        discussion: """
              postern group set network name=wires "description=Who looks after the wires"
            """)

    @Argument(help: ArgumentHelp("The group's name.", valueName: "group"))
    var group: String

    @Argument(help: ArgumentHelp("What to change.", valueName: "field=value"))
    var changes: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let assignments = try Assignment.parse(
            changes, fields: ["name", "description"],
            elsewhere: ["disabled": "a group is switched by `postern group disable` and `enable`"])
        let instance = try Instance.open(options)
        var group = try instance.store.read {
            try People.requireGroup(self.group, $0, for: instance)
        }
        for assignment in assignments {
            switch assignment.field {
            case "name": group.name = assignment.value
            default: group.description = assignment.value
            }
        }
        try instance.desk.update(group, as: instance.actor.id)
        let names = assignments.map(\.field).joined(separator: ", ")
        try instance.output(options).done(["Group \"\(group.name)\": \(names) set."])
    }
}
