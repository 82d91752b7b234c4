import ArgumentParser
import Desk
import Store
import Tickets

/// `postern field delete`.
struct FieldDeleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Takes a custom field away that no ticket has a value of.",
        discussion: "A field with values is disabled: `postern field disable`.")

    @Argument(help: ArgumentHelp("The field's name.", valueName: "field"))
    var field: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let field = try instance.requireField(field)
        try instance.desk.removeCustomField(field.id, as: instance.actor.id)
        try instance.output(options).done(["Field \"\(field.name)\" deleted."])
    }
}
