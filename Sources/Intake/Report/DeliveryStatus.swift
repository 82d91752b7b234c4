import Tickets

/// The recipients of a delivery report (RFC 3464 §2.3, RFC 6533 §3).
struct DeliveryStatus {
    /// In the order of the report, each address once.
    private(set) var recipients: [MailReport.Recipient] = []
    /// `X-Original-Message-ID`, which some providers put among the fields of the whole report.
    let originalID: MessageID?
    /// Whether there is any field that only a delivery report has.
    let isReport: Bool

    /// Most reports name one; a report of one mail to thousands is cut here.
    static let recipientsMax = 1_000

    /// - Parameter isDelay: what a class 4 status without an Action means: that the words around
    ///   the report speak of a delay.
    init(_ fields: ReportFields, isDelay: Bool) {
        originalID = (fields.first("x-original-message-id") ?? fields.first("original-message-id"))
            .flatMap { MessageID($0) }
        isReport = Self.marks.contains { fields.first($0) != nil }
        var seen: Set<EmailAddress> = []
        for entry in Self.entries(fields) {
            guard recipients.count < Self.recipientsMax,
                let recipient = Self.recipient(entry, isDelay: isDelay),
                seen.insert(recipient.address).inserted
            else { continue }
            recipients.append(recipient)
        }
    }

    private static let marks = [
        "reporting-mta", "final-recipient", "original-recipient", "arrival-date", "remote-mta",
        "diagnostic-code",
    ]
    private static let addressNames: Set<String> = [
        "final-recipient", "original-recipient", "x-actual-recipient",
    ]
    private static let otherNames: Set<String> = [
        "action", "status", "diagnostic-code", "remote-mta", "last-attempt-date",
        "will-retry-until",
        "x-supplementary-info",
    ]

    private typealias Entry = [String: String]

    /// The fields of each recipient.
    ///
    /// QUIRK: RFC 3464 §2.1 separates recipients by an empty line. Some reports have none, or have
    /// some within one recipient; so a repeated name begins the next one, and fields of which the
    /// recipient before has none are still his. Fixture: wild/dsn-one-block.eml
    private static func entries(_ fields: ReportFields) -> [Entry] {
        var entries: [Entry] = []
        for group in fields.groups {
            var isNew = true
            for field in group {
                let isAddress = addressNames.contains(field.name)
                guard isAddress || otherNames.contains(field.name) else { continue }
                let last = entries.last ?? [:]
                let repeats = last[field.name] != nil
                let startsOver = isNew && isAddress && hasAddress(last)
                if entries.isEmpty || repeats || startsOver { entries.append([:]) }
                entries[entries.count - 1][field.name] = field.value
                isNew = false
            }
        }
        return entries.filter(hasAddress)
    }

    private static func hasAddress(_ entry: Entry) -> Bool {
        addressNames.contains { entry[$0] != nil }
    }

    private static func recipient(_ entry: Entry, isDelay: Bool) -> MailReport.Recipient? {
        let final = entry["final-recipient"].flatMap(AddressScanner.fieldAddress)
        let original = entry["original-recipient"].flatMap(AddressScanner.fieldAddress)
        let actual = entry["x-actual-recipient"].flatMap(AddressScanner.fieldAddress)
        guard let address = original ?? final ?? actual else { return nil }
        let said = diagnostic(entry["diagnostic-code"]) ?? entry["x-supplementary-info"]
        let given = entry["status"]
        let outcome = outcome(
            action: entry["action"], status: given.flatMap(StatusWords.code), isDelay: isDelay)
        let isTrouble = outcome == .failed || outcome == .delayed
        let status =
            isTrouble
            ? StatusWords.status(given: given, words: said ?? "", isPermanent: outcome == .failed)
            : given.flatMap(StatusWords.code)
        return MailReport.Recipient(
            address: address, finalAddress: final == address ? nil : final, outcome: outcome,
            status: status, diagnostic: said.map { ReportText.line($0, bytesMax: 500) })
    }

    /// Without its type, `smtp; 550 no such user`.
    private static func diagnostic(_ value: String?) -> String? {
        guard let value, !value.isEmpty else { return nil }
        guard let mark = value.firstIndex(of: ";"), value[..<mark].utf8.count <= 20,
            !value[..<mark].contains(" ") || value[..<mark].hasSuffix(" ")
        else { return value }
        let rest = ReportText.line(value[value.index(after: mark)...], bytesMax: 2_000)
        return rest.isEmpty ? nil : rest
    }

    private static func outcome(
        action: String?, status: String?, isDelay: Bool
    ) -> MailReport.Outcome {
        let word = action.map { $0.lowercased().prefix { $0.isASCII && $0.isLetter } } ?? ""
        switch word {
        case "failed", "failure": return .failed
        case "delayed", "deferred": return .delayed
        case "delivered": return .delivered
        case "relayed": return .relayed
        case "expanded": return .expanded
        default: break
        }
        // Without an Action, or with one that nobody knows, the class of the status tells.
        switch status?.first {
        case "2": return .delivered
        case "4": return isDelay ? .delayed : .failed
        default: return isDelay && status == nil ? .delayed : .failed
        }
    }
}
