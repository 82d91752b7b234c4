import ArgumentParser
import Desk
import Store
import Tickets

/// `postern queue create`.
struct QueueCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes a queue and prints its alias lines.",
        discussion: """
            Mail reaches the queue once the printed lines are in the mail server's aliases.

              postern queue create billing --address billing@example.org \\
                  --comment-address billing-comment@example.org --description "Invoices"
            """)

    @Argument(help: ArgumentHelp("Its name, unique and no number.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("Where people write to.", valueName: "address"))
    var address: String?

    @Option(help: ArgumentHelp("Where staff send comments to.", valueName: "address"))
    var commentAddress: String?

    @Option(help: ArgumentHelp("Stands in subjects instead of the site's name.", valueName: "text"))
    var tag: String?

    @Option(
        help: ArgumentHelp(
            "Name of a lifecycle; `postern lifecycle list` has them.", valueName: "lifecycle"))
    var lifecycle: String = "default"

    @Option(
        help: ArgumentHelp(
            "Language of mail to people who have none of their own: en, cs, de, ru, uk.",
            valueName: "tag"))
    var language: String?

    @Option(
        help: ArgumentHelp(
            "Time zone of dates in mail to people who have none of their own: Europe/Kyiv.",
            valueName: "name"))
    var timeZone: String?

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var description: String = ""

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let wanted = Queue(
            id: QueueID(0), name: name, description: description,
            correspondAddress: try address.map(AddressWord.read),
            commentAddress: try commentAddress.map(AddressWord.read), subjectTag: tag,
            lifecycle: lifecycle, language: try language.map(LanguageWord.read),
            timeZone: timeZone)
        let instance = try Instance.open(options)
        let queue = try instance.desk.addQueue(wanted, as: instance.actor.id)
        try instance.warn(ofLanguage: queue.language)
        let aliases = AliasContext(program: nil, location: Instance.location(options))
        let page = try instance.store.read { session in
            try QueuePage(
                queue, session, instance.desk.sight(session, of: instance.actor.id),
                session.lifecycles(), aliases)
        }
        let output = instance.output(options)
        try output.print("queue", page) {
            let aliases = QueuePage.aliasText(page.aliases, output.terminal)
            return Terminal.line("Queue \"\(queue.name)\" made.") + "\n"
                + (aliases.isEmpty
                    ? "It has no address yet: `postern queue set` gives it one.\n" : aliases)
        }
    }
}
