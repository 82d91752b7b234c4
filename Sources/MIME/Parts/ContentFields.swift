import CGMime

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

    /// A value for GMime's parsers, with what they would misread put right.
    ///
    /// QUIRK: in a quoted string a backslash quotes the next character (RFC 5322 §3.2.4), but some
    /// mailers of Windows put a path there as it is. Fixture: wild/windows-path.eml
    private static func structured(_ bytes: [UInt8], _ field: HeaderBlock.Field) -> String {
        let value = EncodedWords.merged(HeaderText.unfolded(bytes, field.value))
        guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
        var result = Array(value.utf8)
        for index in result.indices.dropFirst(3).dropLast()
        where result[index] == UInt8(ascii: "\\") && result[index - 1] == UInt8(ascii: ":")
            && result[index - 3] == UInt8(ascii: "\"") && result[index + 1] != UInt8(ascii: "\\")
        {
            var next = index
            while next < result.count, result[next] != UInt8(ascii: "\"") {
                if result[next] == UInt8(ascii: "\\") { result[next] = UInt8(ascii: "/") }
                next += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func readType(_ value: String) {
        let bare = CleanText.trimmed(value)
        parameters = [:]
        // QUIRK: RFC 2045 §5.1 demands a subtype; old mailers write only `text` or `html`.
        // Fixture: wild/type-without-subtype.eml
        let short = bare.lowercased().split(whereSeparator: { $0 == ";" || $0 == " " }).first
        guard let short, short.contains("/") else {
            type = short == "html" ? "text/html" : "text/plain"
            if !bare.isEmpty { defects.append(.invalidContentType) }
            return
        }
        GMimeRuntime.start()
        guard let parsed = bare.withCString({ g_mime_content_type_parse(nil, $0) }) else {
            type = "text/plain"
            return
        }
        defer { g_object_unref(parsed) }
        let name = GMimeRuntime.take(g_mime_content_type_get_mime_type(parsed))
        type = name.map { CleanText.singleLine($0).lowercased() } ?? "text/plain"
        parameters = Self.list(g_mime_content_type_get_parameters(parsed))
        if parameters.isEmpty, let space = bare.firstIndex(of: " "), !bare.contains(";") {
            // QUIRK: RFC 2045 §5.1 demands a semicolon before a parameter; `text/html charset=…` is
            // seen from scripts. Fixture: wild/parameter-without-semicolon.eml
            if bare[space...].contains("=") {
                readType(bare[..<space] + ";" + bare[space...])
                defects.append(.invalidContentType)
            }
        }
    }

    private mutating func readDisposition(_ value: String) {
        GMimeRuntime.start()
        guard let parsed = value.withCString({ g_mime_content_disposition_parse(nil, $0) }) else {
            return
        }
        defer { g_object_unref(parsed) }
        if let word = g_mime_content_disposition_get_disposition(parsed) {
            let word = CleanText.singleLine(String(cString: word)).lowercased()
            disposition = word.isEmpty ? nil : word
        }
        dispositionParameters = Self.list(g_mime_content_disposition_get_parameters(parsed))
    }

    private mutating func readEncoding(_ value: String) {
        let word = value.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }.first
        let known = word.flatMap { TransferEncoding(name: String($0)) }
        transferEncoding = known ?? .identity
        if known == nil && !CleanText.trimmed(value).isEmpty {
            defects.append(.unknownTransferEncoding)
        }
    }

    /// Names in lower case; the first of several parameters of one name counts.
    private static func list(
        _ list: UnsafeMutablePointer<GMimeParamList>?
    ) -> [String: String] {
        var result: [String: String] = [:]
        for index in 0..<g_mime_param_list_length(list) {
            guard let parameter = g_mime_param_list_get_parameter_at(list, index),
                let name = g_mime_param_get_name(parameter),
                let value = g_mime_param_get_value(parameter)
            else { continue }
            let key = CleanText.singleLine(String(cString: name)).lowercased()
            if result[key] == nil { result[key] = CleanText.singleLine(String(cString: value)) }
        }
        return result
    }
}
