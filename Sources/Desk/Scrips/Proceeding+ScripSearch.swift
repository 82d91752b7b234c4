import Scrips
import Store
import Tickets

/// Why a scrip's search cannot be asked, for people.
struct ScripSearchError: Error, CustomStringConvertible {
    let description: String
}

extension Proceeding {
    /// Whether a ticket satisfies a scrip's `where:`, as it is now in this transaction.
    ///
    /// Rules are the site's: nobody's rights limit what they may ask. Relative dates count from the
    /// use case's time; days begin at midnight UTC.
    mutating func holds(_ scrip: Scrip, _ ticket: TicketID) throws -> Bool {
        guard let text = scrip.search else { return true }
        return try session.satisfies(ticket, try condition(of: text))
    }

    /// The condition that a scrip's search stands for.
    ///
    /// - Throws: ``ScripSearchError``.
    mutating func condition(of text: String) throws -> TicketCondition {
        if let known = searches[text] { return try known.get() }
        let result: Result<TicketCondition, ScripSearchError>
        do {
            result = .success(try Desk.condition(of: text, desk, session, now))
        } catch let error as ScripSearchError {
            result = .failure(error)
        }
        searches[text] = result
        return try result.get()
    }
}

extension Desk {
    /// Works out what a scrip's search asks of a ticket.
    ///
    /// - Throws: ``ScripSearchError`` for what cannot be read, or names what there is not.
    static func condition(
        of text: String, _ desk: Desk, _ session: StoreSession, _ now: Timestamp
    ) throws -> TicketCondition {
        do {
            let resolver = try QueryResolver(
                desk: desk, session: session, actor: User.systemID,
                time: QueryTime(now: now, offsetSeconds: { _ in 0 }), isAsked: false)
            return try resolver.condition(of: try QueryParser.parse(text))
        } catch let error as QueryError {
            throw ScripSearchError(description: "where: \(error.sentence)")
        }
    }
}
