package import Store
package import Tickets

/// A page of what a search found.
package struct SearchResult: Hashable, Sendable {
    /// In the order asked for.
    package let hits: [SearchHit]
    /// Where the next page begins; `nil` when this is the last.
    package let next: SearchCursor?
}

/// A ticket that a search found.
package struct SearchHit: Hashable, Sendable {
    package let line: TicketLine
    /// Where in a text the words stand; `nil` when no words were looked for, or when they stand
    /// only in the subject or in an attachment's name.
    package let excerpt: SearchExcerpt?
}

extension Desk {
    /// Reads single words, as people type them, into a query.
    ///
    /// - Throws: ``Tickets/QueryError``.
    package func simpleQuery(_ words: String, as actor: UserID) throws -> TicketQuery {
        try store.read { session in
            let resolver = try QueryResolver(
                desk: self, session: session, actor: actor,
                time: QueryTime(now: clock(), offsetSeconds: { _ in 0 }))
            return try SimpleSearch.query(
                words, names: resolver.simpleNames())
        }
    }

    /// Finds a page of the tickets that the actor may see and that a query describes.
    ///
    /// - Parameters:
    ///   - time: what relative dates count from, and the zone of days.
    ///   - order: empty for newest first.
    ///   - cursor: where the last page ended.
    ///   - withExcerpts: whether to look up where the words stand.
    ///   - withFields: whether to load custom fields.
    ///   - withPeople: whether to load the creator and who sits in all seats.
    /// - Throws: ``Tickets/QueryError`` for a name that there is not; ``DeskError`` `unknownUser`.
    package func search(
        _ query: TicketQuery, order: [TicketOrder] = [], cursor: SearchCursor? = nil,
        limit: Int = 50, time: QueryTime, withExcerpts: Bool = false, withFields: Bool = false,
        withPeople: Bool = false, as actor: UserID
    ) throws -> SearchResult {
        try store.read { session in
            var search = try self.search(query, time, session, actor)
            (search.order, search.cursor, search.limit) = (order, cursor, limit)
            let page = try session.search(search)
            let excerpts =
                withExcerpts ? try self.excerpts(page.tickets, search, session) : [:]
            let fields = withFields ? try self.fields(page.tickets, search, session) : [:]
            var lines = try self.lines(page.tickets, fields, search, session)
            if withPeople { try addPeople(to: &lines, session) }
            return SearchResult(
                hits: lines.map { SearchHit(line: $0, excerpt: excerpts[$0.ticket.id]) },
                next: page.next)
        }
    }

    /// Counts what a search finds, at most up to `max`.
    ///
    /// - Throws: As ``search(_:order:cursor:limit:time:withExcerpts:as:)``.
    package func count(
        _ query: TicketQuery, max: Int, time: QueryTime, as actor: UserID
    ) throws -> Int64 {
        try store.read { session in
            try session.count(try search(query, time, session, actor), max: max)
        }
    }

    /// Checks that all names of a query are known, without looking for anything.
    ///
    /// - Throws: ``Tickets/QueryError``.
    package func check(_ query: TicketQuery, time: QueryTime, as actor: UserID) throws {
        _ = try store.read { try search(query, time, $0, actor) }
    }

    /// The search that the store will run, rights included.
    package func search(
        _ query: TicketQuery, _ time: QueryTime, _ session: StoreSession, _ actor: UserID
    ) throws -> TicketSearch {
        let resolver = try QueryResolver(desk: self, session: session, actor: actor, time: time)
        let access = resolver.access(.showTicket)
        /// Everywhere that is found at all counts as everywhere, which is quicker.
        func within(_ right: Right) -> TicketAccess {
            let found = resolver.access(right)
            return found.covers(access) ? TicketAccess(user: actor, isEverywhere: true) : found
        }
        return TicketSearch(
            try resolver.condition(of: query), access: access,
            commentAccess: within(.showTicketComments), fieldAccess: within(.seeCustomField))
    }

    /// Those of the tickets at which somebody holds a right.
    private func held(
        _ access: TicketAccess, of tickets: [Ticket], _ session: StoreSession
    ) throws -> Set<TicketID> {
        let ids = Set(tickets.map(\.id))
        guard !access.isEverywhere, !ids.isEmpty else { return ids }
        let search = TicketSearch(
            .test(.isTicket(ids)), access: access, commentAccess: access, limit: ids.count)
        return Set(try session.search(search).tickets.map(\.id))
    }

    // MARK: What is shown of a ticket

    /// Loads all names that a page needs with one query a kind.
    private func lines(
        _ tickets: [Ticket], _ fields: [TicketID: [CustomFieldID: [String]]],
        _ search: TicketSearch, _ session: StoreSession
    ) throws -> [TicketLine] {
        let seen = try held(search.commentAccess, of: tickets, session)
            .intersection(held(search.fieldAccess, of: tickets, session))
        let priorities = try session.priorityRules()
        let requestors = try session.requestors(of: tickets.map(\.id))
        let ids = Set(tickets.compactMap(\.owner)).union(requestors.values.joined())
        let users = Dictionary(
            uniqueKeysWithValues: try session.users(ids.sorted()).map { ($0.id, $0) })
        let queues = Dictionary(
            uniqueKeysWithValues: try session.queues().map { ($0.id, $0) })
        return try tickets.map { ticket in
            guard let queue = queues[ticket.queue] else {
                throw DeskError(.unknownQueue, "there is no queue \(ticket.queue)")
            }
            return TicketLine(
                ticket: seen.contains(ticket.id) ? ticket : ticket.asEverybodySees,
                queue: queue, owner: ticket.owner.flatMap { users[$0] },
                requestors: (requestors[ticket.id] ?? []).compactMap { users[$0] },
                priorityName: priorities[ticket.queue].name(of: ticket.priority),
                fields: fields[ticket.id] ?? [:])
        }
    }

    /// Adds the creator and who sits in the seats; custom roles count where they are held now.
    private func addPeople(to lines: inout [TicketLine], _ session: StoreSession) throws {
        let seats = try session.seats(of: lines.map(\.ticket.id))
        let roles = try session.customRoles()
        var (ids, groups): (Set<UserID>, [GroupID: String]) = (
            Set(lines.map(\.ticket.creator)), [:]
        )
        for seat in seats.values.joined() {
            switch seat.member {
            case .user(let id): ids.insert(id)
            case .group(let id) where groups[id] == nil:
                groups[id] = try session.group(id).map { "group \($0.name)" }
            case .group: break
            }
        }
        let users = Dictionary(
            uniqueKeysWithValues: try session.users(ids.sorted()).map { ($0.id, $0) })
        for index in lines.indices {
            let ticket = lines[index].ticket
            lines[index].creator = users[ticket.creator]
            for seat in seats[ticket.id] ?? [] {
                if seat.role.isCustom {
                    let role = roles.first { $0.role == seat.role }
                    guard role?.isHeld(in: ticket.queue) == true else { continue }
                }
                let name: String? =
                    switch seat.member {
                    case .user(let id): users[id].map { $0.addresses.first?.value ?? $0.name }
                    case .group(let id): groups[id]
                    }
                if let name { lines[index].seats[seat.role, default: []].append(name) }
            }
        }
    }

    /// The custom roles that the asker may search, disabled ones left out.
    ///
    /// - Throws: ``DeskError`` `unknownUser`.
    package func customRoles(searchedBy actor: UserID) throws -> [CustomRole] {
        try store.read { session in
            try QueryResolver(
                desk: self, session: session, actor: actor,
                time: QueryTime(now: clock(), offsetSeconds: { _ in 0 })
            ).knownRoles.filter { !$0.isDisabled }
        }
    }

    /// The custom fields that the asker may search, in display order.
    ///
    /// - Throws: ``DeskError`` `unknownUser`.
    package func customFields(as actor: UserID) throws -> [CustomField] {
        try store.read { session in
            try QueryResolver(
                desk: self, session: session, actor: actor,
                time: QueryTime(now: clock(), offsetSeconds: { _ in 0 })
            ).customFields()
        }
    }

    /// The values that the asker may see, by ticket; those of fields that the ticket's queue lacks
    /// are left out.
    private func fields(
        _ tickets: [Ticket], _ search: TicketSearch, _ session: StoreSession
    ) throws -> [TicketID: [CustomFieldID: [String]]] {
        guard !tickets.isEmpty, !search.fieldAccess.isNowhere else { return [:] }
        let seen = try held(search.fieldAccess, of: tickets, session)
        let texts = try session.fieldTexts(of: seen.sorted())
        let fields = try session.customFields()
        var found: [TicketID: [CustomFieldID: [String]]] = [:]
        for ticket in tickets where seen.contains(ticket.id) {
            for field in fields where field.applies(in: ticket.queue) {
                found[ticket.id, default: [:]][field.id] = texts[ticket.id]?[field.id]
            }
        }
        return found
    }

    private func excerpts(
        _ tickets: [Ticket], _ search: TicketSearch, _ session: StoreSession
    ) throws -> [TicketID: SearchExcerpt] {
        let queries = search.condition.textQueries
        guard !queries.isEmpty, !tickets.isEmpty else { return [:] }
        // The same clause that the search itself used decides where notes may be shown.
        let withNotes = try held(search.commentAccess, of: tickets, session)
        var found: [TicketID: SearchExcerpt] = [:]
        for ticket in tickets {
            for query in queries where found[ticket.id] == nil {
                let text = try session.excerptText(
                    of: ticket.id, finding: query, withNotes: withNotes.contains(ticket.id))
                found[ticket.id] = text.flatMap { SearchExcerpt(of: $0, finding: queries) }
            }
        }
        return found
    }
}
