import ArgumentParser
import Desk
import Store
import Tickets

/// `postern field disable`.
struct FieldDisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Hides a custom field; its values stay.",
        discussion: "It is neither shown nor set nor searched, and asked for by no status.")

    @Argument(help: ArgumentHelp("The field's name.", valueName: "field"))
    var field: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var field = try instance.requireField(field)
        guard !field.isDisabled else {
            return try instance.output(options).done([
                "Field \"\(field.name)\" is disabled already."
            ])
        }
        let before = field
        field.isDisabled.toggle()
        try instance.put(field, before: before, "Field \"\(field.name)\" is disabled.", options)
    }
}
