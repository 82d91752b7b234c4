package import Delivery
package import Settings
package import Store

/// The engines that a program was linked with beside SQLite and the local transports.
///
/// Loading libpq and libcurl costs each process more than all its work on a mail, so `mailgate` has
/// neither and leaves to its sibling what needs them.
package struct GatewayEngines: Sendable {
    /// Connects to PostgreSQL; `nil`: the sibling does the whole mail.
    package var openPostgreSQL: (@Sendable (Settings) throws -> any SQLDriver)?
    /// Makes the transport `smtp`; `nil`: the sibling delivers.
    package var makeSMTP: (@Sendable (Settings) throws -> any Transport)?

    /// Takes the openers of those engines that are there.
    package init(
        openPostgreSQL: (@Sendable (Settings) throws -> any SQLDriver)? = nil,
        makeSMTP: (@Sendable (Settings) throws -> any Transport)? = nil
    ) {
        self.openPostgreSQL = openPostgreSQL
        self.makeSMTP = makeSMTP
    }

    /// What `mailgate` has.
    package static let sqliteOnly = GatewayEngines()

    /// Opens the database that the settings name.
    ///
    /// - Throws: `StoreError`, also for a schema that is not this program's; ``GatewayError``
    ///   `noEngine` for PostgreSQL where ``openPostgreSQL`` is `nil`. All of them may pass.
    package func openStore(_ settings: Settings) throws -> TicketStore {
        let driver: any SQLDriver
        switch settings.database.url {
        case .sqlite(let path):
            driver = try SQLiteDriver(
                path: path, busyTimeoutSeconds: settings.database.busyTimeout.inSeconds)
        case .postgresql:
            guard let openPostgreSQL else {
                throw GatewayError(.noEngine, "this program was built without PostgreSQL")
            }
            driver = try openPostgreSQL(settings)
        }
        try Migrator().requireCurrent(driver)
        return TicketStore(driver: driver)
    }

    /// Makes the transport that the settings name.
    ///
    /// - Returns: `nil` where nothing is sent (`delivery.transport: none`).
    /// - Throws: ``GatewayError`` `noEngine` for SMTP where ``makeSMTP`` is `nil`.
    package func makeTransport(_ settings: Settings) throws -> (any Transport)? {
        let delivery = settings.delivery
        switch delivery.transport {
        case .disabled: return nil
        case .sendmail:
            return SendmailTransport(
                path: delivery.sendmail.path, arguments: delivery.sendmail.arguments,
                timeoutSeconds: Int64(delivery.attemptTimeout.inSeconds))
        case .maildir: return MaildirTransport(folder: try path(delivery))
        case .file: return FileTransport(path: try path(delivery))
        case .smtp:
            guard let makeSMTP else {
                throw GatewayError(.noEngine, "this program was built without SMTP")
            }
            return try makeSMTP(settings)
        }
    }

    private func path(_ delivery: Settings.DeliverySection) throws -> String {
        guard let path = delivery.path else {
            throw GatewayError(.noEngine, "delivery.path is not set")
        }
        return path
    }
}
