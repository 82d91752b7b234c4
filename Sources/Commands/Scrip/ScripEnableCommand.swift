import ArgumentParser
import Scrips

/// `postern scrip enable`.
struct ScripEnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Lets disabled scrips run again.",
        discussion: "Changes the one line of the text. Example: postern scrip enable tell-boss")

    @Argument(help: "Which ones.")
    var names: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try ScripSwitch.run(names, isEnabled: true, options)
    }
}

/// Switches scrips on and off.
enum ScripSwitch {
    static func run(_ names: [String], isEnabled: Bool, _ options: GlobalOptions) throws {
        let instance = try Instance.open(options)
        let word = isEnabled ? "enabled" : "disabled"
        let switching = ScripSwitching(
            key: "enabled", value: isEnabled ? "true" : "false",
            remark: isEnabled ? "enable" : "disable"
        ) { scrip in
            var scrip = scrip
            scrip.isEnabled = isEnabled
            return scrip
        }
        let changed = Set(try switching.change(names, instance))
        try instance.output(options).done(
            names.map { "Scrip \"\($0)\" is \(word)\(changed.contains($0) ? "" : " already")." })
    }
}
