import ArgumentParser
import Desk
import Store
import Tickets

/// `postern field show`.
struct FieldShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a custom field with all that it asks for.")

    @Argument(help: ArgumentHelp("The field's name.", valueName: "field"))
    var field: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let field = try instance.requireField(field)
        let report = FieldReport(field, try instance.fieldNames([field]))
        let output = instance.output(options)
        try output.print("field", report) { report.text(output.terminal) }
    }
}
