import ArgumentParser
import Desk
import Tickets

/// `postern field`: what a site wants to know of its tickets besides.
struct FieldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "field",
        abstract: "Lists, makes and changes custom fields of tickets.",
        discussion: """
            A field holds what your site wants to know of a ticket: a customer number, a root cause, \
            a date of delivery. Its values stand on the ticket, are searched with CF.{Name}, and \
            may be needed before a ticket gets a status. docs/fields.md tells it with examples.

            Values are set by `postern ticket set 42 "cf.Root cause=network"`.
            """,
        subcommands: [
            FieldListCommand.self, FieldShowCommand.self, FieldCreateCommand.self,
            FieldSetCommand.self, FieldOptionCommand.self, FieldDisableCommand.self,
            FieldEnableCommand.self, FieldDeleteCommand.self,
        ],
        defaultSubcommand: FieldListCommand.self)
}

extension Instance {
    /// A field by its name, regardless of case, disabled ones too.
    func requireField(_ name: String) throws -> CustomField {
        try FieldWord.require(
            FieldWord.name(name) ?? name, among: desk.allCustomFields(as: actor.id))
    }

    /// Writes a changed field and says so; says that nothing changed where nothing did.
    func put(
        _ field: CustomField, before: CustomField, _ sentence: String, _ options: GlobalOptions
    ) throws {
        guard field != before else { return try output(options).done(["Nothing to change."]) }
        _ = try desk.put(field, as: actor.id)
        try output(options).done([sentence])
    }
}
