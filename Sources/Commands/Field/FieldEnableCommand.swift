import ArgumentParser
import Desk
import Store
import Tickets

/// `postern field enable`.
struct FieldEnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Shows a disabled custom field again.",
        discussion: "Its values are as they were.")

    @Argument(help: ArgumentHelp("The field's name.", valueName: "field"))
    var field: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        var field = try instance.requireField(field)
        guard field.isDisabled else {
            return try instance.output(options).done(["Field \"\(field.name)\" is enabled already."]
            )
        }
        let before = field
        field.isDisabled.toggle()
        try instance.put(field, before: before, "Field \"\(field.name)\" is enabled.", options)
    }
}
