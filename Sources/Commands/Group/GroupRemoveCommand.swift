import ArgumentParser
import Desk
import Store
import Tickets

/// `postern group remove`.
struct GroupRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes users and groups out of a group.",
        discussion: """
              postern group remove network alice bob@example.org group:managers
            """)

    @Argument(help: ArgumentHelp("The group's name.", valueName: "group"))
    var group: String

    @Argument(help: ArgumentHelp("A user's name or address, or group:NAME.", valueName: "member"))
    var members: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let (group, members) = try instance.store.read { session in
            (
                try People.requireGroup(self.group, session, for: instance),
                try self.members.map { try People.requirePrincipal($0, session, for: instance) }
            )
        }
        for member in members {
            try instance.desk.setMember(
                member, of: group.id, isMember: false, as: instance.actor.id)
        }
        try instance.output(options).done(
            self.members.map { "\($0) is not in group \"\(group.name)\" now." })
    }
}
