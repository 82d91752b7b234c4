import Store
package import Tickets

extension Desk {
    /// The searches that the actor owns or shares, by name.
    package func savedSearches(as actor: UserID) throws -> [SavedSearch] {
        try store.read { session in
            let reader = try reader(actor, session)
            let groups = try session.groups(of: actor)
            return try session.savedSearches(of: actor, groups: groups).filter {
                reader.mayLoad($0.scope, groups)
            }
        }
    }

    /// Finds a search by name: in `scope`, or else the actor's own, then a group's, then the site's.
    ///
    /// - Throws: ``DeskError`` `unknownSearch`; with the nearest name that the actor may load.
    package func savedSearch(
        named name: String, in scope: SavedSearch.Scope? = nil, as actor: UserID
    ) throws -> SavedSearch {
        let known = try savedSearches(as: actor)
        let found = known.filter { search in
            search.name.lowercased() == name.lowercased()
                && (scope == nil || search.scope == scope)
        }
        if let search = found.first { return search }
        let near = NearestWord.find(name, among: known.map(\.name))
        let meant = near.map { " (did you mean \"\($0)\"?)" } ?? ""
        throw DeskError(.unknownSearch, "there is no search \"\(name)\"\(meant)")
    }

    /// Keeps a search under a name.
    ///
    /// Own ones are everybody's to keep; a group's its privileged members'; the site's those who
    /// hold SuperUser.
    ///
    /// - Parameter replacing: whether one of that name may be there already.
    /// - Throws: ``DeskError``: `noRight`, `conflict` when the name is taken, `invalid` for a name;
    ///   ``Tickets/QueryError`` for a query that cannot be run.
    package func save(
        _ search: SavedSearch, replacing: Bool, time: QueryTime, as actor: UserID
    ) throws {
        let query = try QueryParser.parse(search.query)
        _ = try proceed(as: actor) { proceeding in
            var search = search
            try proceeding.requireMayKeep(search.scope)
            search.name = try proceeding.checkedName(search.name)
            _ = try self.search(query, time, proceeding.session, actor)
            let old = try proceeding.session.savedSearch(named: search.name, in: search.scope)
            guard old == nil || replacing else {
                throw DeskError(.conflict, "there is a search \"\(search.name)\" already")
            }
            (search.author, search.updated) = (actor, proceeding.now)
            try proceeding.session.save(search)
        }
    }

    /// Forgets a search.
    ///
    /// - Throws: ``DeskError``: `noRight`, `unknownSearch`.
    package func deleteSavedSearch(
        named name: String, in scope: SavedSearch.Scope, as actor: UserID
    ) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.requireMayKeep(scope)
            guard try proceeding.session.removeSavedSearch(named: name, in: scope) else {
                throw DeskError(
                    .unknownSearch,
                    "there is no search \"\(name)\"\(try proceeding.elsewhere(name, scope))")
            }
        }
    }
}

extension Proceeding {
    fileprivate func mayLoad(_ scope: SavedSearch.Scope, _ groups: Set<GroupID>) -> Bool {
        switch scope {
        case .own(let id): id == actor.id
        case .group(let id): groups.contains(id)
        case .site: actor.isPrivileged || actor.id == User.systemID
        }
    }

    fileprivate func requireMayKeep(_ scope: SavedSearch.Scope) throws {
        switch scope {
        case .own(let id):
            guard id == actor.id else {
                throw DeskError(.noRight(.superUser), "that search is somebody else's")
            }
        case .group(let id):
            if actor.id == User.systemID { return }
            guard actor.isPrivileged, try session.groups(of: actor.id).contains(id) else {
                throw DeskError(
                    .noRight(.adminGroup),
                    "\(actor.name) is no privileged member of group \(try name(of: id))")
            }
        case .site: try requireGlobal(.superUser)
        }
    }

    /// Where else the actor has a search of that name.
    fileprivate func elsewhere(_ name: String, _ scope: SavedSearch.Scope) throws -> String {
        guard case .own = scope else { return "" }
        if mayLoad(.site, []), try session.savedSearch(named: name, in: .site) != nil {
            return " of yours; the site has one: --site"
        }
        for group in try session.groups(of: actor.id).sorted()
        where try session.savedSearch(named: name, in: .group(group)) != nil {
            return try " of yours; group \(self.name(of: group)) has one: --group"
        }
        return ""
    }

    private func name(of group: GroupID) throws -> String {
        try session.group(group)?.name ?? "\(group)"
    }
}
