import Desk
import Store
import Tickets

/// One transaction with all that belongs to it, as JSON shows it.
struct HistoryReport: Encodable {
    let id: Int64
    /// The ticket that it happened to: a merged one keeps its own.
    let ticket: Int64
    /// RT's name: `Create`, `Correspond`, `Status`.
    let type: String
    let actor: UserReport?
    let created: String
    let field: String?
    let oldValue: String?
    let newValue: String?
    /// The transaction whose scrips caused this one.
    let causedBy: Int64?
    /// Minutes of work.
    let timeTaken: Int64
    let message: MessageReport?
    /// The mail that caused it.
    let mail: StoredMail?
    let scripRuns: [ScripRunReport]
    let decisions: [DecisionReport]
    let outbox: [OutboxReport]
    /// What was reported of those mails: bounces, notices of delay, receipts, complaints.
    let reports: [DeliveryReportReport]
    /// Whom its author added or left out; absent where nobody was.
    let recipients: RecipientsReport?

    /// - Parameter queues: the names of all queues.
    init(_ entry: HistoryEntry, queues: [QueueID: String]) {
        let transaction = entry.transaction
        id = transaction.id.value
        ticket = transaction.ticket.value
        type = transaction.kind.rawValue
        actor = entry.actor.map(UserReport.init)
        created = transaction.created.rfc3339
        field = transaction.field
        oldValue = transaction.oldValue
        newValue = transaction.newValue
        causedBy = transaction.causedBy?.value
        timeTaken = transaction.timeTaken
        message = entry.message.map(MessageReport.init)
        mail = entry.mail.map { StoredMail($0, queue: $0.queue.flatMap { queues[$0] }) }
        scripRuns = entry.runs.map(ScripRunReport.init)
        decisions = entry.decisions.map(DecisionReport.init)
        outbox = entry.outbox.map(OutboxReport.init)
        reports = entry.reports.map(DeliveryReportReport.init)
        recipients = entry.recipients.isEmpty ? nil : RecipientsReport(entry.recipients)
    }
}

/// Whom a message went to besides the watchers, and who was left out.
struct RecipientsReport: Encodable {
    /// Only of a forward.
    let to: [String]
    let cc: [String]
    /// Empty for whoever lacks ShowOutgoingEmail.
    let bcc: [String]
    /// Likewise.
    let squelched: [String]

    init(_ recipients: MessageRecipients) {
        to = recipients.to.map(\.value)
        cc = recipients.cc.map(\.value)
        bcc = recipients.bcc.map(\.value)
        squelched = recipients.squelched.map(\.value)
    }
}

/// A text that somebody wrote.
struct MessageReport: Encodable {
    /// Address of whoever wrote it, and the name beside it.
    let author: String?
    let authorName: String?
    let subject: String
    /// Without brackets.
    let messageID: String?
    let text: String
    /// Without quotes and signature; absent when that is all of it.
    let replyText: String?
    let attachments: [AttachmentReport]

    init(_ message: Message) {
        author = message.author?.address.value
        authorName = message.author?.name
        subject = message.subject
        messageID = message.messageID?.value
        text = message.text
        replyText = message.replyText
        attachments = message.attachments.map { AttachmentReport($0, of: message.mail) }
    }
}

/// What came of a scrip.
struct ScripRunReport: Encodable {
    let scrip: String
    /// `applied` or `failed`.
    let outcome: String
    /// Why it failed.
    let failure: String?
    let ran: String

    init(_ run: ScripRun) {
        scrip = run.scrip
        outcome = run.failure == nil ? "applied" : run.wasStopped ? "stopped" : "failed"
        failure = run.failure
        ran = run.ran.rfc3339
    }
}

/// Whether somebody was mailed, and why not.
struct DecisionReport: Encodable {
    let scrip: String
    let address: String?
    let userID: Int64?
    let role: String?
    /// `mailed`, or the reason why not: `own action`.
    let outcome: String
    let isMailed: Bool
    /// The mail that it led to.
    let outboxID: Int64?

    init(_ stored: StoredDecision) {
        scrip = stored.scrip
        address = stored.decision.address?.value
        userID = stored.decision.user?.value
        role = stored.decision.shownRole
        outcome = stored.decision.outcome.rawValue
        isMailed = stored.decision.outcome.isMailed
        outboxID = stored.outbox?.value
    }
}
