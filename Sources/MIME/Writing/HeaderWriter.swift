import CGMime

/// Writes header fields: encodes, folds, and lets nothing through that could begin another field.
struct HeaderWriter {
    /// The fields so far; lines end with LF.
    private(set) var text = ""

    /// RFC 5322 §2.1.1: lines should have at most 78 characters and must have at most 998.
    private static let lineWanted = 76
    private static let lineMax = 998
    /// Bytes of text in an encoded word: `=?UTF-8?B?…?=` of 75 characters (RFC 2047 §2).
    private static let wordBytes = 45

    /// A value without any control character; CR, LF and NUL become spaces.
    static func safe(_ value: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        return CleanText.trimmed(String(scalars))
    }

    /// Whether a name may be written: visible ASCII without a colon (RFC 5322 §3.6.8).
    static func isFieldName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 70
            && name.utf8.allSatisfy { (33...126).contains($0) && $0 != 0x3A }
    }

    /// Free text, encoded if it has to be.
    mutating func unstructured(_ name: String, _ value: String) {
        let value = Self.safe(value)
        add(name, Self.needsEncoding(value) ? Self.encodedWords(value) : Self.words(value))
    }

    /// Mailboxes behind each other; nothing is written if none is plausible.
    mutating func mailboxes(_ name: String, _ mailboxes: [Mailbox]) {
        let written = mailboxes.compactMap(Self.mailbox)
        guard !written.isEmpty else { return }
        var words: [String] = []
        for (index, mailbox) in written.enumerated() {
            words += mailbox
            if index < written.count - 1 { words[words.count - 1] += "," }
        }
        add(name, words)
    }

    /// Message-IDs in brackets; what could not be read back is left out.
    mutating func ids(_ name: String, _ ids: [String]) {
        let written = ids.filter(Self.isWritableID).map { "<\($0)>" }
        if !written.isEmpty { add(name, written) }
    }

    /// A value of ASCII that is known to be right, such as a date.
    mutating func plain(_ name: String, _ value: String) {
        add(name, Self.words(Self.safe(value)))
    }

    /// Folds between words: each line but the first begins with a space.
    private mutating func add(_ name: String, _ words: [String]) {
        var line = name + ":"
        for word in words {
            if line.utf8.count + 1 + word.utf8.count > Self.lineWanted && line != name + ":" {
                text += line + "\n"
                line = ""
            }
            line += " " + word
        }
        text += line + "\n"
    }

    /// Splits at single spaces so that runs of spaces survive: `a  b` gives `a`, ` b`.
    private static func words(_ value: String) -> [String] {
        var words: [String] = []
        for word in value.split(separator: " ", omittingEmptySubsequences: false) {
            if let last = words.last, last.utf8.allSatisfy({ $0 == 0x20 }) {
                words[words.count - 1] = last + " " + word
            } else {
                words.append(String(word))
            }
        }
        return words
    }

    private static func needsEncoding(_ value: String) -> Bool {
        value.utf8.contains { $0 >= 0x7F } || value.contains("=?")
            || words(value).contains { $0.utf8.count > lineMax - 80 }
    }

    /// The text as encoded words, each of whole characters. Between two of them a reader drops the
    /// white space (RFC 2047 §6.2), so they may be folded anywhere.
    private static func encodedWords(_ value: String) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        func flush() {
            if chunk.isEmpty { return }
            let base64 = chunk.withUnsafeBufferPointer { bytes in
                GMimeRuntime.take(g_base64_encode(bytes.baseAddress, gsize(bytes.count)))
            }
            words.append("=?UTF-8?B?\(base64 ?? "")?=")
            chunk = []
        }
        for scalar in value.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if chunk.count + bytes.count > wordBytes { flush() }
            chunk += bytes
        }
        flush()
        return words
    }

    /// One mailbox as words to fold between, or `nil` if the address cannot be written.
    private static func mailbox(_ mailbox: Mailbox) -> [String]? {
        guard let address = asciiAddress(mailbox.address) else { return nil }
        guard let name = mailbox.name.map(safe), !name.isEmpty else { return [address] }
        if needsEncoding(name) { return encodedWords(name) + ["<\(address)>"] }
        let isAtoms = name.utf8.allSatisfy { byte in
            byte == 0x20 || isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
        if isAtoms && !name.contains("  ") { return words(name) + ["<\(address)>"] }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return words("\"\(quoted)\"") + ["<\(address)>"]
    }

    /// The address with its domain in IDNA's ASCII form. A local part that is not ASCII stays as it
    /// is (RFC 6532): there is no other way to write it.
    private static func asciiAddress(_ address: String) -> String? {
        guard Mailbox.isPlausible(address) else { return nil }
        guard address.utf8.contains(where: { $0 >= 0x80 }) else { return address }
        GMimeRuntime.start()
        guard let mailbox = internet_address_mailbox_new(nil, address) else { return nil }
        defer { g_object_unref(mailbox) }
        let ascii = postern_address_ascii(mailbox).map { String(cString: $0) } ?? address
        return Mailbox.isPlausible(ascii) ? ascii : nil
    }

    private static func isWritableID(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= lineMax - 40
            && id.utf8.allSatisfy { (33...126).contains($0) && $0 != 0x3C && $0 != 0x3E }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
