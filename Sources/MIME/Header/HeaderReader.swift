/// Decodes the fields of a mail's header.
struct HeaderReader {
    let fields: [HeaderField]
    private(set) var defects: [Defect] = []

    /// Values by lower-case name, unfolded but not decoded, in the order of the mail.
    private var values: [String: [String]] = [:]
    private let limits: MessageLimits
    private let hint: String?

    /// Fields that may stand once (RFC 5322 §3.6); `To` and `Cc` are read together instead.
    private static let single: Set<String> = [
        "from", "sender", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
    ]

    /// - Parameter hint: the charset of the body, for fields in raw bytes that are not UTF-8.
    init(_ bytes: [UInt8], _ block: HeaderBlock, limits: MessageLimits, hint: String? = nil) {
        self.limits = limits
        let hint = hint ?? Self.commonCharset(bytes, block)
        self.hint = hint
        var fields: [HeaderField] = []
        fields.reserveCapacity(block.fields.count)
        var hasNUL = false
        for field in block.fields {
            let text = HeaderText.unfolded(bytes, field.value, hint: hint)
            let raw = Array(bytes[field.raw])
            hasNUL = hasNUL || raw.contains(0)
            fields.append(
                HeaderField(name: field.name, value: HeaderText.decoded(text, hint: hint), raw: raw)
            )
            values[field.name.lowercased(), default: []].append(CleanText.trimmed(text))
        }
        self.fields = fields
        if hasNUL { defects.append(Defect(.nulInHeader, "replaced by spaces")) }
        for name in Self.single.sorted() where Set(values[name] ?? []).count > 1 {
            defects.append(Defect(.duplicateHeader, name))
        }
    }

    /// What all raw bytes of the header together seem to be in: one name alone is too short to tell.
    private static func commonCharset(_ bytes: [UInt8], _ block: HeaderBlock) -> String? {
        var all: [UInt8] = []
        for field in block.fields where all.count < 4 << 10 {
            let value = bytes[field.value]
            guard value.contains(where: { $0 >= 0x80 }),
                String(validating: value, as: UTF8.self) == nil
            else { continue }
            all += value.prefix(4 << 10)
            all.append(0x0A)
        }
        return all.isEmpty ? nil : CharsetDetector.decoded(all)?.name
    }

    var subject: String {
        fields.first { $0.isNamed("subject") && !$0.value.isEmpty }?.value ?? ""
    }

    /// The addresses of a field: of `To` and `Cc` all occurrences, of others the first with any.
    mutating func mailboxes(_ name: String) -> [Mailbox] {
        var result: [Mailbox] = []
        for value in values[name] ?? [] where !value.isEmpty {
            let (found, isCut) = AddressParser.parse(
                value, max: limits.addressesMax - result.count, hint: hint)
            result += found
            if isCut {
                defects.append(
                    Defect(.tooManyAddresses, "\(name): only the first \(limits.addressesMax)"))
                break
            }
            if Self.single.contains(name) {
                if !found.isEmpty { break }
                defects.append(Defect(.invalidAddress, name))
            }
        }
        return result
    }

    /// The Message-IDs of a field, the newest `referencesMax` of them, each once.
    mutating func ids(_ name: String) -> [String] {
        guard let value = values[name]?.first(where: { !$0.isEmpty }) else { return [] }
        var seen: Set<String> = []
        let ids = MessageIDs.parse(value).filter { seen.insert($0).inserted }
        guard ids.count > limits.referencesMax, name != "message-id" else { return ids }
        let cut = ids.count - limits.referencesMax
        defects.append(Defect(.tooManyReferences, "\(name): the oldest \(cut) were left out"))
        return Array(ids.suffix(limits.referencesMax))
    }

    mutating func date() -> MailDate? {
        guard let value = values["date"]?.first(where: { !$0.isEmpty }) else { return nil }
        let date = MailDate(header: value)
        if date == nil { defects.append(Defect(.invalidDate, "no date could be read")) }
        return date
    }
}
