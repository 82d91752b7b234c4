import ArgumentParser
import Desk
import Tickets

/// `postern scrip edit` and its likes.
struct RuleEditCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edit",
            abstract:
                "Opens a \(Subject.noun) in your editor and puts it in force when it is right.",
            discussion: """
                $VISUAL or $EDITOR opens. What is wrong is told with line and column, and you may \
                edit again. Where somebody else changed it meanwhile, nothing is done, and a file \
                keeps what you wrote.

                Example: postern \(Subject.noun) edit \(Subject.example)
                """)
    }

    @Argument(help: "Which one.")
    var name: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(Subject.kind, instance)
        let rule = try shelf.requireOne(name)
        let session = RuleEditing(shelf: shelf, instance: instance, remark: "edit")
        let title = "\(Subject.title) \"\(rule.name)\""
        let done =
            switch try session.edit(rule.written, seen: rule) {
            case nil: "Nothing was changed."
            case rule.name: "\(title) changed."
            case let name?: "\(title) is called \"\(name)\" now."
            }
        try instance.output(options).done([done])
    }
}
