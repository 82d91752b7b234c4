import ArgumentParser

/// `postern scrip disable`.
struct ScripDisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Keeps scrips, but does not run them any more.",
        discussion: "Changes the one line of the text. Example: postern scrip disable tell-boss")

    @Argument(help: "Which ones.")
    var names: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try ScripSwitch.run(names, isEnabled: false, options)
    }
}
