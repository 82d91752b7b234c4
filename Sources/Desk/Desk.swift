// Desk: where things are decided and done. Every use case is a function of ``Desk`` in a file of
// its own and runs in one database transaction: look up, check the right, change, append to the
// history, let the scrips speak, queue their mails.
//
// It refuses to know: MIME, SQL, processes, sockets. What a mail says comes as a Verdict from
// Intake; what is due to go out stays in the outbox for Delivery. Start reading at
// Desk+Receive.swift, which walks one mail through, then ``Proceeding``.

package import Store
package import Tickets

/// The counter at which mail, command line and later the web hand in what they want done.
package struct Desk: Sendable {
    /// Where everything is kept.
    package let store: TicketStore
    /// The site's settings.
    package let site: Site
    /// MAIL FROM of notifications; `nil` takes the queue's correspond address.
    package let envelopeSender: EmailAddress?
    /// Where time zones come from.
    let zones: ZoneFolder
    let clock: @Sendable () -> Timestamp
    let nonce: @Sendable () -> String

    /// Opens the counter.
    ///
    /// - Parameters:
    ///   - clock: gives now; read once a use case.
    ///   - zones: the machine's tz database.
    ///   - nonce: gives another text that nobody can guess each time, of letters and digits; read
    ///     once a use case. Tests give one that they know.
    package init(
        store: TicketStore, site: Site, envelopeSender: EmailAddress? = nil,
        clock: @escaping @Sendable () -> Timestamp, zones: ZoneFolder = ZoneFolder(),
        nonce: @escaping @Sendable () -> String = Desk.randomNonce
    ) {
        self.store = store
        self.site = site
        self.envelopeSender = envelopeSender
        self.clock = clock
        self.zones = zones
        self.nonce = nonce
    }

    /// Thirteen letters and digits out of the system's random numbers.
    package static func randomNonce() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 36)
        return String(repeating: "0", count: 13 - digits.count) + digits
    }

    /// Runs a use case that may write, as `actor`.
    ///
    /// - Parameter isRehearsal: takes everything back when all went well, so that only what would
    ///   be refused shows.
    func proceed<T>(
        as actor: UserID, isRehearsal: Bool = false, _ body: (inout Proceeding) throws -> T
    ) throws -> (result: T, outbox: [OutboxID]) {
        let now = clock()
        return try store.write { session in
            guard let user = try session.user(actor) else {
                throw DeskError(.unknownUser, "there is no user \(actor)")
            }
            var proceeding = Proceeding(session: session, desk: self, now: now, actor: user)
            if isRehearsal { try session.mark() }
            let result = try body(&proceeding)
            try proceeding.finish()
            guard !isRehearsal else {
                try session.returnToMark()
                return (result, [])
            }
            return (result, proceeding.outbox)
        }
    }
}
