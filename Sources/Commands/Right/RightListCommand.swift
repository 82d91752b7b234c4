import ArgumentParser
import Desk
import Store
import Tickets

/// `postern right list`.
struct RightListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists what was granted to whom and where.",
        discussion: """
              postern right list --queue support
              postern right list --for group:network
            """)

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Only what holds in this queue.", valueName: "queue"))
    var queue: String?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Only what was granted to them by name: a user, group:NAME, everyone, a role.",
            valueName: "who"))
    var who: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.requireStaff(as: instance.actor.id, holding: .showACL)
        let reports = try instance.store.read { session in
            let grantee = try who.map { try RightWords.grantee($0, session, for: instance) }
            let grants =
                try queue.map {
                    try session.grants(in: People.requireQueue($0, session, for: instance).id)
                }
                ?? session.grants()
            let names = try GrantNames(session)
            return grants.filter { grantee == nil || $0.grantee == grantee }.map {
                GrantReport($0, names)
            }
        }
        let output = instance.output(options)
        try output.print("grant_list", reports) {
            var table = Table("to", "where", "rights")
            for line in Self.lines(reports) { table.add(line.who, line.place, line.rights) }
            return table.text(output.terminal, empty: "Nothing was granted.")
        }
    }

    /// One line for each grantee and place, in the order of their first grant.
    private static func lines(_ reports: [GrantReport]) -> [(
        who: String, place: String, rights: String
    )] {
        var order: [[String]] = []
        var rights: [[String]: [String]] = [:]
        for report in reports {
            let key = [report.who, report.place]
            if rights[key] == nil { order.append(key) }
            rights[key, default: []].append(report.right)
        }
        // A line a few rights, or a terminal would cut off the rest.
        return order.flatMap { key in
            let all = rights[key] ?? []
            return stride(from: 0, to: all.count, by: 3).map { start in
                let part = all[start..<min(start + 3, all.count)].joined(separator: ", ")
                return start == 0 ? (key[0], key[1], part) : ("", "", part)
            }
        }
    }
}
