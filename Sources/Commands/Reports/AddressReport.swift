import Desk
import Tickets

/// What was reported of one recipient of one mail, as JSON shows it.
struct DeliveryReportReport: Encodable {
    let outbox: Int64
    let ticket: Int64
    /// The report itself, for `postern mail show`.
    let mail: Int64
    let address: String
    /// `failed`, `delayed`, `delivered`, `relayed`, `expanded`, `displayed`, `deleted`,
    /// `complained`.
    let outcome: String
    let isPermanent: Bool
    /// RFC 3463.
    let status: String?
    let diagnostic: String?
    let reported: String

    init(_ report: DeliveryReport) {
        outbox = report.outbox.value
        ticket = report.ticket.value
        mail = report.mail.value
        address = report.address.value
        outcome = report.outcome.rawValue
        isPermanent = report.isPermanent
        status = report.status
        diagnostic = report.diagnostic
        reported = report.reported.rfc3339
    }
}

/// An address and whether it is mailed, as JSON shows it.
struct AddressReport: Encodable {
    let address: String
    let isSuspended: Bool
    let suspended: String?
    let resumed: String?
    /// Whose it is; absent for nobody's.
    let user: String?
    /// Mails that came back for good and count now, towards `mail.bounces_max`.
    let failures: Int64
    /// Newest first.
    let reports: [DeliveryReportReport]

    init(_ view: AddressView) {
        address = view.standing.address.value
        isSuspended = view.standing.suspended != nil
        suspended = view.standing.suspended?.rfc3339
        resumed = view.standing.resumed?.rfc3339
        user = view.user?.name
        failures = view.failures
        reports = view.reports.map(DeliveryReportReport.init)
    }
}
