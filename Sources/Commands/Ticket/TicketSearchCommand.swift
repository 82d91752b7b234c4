import ArgumentParser
import Desk
import Tickets

/// `postern ticket search`.
struct TicketSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds tickets by words or by a query.",
        discussion: """
            Words narrow the search: a number, an address, @domain, a status, active, inactive, any, \
            a queue, a user (the owner), me; subject: content: fulltext: queue: owner: watcher: \
            requestor: domain: status: id: in front of a word; all else is looked for in subjects, \
            texts and names of attachments, beginnings with a star. Resting tickets are left out \
            unless a status, any or a number is asked for. --explain shows the query behind them.

            A query says more, in RT's language: fields, operators, AND before OR, brackets. \
            docs/search.md describes it. You find only what you may see.

              postern ticket search support open printer
              postern ticket search '"paper jam"' @example.org any
              postern ticket search --query "Owner = 'Nobody' AND Created < '2 days ago'"
              postern ticket search --query "Due < today" --order due --format csv
            """)

    @Argument(help: ArgumentHelp("What to look for.", valueName: "words"))
    var words: [String] = []

    @Option(name: [.short, .long], help: ArgumentHelp("The whole query.", valueName: "query"))
    var query: String?

    @Flag(help: "Print the query that the words stand for, and look for nothing.")
    var explain = false

    @OptionGroup var page: PageOptions

    @OptionGroup var options: TableOptions

    func validate() throws {
        guard query != nil || !words.isEmpty else {
            throw ValidationError("words or --query were expected")
        }
    }

    func run() throws {
        let instance = try Instance.open(options.global)
        let query = try instance.query(query, words: words)
        if explain {
            try instance.desk.check(query, time: instance.queryTime, as: instance.actor.id)
            return try instance.output(options.global).print(
                "ticket_query", ["query": "\(query.root)"]
            ) { "\(query.root)\n" }
        }
        try SearchPrinting(
            instance: instance, format: options.format, query: query, options: page
        ).run()
    }
}
