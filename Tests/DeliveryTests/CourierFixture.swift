import Delivery
import Foundation
import Store
import Synchronization
import Testing
import Tickets

/// A store with one ticket in a folder of its own, and a clock that stands still unless moved.
final class CourierFixture: Sendable {
    let folder: TemporaryFolder
    let store: TicketStore
    let ticket: TicketID
    let transaction: TransactionID
    private let time = Mutex(sampleDate)

    static let policy = RetryPolicy(
        delaySecondsMin: 60, delaySecondsMax: 600, giveUpAfterSeconds: 3_600)

    init() throws {
        folder = try TemporaryFolder()
        let driver = try SQLiteDriver(path: folder.path + "/postern.db", create: true)
        try Migrator().migrate(driver, now: sampleDate)
        store = TicketStore(driver: driver)
        (ticket, transaction) = try store.write { session in
            let queue = try session.addQueue(Queue(id: QueueID(0), name: "support"), at: sampleDate)
            let ticket = try session.addTicket(
                queue: queue.id, subject: "A printer", status: "new", owner: nil, priority: 0,
                creator: User.systemID, at: sampleDate)
            let transaction = try session.addTransaction(
                ticket: ticket.id, kind: .create, actor: User.systemID, at: sampleDate)
            return (ticket.id, transaction.id)
        }
    }

    var now: Timestamp { time.withLock { $0 } }

    func advance(seconds: Int64) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    func courier(_ transport: some Transport) -> Courier {
        Courier(
            store: store, transport: transport, policy: Self.policy, clock: { self.now },
            jitter: { 0.5 })
    }

    /// Queues a mail, due now.
    @discardableResult
    func queue(
        _ name: String = "m1", to recipients: [String] = ["alice@example.com"],
        sender: String = "support@example.org",
        attachments: [Tickets.Notification.AttachmentReference] = []
    ) throws -> OutboxID {
        let notification = Tickets.Notification(
            from: NamedAddress(try address("support@example.org"), name: "Support"),
            to: try recipients.map { NamedAddress(try address($0)) }, subject: "A printer",
            text: "Hello\n", messageID: try messageID("\(name)@tracker.example.org"), date: now,
            automation: .generated, envelopeSender: sender, attachments: attachments)
        return try store.write {
            try $0.addOutbox(
                .mail(notification), ticket: ticket, transaction: transaction,
                scrip: "On Create Notify",
                at: now)
        }
    }

    func row(_ id: OutboxID) throws -> OutboxRow {
        try #require(try store.read { try $0.outbox(id) })
    }

    /// Hands mails to a shell script that runs in the fixture's folder.
    func sendmail(_ script: String, timeoutSeconds: Int64 = 20) throws -> SendmailTransport {
        SendmailTransport(
            path: try folder.script(script, name: "sendmail"), timeoutSeconds: timeoutSeconds)
    }
}
