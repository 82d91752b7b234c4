import ArgumentParser
import Desk
import Store
import Tickets

/// `postern group create`.
struct GroupCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes a group.",
        discussion: """
              postern group create network --description "Who looks after the wires"
              postern group add network alice bob
            """)

    @Argument(help: ArgumentHelp("Its name, unique.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var description: String = ""

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let group = try instance.desk.addGroup(
            name: name, description: description, as: instance.actor.id)
        let page = try instance.store.read { session in
            try GroupPage(
                group, session, instance.desk.sight(session, of: instance.actor.id))
        }
        try instance.output(options).print("group", page) {
            Terminal.line("Group \"\(group.name)\" made; `postern group add` puts people into it.")
                + "\n"
        }
    }
}
