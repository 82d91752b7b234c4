import Store
package import Tickets

/// An address that mails go to, and what became of them.
package struct AddressView: Hashable, Sendable {
    package let standing: AddressStanding
    /// Whose it is; `nil` for nobody's.
    package let user: User?
    /// Mails that came back for good and count now.
    package let failures: Int64
    /// The newest first.
    package let reports: [DeliveryReport]
}

extension Desk {
    /// The addresses that are not mailed, since mails to them came back, in alphabetical order.
    ///
    /// - Throws: ``DeskError`` `noRight` without AdminUsers.
    package func suspendedAddresses(as actor: UserID) throws -> [AddressView] {
        try store.read { session in
            try reader(actor, session).requireGlobal(.adminUsers)
            return try session.suspendedAddresses().map {
                try view($0, session, reportsMax: 1)
            }
        }
    }

    /// What is known of one address; of one that was never mailed, that nothing is.
    ///
    /// - Throws: ``DeskError`` `noRight` without AdminUsers.
    package func address(_ address: EmailAddress, as actor: UserID) throws -> AddressView {
        try store.read { session in
            try reader(actor, session).requireGlobal(.adminUsers)
            let standing =
                try session.standing(of: address)
                ?? AddressStanding(address: address, suspended: nil, resumed: nil)
            return try view(standing, session, reportsMax: 50)
        }
    }

    /// Mails an address again; what came back until now does not count any more.
    ///
    /// - Returns: `false` when it was not suspended; then nothing changes.
    /// - Throws: ``DeskError`` `noRight` without AdminUsers.
    package func resume(_ address: EmailAddress, as actor: UserID) throws -> Bool {
        try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminUsers)
            let standing = try proceeding.session.standing(of: address)
            guard standing?.suspended != nil else { return false }
            try proceeding.session.resume(address, at: proceeding.now)
            return true
        }.result
    }

    /// From when on a mail that came back counts against an address.
    func failuresCount(since standing: AddressStanding?, now: Timestamp) -> Timestamp {
        let start = now.adding(seconds: -86_400 * site.bounceDays)
        return standing?.resumed.map { max(start, $0) } ?? start
    }

    private func view(
        _ standing: AddressStanding, _ session: StoreSession, reportsMax: Int
    ) throws -> AddressView {
        AddressView(
            standing: standing, user: try session.user(at: standing.address),
            failures: try session.permanentFailures(
                of: standing.address, since: failuresCount(since: standing, now: clock())),
            reports: try session.reports(of: standing.address, limit: reportsMax))
    }
}
