import ArgumentParser
import Scrips
import Tickets

/// `postern scrip order`.
struct ScripOrderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order",
        abstract: "Says when a scrip runs: lower numbers run first.",
        discussion: """
            Equals run in the order of their names. Changes the one line of the text; the file keeps \
            its name. Example: postern scrip order tell-boss 15
            """)

    @Argument(help: "Which one.")
    var name: String

    @Argument(help: ArgumentHelp("A whole number.", valueName: "number"))
    var order: Int

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard NumberLimits.order.contains(Int64(order)) else {
            throw ValidationError(
                "the order is a number \(NumberLimits.words(NumberLimits.order))")
        }
    }

    /// A negative number would be taken for an option, so it goes behind `--`.
    static func guarding(_ arguments: [String]) -> [String] {
        guard arguments.starts(with: ["scrip", "order"]), !arguments.contains("--"),
            let place = arguments.lastIndex(where: { Int($0) ?? 0 < 0 })
        else { return arguments }
        var others = arguments
        let number = others.remove(at: place)
        return others + ["--", number]
    }

    func run() throws {
        let instance = try Instance.open(options)
        let order = Int64(order)
        let switching = ScripSwitching(key: "order", value: "\(order)", remark: "order") { scrip in
            var scrip = scrip
            scrip.order = order
            return scrip
        }
        let changed = try switching.change([name], instance)
        try instance.output(options).done([
            "Scrip \"\(name)\" has order \(order)\(changed.isEmpty ? " already" : "")."
        ])
    }
}
