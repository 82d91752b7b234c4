import Tickets

/// What Amazon SES tells by mail through SNS: JSON, with the report escaped inside perhaps.
///
/// The text is searched for the few keys that matter and not read as JSON: SNS adds a footer, and
/// mail servers on the way break its long lines, so a reader of JSON would often refuse it.
struct CloudNotification {
    let kind: MailKind
    let report: MailReport

    private static let textBytesMax = 256 << 10

    /// - Returns: `nil` for what is no notification of a bounce, complaint or delivery.
    init?(_ text: String) {
        let json = Self.flat(text)
        let list: String
        let outcome: MailReport.Outcome
        switch Self.values("notificationType", in: json).first
            ?? Self.values("eventType", in: json).first
        {
        case "Bounce": (kind, list, outcome) = (.bounce, "bouncedRecipients", .failed)
        case "Complaint":
            (kind, list, outcome) = (.feedbackReport, "complainedRecipients", .complained)
        case "Delivery": (kind, list, outcome) = (.receipt, "recipients", .delivered)
        default: return nil
        }
        let entries = Self.list(list, in: json)
        let statuses = Self.values("status", in: entries)
        let diagnostics = Self.values("diagnosticCode", in: entries)
        let isTransient = Self.values("bounceType", in: json).first == "Transient"
        var seen: Set<EmailAddress> = []
        let addresses = AddressScanner.hits(in: String(decoding: entries, as: UTF8.self))
            .map(\.address).filter { seen.insert($0).inserted }
        // A diagnostic may quote its address: the same ones again, so nothing is counted twice.
        let recipients = addresses.enumerated().map { index, address in
            let given = index < statuses.count ? statuses[index] : isTransient ? "4.0.0" : nil
            let said = index < diagnostics.count ? diagnostics[index] : nil
            let status =
                outcome == .failed
                ? StatusWords.status(given: given, words: said ?? "", isPermanent: !isTransient)
                : nil
            return MailReport.Recipient(
                address: address, outcome: outcome, status: status,
                diagnostic: said.map { ReportText.line($0, bytesMax: 500) })
        }
        var id: MessageID?
        if let name = Self.find("\"Message-ID\"", in: json[...]) {
            id = Self.values("value", in: Array(json[name...].prefix(2_000))).first
                .flatMap { MessageID($0) }
        }
        report = MailReport(recipients: recipients, originalID: id)
    }

    /// Without the backslashes of JSON inside JSON, and without line ends and what folding puts
    /// behind them.
    private static func flat(_ text: String) -> [UInt8] {
        var flat: [UInt8] = []
        var isFold = false
        for byte in text.utf8.prefix(textBytesMax) where byte != UInt8(ascii: "\\") {
            if byte == 0x0A { isFold = true }
            if isFold && byte <= 0x20 { continue }
            isFold = false
            flat.append(byte)
        }
        return flat
    }

    /// The texts of all members with that key, at most 100.
    private static func values(_ key: String, in json: [UInt8]) -> [String] {
        var values: [String] = []
        var rest = json[...]
        while values.count < 100, let found = find("\"\(key)\"", in: rest) {
            rest = rest[found...].drop { $0 == 0x20 }
            guard rest.popFirst() == UInt8(ascii: ":") else { continue }
            rest = rest.drop { $0 == 0x20 }
            guard rest.first == UInt8(ascii: "\"") else { continue }
            let value = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
            values.append(String(decoding: value, as: UTF8.self))
            rest = rest[value.endIndex...]
        }
        return values
    }

    /// What is between the brackets of the first array with that key.
    private static func list(_ key: String, in json: [UInt8]) -> [UInt8] {
        guard let found = find("\"\(key)\"", in: json[...]) else { return [] }
        let rest = json[found...].drop { $0 == 0x20 || $0 == UInt8(ascii: ":") }
        guard rest.first == UInt8(ascii: "[") else { return [] }
        return Array(rest.prefix { $0 != UInt8(ascii: "]") })
    }

    /// Where the text behind the first occurrence begins.
    private static func find(_ wanted: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(wanted.utf8)
        let start = bytes.startIndex
        return bytes.withUnsafeBytes { text in
            wanted.withUnsafeBytes { ReportText.offset(of: $0, in: text) }
                .map { start + $0 + wanted.count }
        }
    }
}
