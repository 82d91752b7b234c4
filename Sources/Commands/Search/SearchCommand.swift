import ArgumentParser
import Desk
import Store
import Tickets

/// `postern search`: searches that are kept under a name.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Keeps searches under a name, and runs them.",
        discussion: """
            A search belongs to you, to a group that you are in (--group), or to all staff (--site). \
            __CurrentUser__ in it is whoever runs it, and everybody finds only what they may see. \
            `postern ticket search` looks without keeping anything.
            """,
        subcommands: [
            SearchListCommand.self, SearchRunCommand.self, SearchShowCommand.self,
            SearchSaveCommand.self, SearchDeleteCommand.self,
        ],
        defaultSubcommand: SearchListCommand.self)
}

/// Whose searches are meant.
struct ScopeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The search of this group.", valueName: "group"))
    var group: String?

    @Flag(help: "The search of all staff.")
    var site = false

    func validate() throws {
        if group != nil, site { throw ValidationError("--group and --site exclude each other") }
    }

    /// The scope that is named; `nil` when none is.
    func named(_ instance: Instance) throws -> SavedSearch.Scope? {
        if site { return .site }
        return try group.map { name in
            .group(try instance.store.read { try People.requireGroup(name, $0, for: instance).id })
        }
    }
}

/// A kept search, as JSON shows it.
struct SavedSearchReport: Encodable {
    let name: String
    /// `own`, `group` or `site`.
    let scope: String
    let group: String?
    let query: String
    let order: String?
    let columns: String?
    /// Who saved it last.
    let author: String?
    let updated: String

    init(_ search: SavedSearch, _ session: StoreSession) throws {
        name = search.name
        switch search.scope {
        case .own: (scope, group) = ("own", nil)
        case .group(let id): (scope, group) = ("group", try session.group(id)?.name)
        case .site: (scope, group) = ("site", nil)
        }
        query = search.query
        order = search.order.isEmpty ? nil : search.order
        columns = search.columns.isEmpty ? nil : search.columns
        author = try session.user(search.author)?.name
        updated = search.updated.rfc3339
    }
}

/// `postern search list`.
struct SearchListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the searches that you may run.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let searches = try instance.desk.savedSearches(as: instance.actor.id)
        let reports = try instance.store.read { session in
            try searches.map { try SavedSearchReport($0, session) }
        }
        let output = instance.output(options)
        try output.print("search_list", reports) {
            var table = Table("name", "whose", "query")
            for report in reports {
                let whose = report.group.map { "group \($0)" } ?? report.scope
                table.add(report.name, whose, report.query)
            }
            return table.text(
                output.terminal, empty: "No search is kept yet: `postern search save --help`.")
        }
    }
}

/// `postern search show`.
struct SearchShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows what a kept search looks for.")

    @Argument(help: ArgumentHelp("The search's name.", valueName: "name"))
    var name: String

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let search = try instance.desk.savedSearch(
            named: name, in: try scope.named(instance), as: instance.actor.id)
        let report = try instance.store.read { try SavedSearchReport(search, $0) }
        let output = instance.output(options)
        try output.print("search", report) {
            var list = FieldList()
            list.add("name", report.name)
            list.add("whose", report.group.map { "group \($0)" } ?? report.scope)
            list.add("query", report.query)
            list.add("order", report.order)
            list.add("columns", report.columns)
            list.add("saved", "\(report.author ?? "–"), \(output.time.exact(search.updated))")
            return list.text(output.terminal)
        }
    }
}
