/// A header value with parameters, such as `text/plain; charset=utf-8` (RFC 2045 §5.1, RFC 2183).
///
/// Only cuts: the values are as written, without quotes. ``ParameterDecoder`` makes texts of them.
struct StructuredValue {
    /// What stands in front of the parameters, without comments, in lower case.
    private(set) var head = ""
    /// Names in lower case, in the order of the mail.
    private(set) var parameters: [(name: String, value: String)] = []
    /// A semicolon was missing.
    private(set) var isIrregular = false

    private let bytes: [UInt8]
    private var index = 0
    /// The last quotation mark; behind it none can close.
    private let lastQuote: Int

    /// - Parameter text: unfolded.
    init(_ text: String) {
        bytes = Array(text.utf8)
        lastQuote = bytes.lastIndex(of: UInt8(ascii: "\"")) ?? -1
        readHead()
        while index < bytes.count { readParameter() }
    }

    private mutating func readHead() {
        skipSpace()
        // QUIRK: RFC 2183 wants a word before the first parameter; scripts leave it out.
        // Fixture: wild/disposition-without-word.eml
        guard name(at: index) == nil else { return }
        let start = index
        while index < bytes.count, !Self.isSpace(bytes[index]), !";,(".utf8.contains(bytes[index]) {
            index += 1
        }
        let word = bytes[start..<index].filter { $0 != UInt8(ascii: "\"") }
        head = CleanText.singleLine(String(decoding: word.prefix(128), as: UTF8.self)).lowercased()
        skipSpace()
        if index < bytes.count, bytes[index] != UInt8(ascii: ";") { isIrregular = true }
    }

    private mutating func readParameter() {
        while index < bytes.count, ";,".utf8.contains(bytes[index]) || Self.isSpace(bytes[index]) {
            index += 1
        }
        skipSpace()
        guard index < bytes.count, !";,".utf8.contains(bytes[index]) else { return }
        guard let (name, valueStart) = name(at: index) else {
            // Not a parameter: on to the next semicolon.
            while index < bytes.count, bytes[index] != UInt8(ascii: ";") { index += 1 }
            return
        }
        index = valueStart
        let isQuoted = index < bytes.count && bytes[index] == UInt8(ascii: "\"")
        let value =
            isQuoted ? quoted(isName: Self.holdsName(name)) : bare(isName: Self.holdsName(name))
        parameters.append((name, value))
        skipSpace()
        if index < bytes.count, bytes[index] != UInt8(ascii: ";") { isIrregular = true }
    }

    /// The value between quotation marks.
    ///
    /// QUIRK: a backslash quotes the next character (RFC 5322 §3.2.4), but some mailers of Windows
    /// put a path there as it is. Fixture: wild/windows-path.eml
    private mutating func quoted(isName: Bool) -> String {
        index += 1
        var value: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                let next = bytes[index + 1]
                let isEscape = next == UInt8(ascii: "\"") ? index + 1 < lastQuote : !isName
                if isEscape || (next == byte && isName && value.first != byte && !value.isEmpty) {
                    value.append(next)
                    index += 2
                    continue
                }
            }
            if byte == UInt8(ascii: "\""), closes(at: index) {
                index += 1
                break
            }
            value.append(byte)
            index += 1
        }
        return String(decoding: value, as: UTF8.self)
    }

    /// QUIRK: RFC 2045 allows no quotation mark in a value unless quoted by a backslash; names with
    /// bare ones are seen. One closes only where a parameter can end. Fixture:
    /// wild/quotes-in-filename.eml
    private func closes(at quote: Int) -> Bool {
        var next = quote + 1
        while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
        guard next < bytes.count, quote < lastQuote else { return true }
        return ";,(".utf8.contains(bytes[next]) || name(at: next) != nil
    }

    /// The value up to the next semicolon.
    ///
    /// QUIRK: RFC 2045 §5.1 allows neither spaces nor non-ASCII in an unquoted value; file names
    /// with both are seen, and so are parameters without a semicolon between them.
    /// Fixture: wild/parameter-without-semicolon.eml
    private mutating func bare(isName: Bool) -> String {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ";") {
            let isBreak = Self.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "(")
            if isBreak, !isName { break }
            if isBreak, let next = name(at: index + 1), Self.known.contains(Self.base(next.0)) {
                isIrregular = true
                break
            }
            index += 1
        }
        let value = CleanText.trimmed(String(decoding: bytes[start..<index], as: UTF8.self))
        // A mark that opens nowhere.
        return value.hasSuffix("\"") ? String(value.dropLast()) : value
    }

    /// The parameter name at a position and where its value begins, or `nil`.
    private func name(at start: Int) -> (String, Int)? {
        var end = start
        while end < bytes.count, end - start < 80, Self.isNameByte(bytes[end]) { end += 1 }
        var next = end
        while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
        guard end > start, next < bytes.count, bytes[next] == UInt8(ascii: "=") else { return nil }
        next += 1
        while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
        return (String(decoding: bytes[start..<end], as: UTF8.self).lowercased(), next)
    }

    /// Skips white space and comments (RFC 5322 §3.2.2).
    private mutating func skipSpace() {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where depth > 0: depth -= 1
            // One that ends the text quotes nothing. Fixture: broken/comment-cut-at-backslash.eml
            case UInt8(ascii: "\\") where depth > 0 && index + 1 < bytes.count: index += 1
            default: if depth == 0 && !Self.isSpace(bytes[index]) { return }
            }
            index += 1
        }
    }

    /// Parameters that are file names and may hold nearly anything.
    static func holdsName(_ name: String) -> Bool {
        ["name", "filename", "file"].contains(base(name))
    }

    /// Without what RFC 2231 puts behind a name: `filename*0*`.
    private static func base(_ name: String) -> String {
        String(name.prefix { $0 != "*" })
    }

    /// What may follow a value without a semicolon.
    private static let known: Set<String> = [
        "charset", "name", "filename", "boundary", "format", "delsp", "type", "size", "start",
        "report-type", "protocol", "micalg", "method", "creation-date", "modification-date",
        "read-date", "reply-type", "x-unix-mode",
    ]

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"()<>@,;:\\\"/[]?=".utf8.contains(byte)
    }
}
