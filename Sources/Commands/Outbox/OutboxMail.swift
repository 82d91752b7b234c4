import Store
import Tickets

/// An outgoing mail as JSON.
struct OutboxMail: Encodable {
    let id: Int64
    let ticket: Int64
    let transaction: Int64
    /// Name of the scrip that made it.
    let scrip: String
    /// ``Store/OutboxState``.
    let state: String
    /// RFC 3339 in UTC, as all times here.
    let created: String
    /// Absent when no further attempt is due.
    let nextAttempt: String?
    let sent: String?
    let attempts: Int64
    /// What the last attempt failed with.
    let lastError: String?
    /// What the other side said when it took the mail.
    let remark: String?
    let messageID: String
    let subject: String
    let envelopeSender: String
    let to: [String]
    let cc: [String]
    let bcc: [String]
    /// Those who have not got it yet; absent for mails that were sent or cancelled.
    let waitingFor: [String]?

    init(_ row: OutboxRow) {
        let isDue = row.state == .queued || row.state == .sending
        id = row.id.value
        ticket = row.ticket.value
        transaction = row.transaction.value
        scrip = row.scrip
        state = row.state.rawValue
        created = row.created.rfc3339
        nextAttempt = isDue ? row.nextAttempt.rfc3339 : nil
        sent = row.sent?.rfc3339
        attempts = row.attempts
        lastError = row.state == .sent ? nil : row.lastError
        remark = row.state == .sent ? row.lastError : nil
        messageID = row.notification.messageID.value
        subject = row.notification.subject
        envelopeSender = row.notification.envelopeSender
        to = row.notification.to.map(\.address.value)
        cc = row.notification.cc.map(\.address.value)
        bcc = row.notification.bcc.map(\.address.value)
        waitingFor = isDue || row.state == .dead ? row.dueRecipients.map(\.value) : nil
    }
}

/// Outgoing mails in words.
enum OutboxText {
    /// What the row waits for or how it ended.
    static func state(_ row: OutboxRow, _ time: TimeText) -> String {
        switch row.state {
        case .queued where row.nextAttempt > time.now:
            "queued, next \(time.relative(row.nextAttempt))"
        case .queued: "queued, due now"
        case .sending where row.nextAttempt > time.now: "sending"
        case .sending: "sending, lost: due now"
        case .sent: "sent" + (row.sent.map { " \(time.relative($0))" } ?? "")
        case .dead: "dead"
        case .cancelled: "cancelled"
        }
    }

    /// `a@example.org and 2 more`.
    static func recipients(_ row: OutboxRow) -> String {
        let all = row.notification.recipients
        guard let first = all.first else { return "nobody" }
        return all.count == 1 ? first.value : "\(first) and \(all.count - 1) more"
    }
}
