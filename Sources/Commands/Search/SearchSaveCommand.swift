import ArgumentParser
import Desk
import Tickets

/// `postern search save`.
struct SearchSaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Keeps a search under a name.",
        discussion: """
            Words become the query that they stand for now. A group's search needs a privileged \
            member, the site's the right SuperUser.

              postern search save unowned --query "Owner = 'Nobody' AND Status = '__Active__'"
              postern search save overdue --group staff --query "Due < now" --order due
            """)

    @Argument(help: ArgumentHelp("The name to keep it under.", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("What to look for.", valueName: "words"))
    var words: [String] = []

    @Option(name: [.short, .long], help: ArgumentHelp("The whole query.", valueName: "query"))
    var query: String?

    @Option(
        help: ArgumentHelp("Its order, as in `postern ticket search`.", valueName: "fields"))
    var order: String = ""

    @Option(
        help: ArgumentHelp("Its columns, as in `postern ticket search`.", valueName: "columns"))
    var columns: String = ""

    @Flag(help: "Take the place of a search of that name.")
    var replace = false

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard query != nil || !words.isEmpty else {
            throw ValidationError("words or --query were expected")
        }
        _ = try SearchOrder.read(order)
        _ = try SearchColumn.read(columns)
    }

    func run() throws {
        let instance = try Instance.open(options)
        let parsed = try instance.query(query, words: words)
        let search = SavedSearch(
            name: name, scope: try scope.named(instance) ?? .own(instance.actor.id),
            query: query ?? "\(parsed.root)", order: order, columns: columns,
            author: instance.actor.id, updated: .current())
        try instance.desk.save(
            search, replacing: replace, time: instance.queryTime, as: instance.actor.id)
        try instance.output(options).done(["Search \"\(name)\" is kept."])
    }
}

/// `postern search delete`.
struct SearchDeleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Forgets a kept search.",
        discussion: "Without --group or --site, one of yours.")

    @Argument(help: ArgumentHelp("The search's name.", valueName: "name"))
    var name: String

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        try instance.desk.deleteSavedSearch(
            named: name, in: try scope.named(instance) ?? .own(instance.actor.id),
            as: instance.actor.id)
        try instance.output(options).done(["Search \"\(name)\" is forgotten."])
    }
}

/// `postern search run`.
struct SearchRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a kept search.",
        discussion: """
            Yours is taken before a group's, and a group's before the site's, unless --group or \
            --site says which is meant. Order and columns are the kept ones unless others are given.
            """)

    @Argument(help: ArgumentHelp("The search's name.", valueName: "name"))
    var name: String

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var page: PageOptions

    @OptionGroup var options: TableOptions

    func run() throws {
        let instance = try Instance.open(options.global)
        let search = try instance.desk.savedSearch(
            named: name, in: try scope.named(instance), as: instance.actor.id)
        var page = page
        page.order = page.order ?? search.order
        page.columns = page.columns ?? search.columns
        try SearchPrinting(
            instance: instance, format: options.format,
            query: try QueryParser.parse(search.query), options: page
        ).run()
    }
}
