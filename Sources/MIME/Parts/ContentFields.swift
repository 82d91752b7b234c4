/// What the `Content-…` fields of a mail or of a part say, decoded.
struct ContentFields {
    /// Media type in lower case; `text/plain` when absent or invalid (RFC 2045 §5.2).
    var type = "text/plain"
    var parameters: [String: String] = [:]
    var transferEncoding = TransferEncoding.identity
    /// In lower case, `nil` if absent.
    var disposition: String?
    var dispositionParameters: [String: String] = [:]
    var contentID: String?
    /// On one line; `nil` if absent.
    var contentLocation: String?
    var defects: [Defect.Code] = []

    var isMultipart: Bool { type.hasPrefix("multipart/") }

    /// The file name that the mail gives, not yet made safe. `name` is the older place.
    var rawFilename: String? {
        let names = [
            dispositionParameters["filename"], parameters["name"], parameters["filename"],
            parameters["file"],
        ]
        return names.lazy.compactMap(\.self).first { !$0.isEmpty }
    }

    init(type: String) {
        self.type = type
    }

    /// - Parameter defaultType: what holds without a field: `message/rfc822` inside a digest.
    init(_ bytes: [UInt8], _ header: HeaderBlock, defaultType: String = "text/plain") {
        type = defaultType
        for field in header.fields.reversed() where field.name.utf8.count >= 10 {
            // Backwards, so that the first of several fields has the last word.
            switch field.name.lowercased() {
            case "content-type": readType(Self.structured(bytes, field))
            case "content-disposition": readDisposition(Self.structured(bytes, field))
            case "content-transfer-encoding":
                readEncoding(HeaderText.unfolded(bytes, field.value))
            case "content-id":
                contentID = MessageIDs.parse(HeaderText.unfolded(bytes, field.value)).first
            case "content-location":
                let value = HeaderText.decoded(HeaderText.unfolded(bytes, field.value))
                contentLocation = value.isEmpty ? nil : value
            default: break
            }
        }
    }

    /// A name in raw bytes is in the charset of its part, if in any that is known.
    private static func structured(_ bytes: [UInt8], _ field: HeaderBlock.Field) -> StructuredValue
    {
        let value = StructuredValue(HeaderText.unfolded(bytes, field.value))
        guard let charset = value.parameters.first(where: { $0.name == "charset" })?.value,
            bytes[field.value].contains(where: { $0 >= 0x80 })
        else { return value }
        let hint = CharsetNames.canonical(charset)
        return StructuredValue(HeaderText.unfolded(bytes, field.value, hint: hint))
    }

    private mutating func readType(_ value: StructuredValue) {
        parameters = ParameterDecoder.texts(of: value.parameters)
        if value.isIrregular { defects.append(.invalidContentType) }
        let names = value.head.split(separator: "/", omittingEmptySubsequences: false)
        if names.count >= 2, !names[0].isEmpty, !names[1].isEmpty {
            type = "\(names[0])/\(names[1])"
            return
        }
        // QUIRK: RFC 2045 §5.1 demands a subtype; old mailers write only `text` or `html`.
        // Fixture: wild/type-without-subtype.eml
        type = value.head == "html" ? "text/html" : "text/plain"
        if !value.head.isEmpty { defects.append(.invalidContentType) }
    }

    private mutating func readDisposition(_ value: StructuredValue) {
        disposition = value.head.isEmpty ? nil : value.head
        dispositionParameters = ParameterDecoder.texts(of: value.parameters)
    }

    private mutating func readEncoding(_ value: String) {
        let word = value.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }.first
        let known = word.flatMap { TransferEncoding(name: String($0)) }
        transferEncoding = known ?? .identity
        if known == nil && !CleanText.trimmed(value).isEmpty {
            defects.append(.unknownTransferEncoding)
        }
    }
}
