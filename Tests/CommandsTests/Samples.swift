import Testing
import Tickets

@testable import Commands
@testable import Desk
@testable import Store

/// People, queues and transactions that several tests look at.
enum Sample {
    static let now = Timestamp(milliseconds: 1_795_253_585_000)
    static let time = TimeText(now: now, zone: "UTC")
    /// A pipe: no colour, no width that matters.
    static let pipe = Terminal(isTerminal: false, width: 100, hasColour: false)

    static let alice = User(
        id: UserID(2), name: "alice", realName: "Alice Adams", isPrivileged: true,
        addresses: address("alice@example.org"))
    static let bob = User(
        id: UserID(3), name: "bob@example.org", addresses: address("bob@example.org"))
    static let queue = Queue(
        id: QueueID(1), name: "support", correspondAddress: EmailAddress("support@example.org"),
        commentAddress: EmailAddress("support-comment@example.org"))

    static func address(_ text: String) -> [EmailAddress] { EmailAddress(text).map { [$0] } ?? [] }

    /// A transaction of Alice's, a minute ago.
    static func entry(
        _ kind: Transaction.Kind, field: String? = nil, old: String? = nil, new: String? = nil
    ) -> HistoryEntry {
        HistoryEntry(
            transaction: Transaction(
                id: TransactionID(7), ticket: TicketID(42), kind: kind, actor: alice.id,
                created: now.adding(seconds: -60), field: field, oldValue: old, newValue: new),
            actor: alice, message: nil, mail: nil, runs: [], decisions: [], outbox: [],
            reports: [])
    }

    /// What mail 9 said a minute ago.
    static func report(
        _ outcome: MailReport.Outcome, status: String? = nil, _ diagnostic: String? = nil,
        outbox: Int64 = 1
    ) -> DeliveryReport {
        DeliveryReport(
            outbox: OutboxID(outbox), ticket: TicketID(42), mail: MailID(9),
            address: address("a@example.org")[0], outcome: outcome,
            isPermanent: outcome == .failed, status: status, diagnostic: diagnostic,
            reported: now.adding(seconds: -60))
    }

    static func decision(
        _ address: String, _ role: Role, _ outcome: MailDecision.Outcome,
        scrip: String = "on-create",
        outbox: Int64? = nil
    ) -> StoredDecision {
        StoredDecision(
            transaction: TransactionID(7), scrip: scrip,
            decision: MailDecision(
                address: EmailAddress(address), user: nil, role: role, outcome: outcome),
            outbox: outbox.map { OutboxID($0) })
    }

    static func outbox(_ id: Int64, _ state: OutboxState, error: String? = nil) throws -> OutboxRow
    {
        let sender = NamedAddress(try #require(EmailAddress("support@example.org")))
        return OutboxRow(
            id: OutboxID(id), ticket: TicketID(42), transaction: TransactionID(7),
            scrip: "on-create",
            state: state, created: now, retried: nil, nextAttempt: now.adding(seconds: 120),
            attempts: state == .queued && error == nil ? 0 : 1, lastError: error,
            sent: state == .sent ? now : nil, pendingRecipients: nil,
            content: .mail(
                Notification(
                    from: sender, subject: "x", text: "x",
                    messageID: try #require(MessageID("m@example.org")), date: now,
                    automation: .generated, envelopeSender: "")), answer: nil)
    }
}
