import MIME
import Tickets

/// A complaint that a provider passes on (RFC 5965).
struct FeedbackReport {
    let report: MailReport

    /// - Parameters:
    ///   - fields: of the `message/feedback-report` part; no groups where a provider sends none.
    ///   - returned: the mail that was complained of.
    init(_ fields: ReportFields, returned: ReturnedMail?) {
        let named =
            fields.values("original-rcpt-to") + fields.values("removal-recipient")
            + (returned?.values("x-hmxmroriginalrecipient") ?? [])
        var addresses = named.compactMap(AddressScanner.fieldAddress)
        if addresses.isEmpty, let only = returned?.onlyRecipient { addresses = [only] }
        // RFC 6591: a receiver tells of a mail that failed authentication; nobody complained.
        let type = fields.first("feedback-type")?.lowercased() ?? "abuse"
        if type.hasPrefix("auth-failure") || type.hasPrefix("not-spam") { addresses = [] }
        var seen: Set<EmailAddress> = []
        report = MailReport(
            recipients: addresses.filter { seen.insert($0).inserted }
                .prefix(DeliveryStatus.recipientsMax)
                .map { MailReport.Recipient(address: $0, outcome: .complained) },
            originalID: returned?.messageID)
    }
}
