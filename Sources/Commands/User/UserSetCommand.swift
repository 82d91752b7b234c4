import ArgumentParser
import Desk
import Store
import Tickets

/// `postern user set`.
struct UserSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes fields of a user, all or none.",
        discussion: """
            Fields: name, real-name, privileged (yes or no), language, time-zone. "none" or nothing \
            behind the = clears real-name, language and time-zone: then the queue's count. With the right \
            ModifySelf these three can be changed for oneself, whom "me" means.

              postern user set alice "real-name=Alice Adams" language=uk time-zone=Europe/Kyiv
              postern user set bob@example.org privileged=yes
            """)

    @Argument(help: ArgumentHelp("Name or address.", valueName: "user"))
    var user: String

    @Argument(help: ArgumentHelp("What to change.", valueName: "field=value"))
    var changes: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let assignments = try Assignment.parse(
            changes, fields: ["name", "real-name", "privileged", "language", "time-zone"],
            elsewhere: [
                "address": "addresses are changed by `postern user address`",
                "disabled": "a user is switched by `postern user disable` and `enable`",
            ])
        let instance = try Instance.open(options)
        var user = try instance.store.read {
            try People.requireUser(self.user, $0, for: instance)
        }
        let before = user
        for assignment in assignments {
            let value = assignment.value
            switch assignment.field {
            case "name": user.name = value
            case "real-name": user.realName = assignment.valueOrNil
            case "privileged": user.isPrivileged = try Self.bool(value)
            case "time-zone": user.timeZone = assignment.valueOrNil
            default: user.language = try assignment.valueOrNil.map(LanguageWord.read)
            }
        }
        guard user != before else {
            return try instance.output(options).done(["Nothing to change."])
        }
        try instance.desk.update(user, as: instance.actor.id)
        if user.language != before.language { try instance.warn(ofLanguage: user.language) }
        let names = assignments.map(\.field).joined(separator: ", ")
        try instance.output(options).done(["User \"\(user.name)\": \(names) set."])
    }

    private static func bool(_ text: String) throws -> Bool {
        switch text.lowercased() {
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default: throw CommandFailure("privileged is yes or no, not \"\(text)\"", .usage)
        }
    }
}
