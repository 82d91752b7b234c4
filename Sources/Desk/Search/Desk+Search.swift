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
    /// - Throws: ``Tickets/QueryError`` for a name that there is not; ``DeskError`` `unknownUser`.
    package func search(
        _ query: TicketQuery, order: [TicketOrder] = [], cursor: SearchCursor? = nil,
        limit: Int = 50, time: QueryTime, withExcerpts: Bool = false, withFields: Bool = false,
        as actor: UserID
    ) throws -> SearchResult {
        try store.read { session in
            var search = try self.search(query, time, session, actor)
            (search.order, search.cursor, search.limit) = (order, cursor, limit)
            let page = try session.search(search)
            let excerpts =
                withExcerpts ? try self.excerpts(page.tickets, search, session) : [:]
            let fields = withFields ? try self.fields(page.tickets, search, session) : [:]
            let lines = try self.lines(page.tickets, fields, session)
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
        return TicketSearch(
            try resolver.condition(of: query), access: resolver.access(.showTicket),
            commentAccess: resolver.access(.showTicketComments),
            fieldAccess: resolver.access(.seeCustomField))
    }

    // MARK: What is shown of a ticket

    /// Loads all names that a page needs with one query a kind.
    private func lines(
        _ tickets: [Ticket], _ fields: [TicketID: [CustomFieldID: [String]]],
        _ session: StoreSession
    ) throws -> [TicketLine] {
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
                ticket: ticket, queue: queue, owner: ticket.owner.flatMap { users[$0] },
                requestors: (requestors[ticket.id] ?? []).compactMap { users[$0] },
                priorityName: priorities[ticket.queue].name(of: ticket.priority),
                fields: fields[ticket.id] ?? [:])
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
        let seen = try session.search(
            TicketSearch(
                .test(.isTicket(Set(tickets.map(\.id)))), access: search.fieldAccess,
                commentAccess: search.commentAccess, limit: tickets.count))
        let texts = try session.fieldTexts(of: seen.tickets.map(\.id))
        let fields = try session.customFields()
        var found: [TicketID: [CustomFieldID: [String]]] = [:]
        for ticket in seen.tickets {
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
        let readable = try session.search(
            TicketSearch(
                .test(.isTicket(Set(tickets.map(\.id)))), access: search.commentAccess,
                commentAccess: search.commentAccess, limit: tickets.count))
        let withNotes = Set(readable.tickets.map(\.id))
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
