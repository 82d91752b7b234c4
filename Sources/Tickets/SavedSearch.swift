/// A search that is kept under a name.
package struct SavedSearch: Hashable, Sendable {
    /// Whose it is; the same name may stand in each.
    package enum Scope: Hashable, Sendable {
        case own(UserID)
        /// The members of a group share it.
        case group(GroupID)
        /// All staff shares it.
        case site
    }

    /// Unique in its scope regardless of case.
    package var name: String
    package var scope: Scope
    /// In the query language; `__CurrentUser__` is whoever runs it.
    package var query: String
    /// As `--order` takes it; empty for newest first.
    package var order: String
    /// As `--columns` takes them; empty for the usual ones.
    package var columns: String
    /// Who saved it last.
    package var author: UserID
    package var updated: Timestamp

    /// Makes a value of what is stored; checks nothing.
    package init(
        name: String, scope: Scope, query: String, order: String = "", columns: String = "",
        author: UserID, updated: Timestamp
    ) {
        self.name = name
        self.scope = scope
        self.query = query
        self.order = order
        self.columns = columns
        self.author = author
        self.updated = updated
    }
}
