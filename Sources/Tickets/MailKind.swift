/// Who or what wrote a mail (DESIGN §4). Raw values are stored; never change one.
package enum MailKind: String, Hashable, Sendable, CaseIterable {
    case person
    /// A vacation notice or another answer that nobody typed.
    case autoReply = "auto-reply"
    case list
    /// What a program wrote without being asked, such as an alarm; it may open a ticket.
    case bulk
    /// Says that a mail could not be delivered (RFC 3464 §2.3.3, `failed`).
    case bounce
    /// Says that a mail is still being tried (RFC 3464 §2.3.3, `delayed`).
    case delayNotice = "delay notice"
    /// Says that a mail was delivered (RFC 3464) or read (RFC 8098), or that it was not read.
    case receipt
    /// Somebody's provider says that they complained of a mail (RFC 5965).
    case feedbackReport = "feedback report"
    case ownLoop = "own loop"

    /// True for mail that nobody typed just now: it never reopens a ticket and never gets an
    /// autoreply.
    package var isAutomatic: Bool { self != .person && self != .list }

    /// True for what a machine says about a mail of ours: kept on the ticket of that mail and
    /// without any effect there; it never opens one.
    package var isAnswerOfMachine: Bool {
        switch self {
        case .autoReply, .bounce, .delayNotice, .receipt, .feedbackReport: true
        case .person, .list, .bulk, .ownLoop: false
        }
    }
}
