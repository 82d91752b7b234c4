import ArgumentParser
import Desk
import Store
import Tickets

/// `postern user list`.
struct UserListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the staff, or everybody.",
        discussion: """
              postern user list
              postern user list --all --like example.org
            """)

    @Flag(name: [.short, .long], help: "Everybody who ever wrote, and disabled users.")
    var all = false

    @Option(
        help: ArgumentHelp("Only whose name or an address holds this text.", valueName: "text"))
    var like: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.requireStaff(as: instance.actor.id)
        let users = try instance.store.read { try $0.users() }.filter { user in
            (all || like != nil || (user.isPrivileged && !user.isDisabled)) && matches(user)
        }
        let output = instance.output(options)
        try output.print("user_list", users.map(UserReport.init)) {
            var table = Table("user", "real name", "kind", "addresses")
            for user in users {
                let kind = user.isPrivileged ? "staff" : "requester"
                table.add(
                    user.name, user.realName ?? "–", user.isDisabled ? "\(kind), disabled" : kind,
                    user.addresses.map(\.value).joined(separator: ", "))
            }
            let empty =
                all || like != nil
                ? "No such user." : "No staff yet: `postern user create --help`."
            return table.text(output.terminal, empty: empty)
        }
    }

    private func matches(_ user: User) -> Bool {
        guard let like = like?.lowercased() else { return true }
        let texts = [user.name, user.realName ?? ""] + user.addresses.map(\.value)
        return texts.contains { $0.lowercased().contains(like) }
    }
}
