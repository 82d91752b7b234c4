package import Desk
package import Settings
package import Store
package import Tickets

/// Sets the Desk up as the settings say, the same for every door.
package enum DeskAssembly {
    /// Opens the counter.
    ///
    /// - Parameters:
    ///   - store: of a current schema.
    ///   - clock: gives now.
    package static func desk(
        settings: Settings, store: TicketStore,
        clock: @escaping @Sendable () -> Timestamp = GatewaySurroundings.now
    ) -> Desk {
        Desk(
            store: store, site: Site(settings: settings),
            envelopeSender: settings.delivery.envelopeFrom.flatMap { EmailAddress($0) },
            clock: clock)
    }
}
