package import ArgumentParser
import Desk
import Gateway
import Glibc
import Settings
import Store
import Tickets

/// `postern aliases`: the lines that bring mail in.
package struct AliasesCommand: ParsableCommand {
    /// For ArgumentParser.
    package static let configuration = CommandConfiguration(
        commandName: "aliases",
        abstract: "Prints the lines for /etc/aliases that bring each queue its mail.",
        discussion: """
            Add them to the file of your mail server and run `newaliases`. `postern doctor` finds \
            lines that are missing and lines that lead nowhere. Only queues that you see are there.

            Example: postern aliases >> /etc/aliases && newaliases
            """)

    @Option(
        help: ArgumentHelp(
            "Path of mailgate as the mail server sees it. Without it: the one that belongs to "
                + "this program.", valueName: "path"))
    var program: String?

    @OptionGroup var options: GlobalOptions

    /// For ArgumentParser.
    package init() {}

    /// Prints them.
    package func run() throws {
        let instance = try Instance.open(options)
        let queues = try instance.store.read { session in
            try instance.desk.sight(session, of: instance.actor.id).queues
        }.filter { !$0.isDisabled }
        let context = AliasContext(program: program, location: Instance.location(options))
        let groups = queues.map { AliasGroup($0, context) }
        try Output(options.format).print("aliases", groups) {
            guard !groups.isEmpty else { return "There is no queue; see `postern queue create`.\n" }
            return groups.map(\.text).joined(separator: "\n")
        }
    }
}

/// What all alias lines of an instance share.
struct AliasContext {
    /// Path of `mailgate`.
    let program: String
    /// Settings file to name in the lines; `nil` for the standard one.
    let config: String?

    init(program: String?, location: SettingsLocator) {
        self.program = program ?? Self.programOfThisInstallation()
        config = location.file == SettingsLocator.standardFile ? nil : location.file
    }

    /// `mailgate` beside the running program if it is there, else where `make install` puts it.
    static func programOfThisInstallation() -> String {
        let postern = SiblingProgram.besideThisProgram().path
        let mailgate = postern.dropLast("postern".count) + "mailgate"
        return access(String(mailgate), X_OK) == 0 ? String(mailgate) : AliasLine.standardProgram
    }
}

/// The lines of one queue, as JSON and as they stand in the file.
struct AliasGroup: Encodable {
    let queue: String
    let lines: [AliasLine]
    /// What is missing; absent when nothing is.
    let remark: String?

    init(_ queue: Queue, _ context: AliasContext) {
        self.queue = queue.name
        lines = AliasLine.lines(for: queue, program: context.program, config: context.config)
        remark = Self.remark(queue)
    }

    private static func remark(_ queue: Queue) -> String? {
        let word = "\"\(queue.name)\""
        if queue.correspondAddress == nil {
            return "queue \(word) has no address, so nobody can write to it; "
                + "give it one: postern queue set \(word) address=NAME@DOMAIN"
        }
        guard queue.commentAddress == nil, let address = queue.correspondAddress else { return nil }
        return "queue \(word) has no address for comments; give it one: postern queue set \(word) "
            + "comment-address=\(address.local)-comment@\(address.domain)"
    }

    /// A comment line above the alias lines; each line ended.
    var text: String {
        var text = "# Queue \(Terminal.line(queue))\n"
        if let remark { text += "# \(Terminal.line(remark))\n" }
        return text + lines.map { $0.text + "\n" }.joined()
    }
}
