import ArgumentParser
import Desk
import Glibc
import Scrips
import Tickets

/// `postern template create` and `postern lifecycle create`.
struct RuleCreateCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "create",
            abstract: "Makes a \(Subject.noun) out of a file, or in your editor.",
            discussion: """
                Without --from, $VISUAL or $EDITOR opens with a beginning. What is wrong is told with \
                line and column, and nothing is made.

                Example: postern \(Subject.noun) create \(Subject.example) --from draft
                """)
    }

    @Argument(help: "Its name.")
    var name: String

    @Option(
        help: ArgumentHelp("Take the text from there; - is standard input.", valueName: "file"))
    var from: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard Subject.kind == .template, TemplatePath(name) == nil else { return }
        let stem = name.contains("/") ? "autoreply" : name
        throw ValidationError(
            "\"\(name)\" is no file of a template; expected NAME/LANGUAGE.txt or .html, such as"
                + " \(stem)/en.txt")
    }

    func run() throws {
        try Subject.check(name)
        let instance = try Instance.open(options)
        let shelf = try RuleShelf(Subject.kind, instance)
        guard shelf.rule(named: name) == nil else {
            throw CommandFailure(
                "there is a \(Subject.noun) \"\(name)\" already; `postern \(Subject.noun) edit` "
                    + "changes it")
        }
        let file = Subject.file(name)
        if let from {
            let text = try RuleText(file: file, text: RuleInput.text(from))
            try RuleInput.naming(from, as: file) {
                let rules = try shelf.read([text])
                try instance.change(rules.map { RuleEdit($0, seen: nil) }, remark: "create")
            }
        } else {
            let draft = RuleText(file: file, text: Subject.skeleton(name))
            let session = RuleEditing(shelf: shelf, instance: instance, remark: "create")
            guard try session.edit(draft, seen: nil) != nil else {
                return try instance.output(options).done(["Nothing was written."])
            }
        }
        try instance.output(options).done(["\(Subject.title) \"\(name)\" made."])
    }
}
