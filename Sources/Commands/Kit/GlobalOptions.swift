package import ArgumentParser

/// Options that every command takes.
package struct GlobalOptions: ParsableArguments {
    /// Settings file; `nil` looks at POSTERN_CONFIG, then the standard place.
    @Option(
        help: ArgumentHelp(
            "Settings file. Without it: $POSTERN_CONFIG, then /etc/postern/postern.yaml.",
            valueName: "file"))
    package var config: String?

    /// What to print.
    @Option(help: "Print for people (text) or for programs (json).")
    package var format: OutputFormat = .text

    /// In whose name; `nil` takes POSTERN_USER, then the login name, then the tracker itself.
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Act as this user: a name or an address. Without it: $POSTERN_USER, then your login "
                + "name if there is such a user, else the tracker itself, who may do everything.",
            valueName: "user"))
    package var actor: String?

    /// For ArgumentParser.
    package init() {}
}

/// What a command prints.
package enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    /// `table` is another word for text: what most commands print for people.
    package init?(argument: String) {
        self.init(rawValue: argument == "table" ? "text" : argument)
    }
}
