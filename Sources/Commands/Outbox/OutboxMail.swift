import Store
import Tickets

/// An outgoing mail or call as JSON.
struct OutboxMail: Encodable {
    let id: Int64
    /// `mail`, `webhook` or `program`.
    let kind: String
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
    /// Of a mail, as all down to `bcc`.
    let messageID: String?
    let subject: String?
    let envelopeSender: String?
    let to: [String]?
    let cc: [String]?
    let bcc: [String]?
    /// Those who have not got it yet; absent for mails that were sent or cancelled.
    let waitingFor: [String]?
    /// Absent for a mail.
    let call: CallReport?

    /// - Parameter isFull: a call with its body.
    init(_ row: OutboxRow, isFull: Bool = false) {
        let isDue = row.state == .queued || row.state == .sending
        id = row.id.value
        kind = row.content.kind.rawValue
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
        let mail = row.mail
        messageID = mail?.messageID.value
        subject = mail?.subject
        envelopeSender = mail?.envelopeSender
        to = mail?.to.map(\.address.value)
        cc = mail?.cc.map(\.address.value)
        bcc = mail?.bcc.map(\.address.value)
        let isOpen = mail != nil && (isDue || row.state == .dead)
        waitingFor = isOpen ? row.dueRecipients.map(\.value) : nil
        call = CallReport(row, isFull: isFull)
    }
}

/// Outgoing mails and calls in words.
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

    /// `a@example.org and 2 more`, `POST https://chat.example.org/hook`, `run print-label`.
    static func destination(_ row: OutboxRow) -> String {
        switch row.content {
        case .mail(let mail): recipients(mail)
        case .webhook(let webhook): "\(webhook.method.rawValue) \(webhook.url)"
        case .program(let run): (["run", run.program] + run.arguments).joined(separator: " ")
        }
    }

    /// `Mail`, `Webhook`, `Program`.
    static func title(_ kind: Outgoing.Kind) -> String {
        switch kind {
        case .mail: "Mail"
        case .webhook: "Webhook"
        case .program: "Program"
        }
    }

    /// `mail 31`, `webhook 32`.
    static func name(_ row: OutboxRow) -> String { "\(row.content.kind.rawValue) \(row.id)" }

    private static func recipients(_ mail: Notification) -> String {
        let all = mail.recipients
        guard let first = all.first else { return "nobody" }
        return all.count == 1 ? first.value : "\(first) and \(all.count - 1) more"
    }
}
