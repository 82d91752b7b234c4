import Desk
import Settings
import Store
import Tickets

/// Looks for time zones that this machine does not know: mails show UTC in their place.
struct ZoneExam {
    let store: TicketStore
    /// The site's.
    let site: String
    var zones = ZoneFolder()

    func look() throws -> [Finding] {
        var inSettings = Findings(.settings)
        if let hint = hint(site) {
            inSettings.warning(
                "site.time_zone is \(hint)",
                remedy: "Name another one there; `postern config check` looks again")
        }
        var found = Findings(.rules)
        let (queues, users) = try store.read { session in
            (try session.queues().filter { !$0.isDisabled }, try session.usersWithTimeZone())
        }
        for queue in queues {
            guard let hint = queue.timeZone.flatMap(hint) else { continue }
            found.warning(
                "the time zone of queue \"\(queue.name)\" is \(hint)",
                remedy: "postern queue set \(ShellWord.quoted(queue.name)) time-zone=ZONE")
        }
        let byZone = Dictionary(grouping: users.filter { !$0.isDisabled }) { $0.timeZone ?? "" }
        for (zone, users) in byZone.sorted(by: { $0.key < $1.key }) {
            guard let hint = hint(zone) else { continue }
            let names = users.prefix(5).map { "\"\($0.name)\"" }.joined(separator: ", ")
            let more = users.count > 5 ? " and \(users.count - 5) more" : ""
            found.warning(
                "the time zone of \(users.count == 1 ? "user" : "users") \(names)\(more) is \(hint)",
                remedy: "postern user set \(ShellWord.quoted(users[0].name)) time-zone=ZONE")
        }
        return inSettings.all + found.all
    }

    /// What is wrong with a zone; `nil` for one that is known.
    private func hint(_ zone: String) -> String? {
        guard zones.rules(of: zone) == nil else { return nil }
        let near = zones.nearest(to: zone).map { "; did you mean \($0)?" } ?? ""
        return "\"\(zone)\", which this machine does not know, so mails show UTC\(near)"
    }
}
