import Tickets

/// Says what a report told of one recipient.
enum ReportText {
    /// `bob@example.org did not get it: 5.1.1, no such user`, without a full stop.
    static func sentence(_ report: DeliveryReport) -> String {
        let why = [report.status, report.diagnostic].compactMap { $0 }.map(Terminal.line)
        let words = why.isEmpty ? "" : ": \(why.joined(separator: ", "))"
        return "\(report.address) \(deed(report.outcome))\(words)"
    }

    /// `did not get it`, as the end of a sentence about a recipient.
    static func deed(_ outcome: MailReport.Outcome) -> String {
        switch outcome {
        case .failed: "did not get it"
        case .delayed: "has not got it yet"
        case .delivered: "got it"
        case .relayed: "got it, as far as the mail could be followed"
        case .expanded: "is a list, which got it"
        case .displayed: "has seen it"
        case .deleted: "did away with it unread"
        case .complained: "called it spam"
        }
    }
}
