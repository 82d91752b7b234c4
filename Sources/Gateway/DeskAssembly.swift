package import Desk
package import Settings
import SiteFiles
package import Store
package import Tickets

/// Sets the Desk up as the settings say, the same for every door.
package enum DeskAssembly {
    /// Reads the lifecycles' files and opens the counter.
    ///
    /// - Parameters:
    ///   - store: of a current schema.
    ///   - clock: gives now.
    /// - Throws: `SiteFileError` with all that is wrong with the lifecycles.
    package static func desk(
        settings: Settings, store: TicketStore,
        clock: @escaping @Sendable () -> Timestamp = GatewaySurroundings.now
    ) throws -> Desk {
        let lifecycles = try LifecycleFile.readFolder(settings.paths.lifecycles)
        return Desk(
            store: store, site: Site(settings: settings),
            lifecycles: Dictionary(lifecycles.map { ($0.name, $0) }) { first, _ in first },
            envelopeSender: settings.delivery.envelopeFrom.flatMap { EmailAddress($0) },
            clock: clock)
    }
}
