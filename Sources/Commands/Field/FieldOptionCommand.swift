import ArgumentParser
import Desk
import Store
import Tickets

/// `postern field option`: the choices of a Select.
struct FieldOptionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "option",
        abstract: "Adds, moves, disables and removes choices of a Select.",
        discussion: """
            A choice that a ticket has cannot be removed: disable it, and it stays where it stands \
            and cannot be set anew.

              postern field option add "Root cause" cable --description "Cut or unplugged" --before power
              postern field option disable "Root cause" user
            """,
        subcommands: [Add.self, Set.self, Disable.self, Enable.self, Remove.self])

    /// `postern field option add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Adds a choice.")

        @OptionGroup var place: Place

        @Option(help: ArgumentHelp("For whoever chooses.", valueName: "text"))
        var description: String = ""

        @Option(help: ArgumentHelp("Before this one instead of last.", valueName: "option"))
        var before: String?

        @OptionGroup var options: GlobalOptions

        func run() throws {
            try place.change(options) { field in
                guard !field.options.contains(where: Place.isCalled(place.option)) else {
                    throw CommandFailure("\(place.name(field)) has \"\(place.option)\" already")
                }
                let option = CustomField.Option(name: place.option, description: description)
                let index = try before.map { try Place.index(of: $0, in: field) }
                field.options.insert(option, at: index ?? field.options.count)
                return "added"
            }
        }
    }

    /// `postern field option set`.
    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Moves a choice or describes it anew.",
            discussion: """
                A choice is not renamed, since it is the value that tickets have: add another one \
                and disable this.
                """)

        @OptionGroup var place: Place

        @Option(help: ArgumentHelp("For whoever chooses; \"\" for none.", valueName: "text"))
        var description: String?

        @Option(help: ArgumentHelp("Moves it before this one.", valueName: "option"))
        var before: String?

        @Flag(help: "Moves it behind all others.")
        var last = false

        @OptionGroup var options: GlobalOptions

        func validate() throws {
            guard !last || before == nil else {
                throw ValidationError("--before and --last exclude each other")
            }
        }

        func run() throws {
            try place.change(options) { field in
                let start = try Place.index(of: place.option, in: field)
                var option = field.options.remove(at: start)
                if let description { option.description = description }
                let index = try before.map { try Place.index(of: $0, in: field) }
                field.options.insert(
                    option, at: index ?? (last ? field.options.count : start))
                return "changed"
            }
        }
    }

    /// `postern field option disable`.
    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "Keeps a choice from being set anew.")

        @OptionGroup var place: Place
        @OptionGroup var options: GlobalOptions

        func run() throws { try place.set(isDisabled: true, options) }
    }

    /// `postern field option enable`.
    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable", abstract: "Lets a disabled choice be set again.")

        @OptionGroup var place: Place
        @OptionGroup var options: GlobalOptions

        func run() throws { try place.set(isDisabled: false, options) }
    }

    /// `postern field option remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Takes a choice away that no ticket has.")

        @OptionGroup var place: Place
        @OptionGroup var options: GlobalOptions

        func run() throws {
            try place.change(options) { field in
                field.options.remove(at: try Place.index(of: place.option, in: field))
                return "removed"
            }
        }
    }

    /// A field and one of its choices.
    struct Place: ParsableArguments {
        @Argument(help: ArgumentHelp("The field's name.", valueName: "field"))
        var field: String

        @Argument(help: ArgumentHelp("The choice.", valueName: "option"))
        var option: String

        func name(_ field: CustomField) -> String { "field \"\(field.name)\"" }

        /// Changes the field and says what became of the choice.
        func change(
            _ options: GlobalOptions, _ body: (inout CustomField) throws -> String
        ) throws {
            let instance = try Instance.open(options)
            var field = try instance.requireField(self.field)
            let before = field
            guard field.kind == .select else {
                throw CommandFailure(
                    "\(name(field)) is a \(field.kind.rawValue); only a Select has options")
            }
            let deed = try body(&field)
            try instance.put(
                field, before: before, "Option \"\(option)\" of \(name(field)) \(deed).", options)
        }

        func set(isDisabled: Bool, _ options: GlobalOptions) throws {
            try change(options) { field in
                field.options[try Self.index(of: option, in: field)].isDisabled = isDisabled
                return isDisabled ? "disabled" : "enabled"
            }
        }

        static func isCalled(_ name: String) -> (CustomField.Option) -> Bool {
            { $0.name.lowercased() == name.lowercased() }
        }

        static func index(of name: String, in field: CustomField) throws -> Int {
            guard let index = field.options.firstIndex(where: isCalled(name)) else {
                let names = field.options.map(\.name)
                throw CommandFailure(
                    "field \"\(field.name)\" has no option \"\(name)\""
                        + "\(Suggestion.text(for: name, among: names)); options: "
                        + names.joined(separator: ", "))
            }
            return index
        }
    }
}
