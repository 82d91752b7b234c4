import Tickets

/// What became of a mail at its reader's (RFC 8098 §3.2).
struct ReadReceipt {
    let report: MailReport
    /// Not a receipt at all: a mail filter refused the mail in this form (RFC 5429 §2.1.1).
    let isRejection: Bool

    /// - Parameters:
    ///   - fields: of the `message/disposition-notification` part.
    ///   - words: the subject, and what the report says to people.
    init(_ fields: ReportFields, words: String) {
        let final = fields.first("final-recipient").flatMap(AddressScanner.fieldAddress)
        let original = fields.first("original-recipient").flatMap(AddressScanner.fieldAddress)
        let disposition = ReportText.folded(fields.first("disposition") ?? "")
        let folded = ReportText.folded(words)
        isRejection =
            disposition.contains("automatic-action") && !disposition.contains("displayed")
            && ReportText.first(of: Self.rejections, in: folded) != nil
        let outcome: MailReport.Outcome =
            isRejection ? .failed : Self.outcome(disposition)
        var recipients: [MailReport.Recipient] = []
        if let address = original ?? final {
            let status =
                isRejection
                ? StatusWords.status(given: nil, words: words, isPermanent: true) ?? "5.7.1" : nil
            recipients = [
                MailReport.Recipient(
                    address: address, finalAddress: final == address ? nil : final,
                    outcome: outcome, status: status)
            ]
        }
        report = MailReport(
            recipients: recipients,
            originalID: fields.first("original-message-id").flatMap { MessageID($0) })
    }

    private static let rejections = [
        "was automatically rejected", "automatically rejected mail", "rejected by the recipient",
        "has been rejected", "was refused by the recipient",
    ]

    /// The last word: `manual-action/MDN-sent-manually; displayed/error`.
    private static func outcome(_ disposition: String) -> MailReport.Outcome {
        let type = disposition.split(separator: ";").last ?? ""
        let word = type.drop { $0 == " " }.prefix { $0.isLetter }
        switch word {
        case "deleted", "denied", "failed": return .deleted
        case "dispatched": return .relayed
        case "processed": return .delivered
        default: return .displayed
        }
    }
}
