import Glibc

/// Turns bytes into Unicode, whatever their sender says about them. The result is always valid.
///
/// In this order: UTF-8 if the bytes are valid, else what is declared, else what is detected, else
/// windows-1252. Texts that are UTF-8 twice over (`MÃ¼nchen`) stay so: a customer who reports such
/// letters means them, and nobody can tell the two apart.
enum Charset {
    struct Decoded {
        let text: String
        /// The charset that was used, in lower case.
        let name: String
        /// The declared charset could not be used, or not everywhere.
        let isDoubtful: Bool
    }

    /// Unlabelled bytes, as in raw 8-bit headers: UTF-8 if they are, else in the charset of the
    /// hint, else detected, else windows-1252.
    ///
    /// - Parameter hint: what the mail's body is in, as ``Decoded/name`` says it.
    static func guess(_ bytes: [UInt8], hint: String? = nil) -> String {
        if let text = String(validating: bytes, as: UTF8.self) {
            return hasISO2022(bytes) ? escaped(bytes)?.text ?? text : text
        }
        if let hint, !["utf-", "us-", "iso-2022"].contains(where: hint.hasPrefix),
            let found = converted(bytes, from: hint), found.errors == 0
        {
            return found.text
        }
        return BrokenUTF8.decoded(bytes) ?? undeclared(bytes).text
    }

    /// Decodes a text body or an encoded word.
    ///
    /// A declared single-byte charset loses against valid UTF-8, since such bytes are practically
    /// never anything else. Charsets that use escapes, several bytes or wide units win if the bytes
    /// fit them without error: their texts may look like ASCII or UTF-8.
    static func decode(_ bytes: [UInt8], declared: String?) -> Decoded {
        let name = CharsetNames.canonical(declared)
        let isPlain = bytes.reduce(0, |) < 0x80
        let hasEscapes = isPlain && hasISO2022(bytes)
        if let name, !isPlain || hasEscapes || !looksLikeASCII(name) {
            if WideText.holds(name) {
                // Not of that kind after all: as if nothing were declared.
                return WideText.decoded(bytes, as: name) ?? decode(bytes, declared: nil)
            }
            if outranksUTF8(name), let found = converted(bytes, from: name), found.errors == 0 {
                return Decoded(text: found.text, name: name, isDoubtful: false)
            }
        }
        if hasEscapes, let found = escaped(bytes, isDeclared: name?.hasPrefix("iso-2022") == true) {
            return found
        }
        if let text = String(validating: bytes, as: UTF8.self) {
            if name?.hasPrefix("utf-") != true, isPlain, bytes.contains(0),
                let order = WideText.sniffed(bytes), let wide = WideText.decoded(bytes, as: order)
            {
                return Decoded(text: wide.text, name: wide.name, isDoubtful: true)
            }
            let isExpected = isPlain || name == nil || name == "utf-8"
            return Decoded(
                text: text, name: isPlain ? "us-ascii" : "utf-8", isDoubtful: !isExpected)
        }
        return notUTF8(bytes, declared: name)
    }

    private static func notUTF8(_ bytes: [UInt8], declared name: String?) -> Decoded {
        if let (marked, _) = WideText.marked(bytes),
            let wide = WideText.decoded(bytes, as: marked), !wide.isDoubtful
        {
            return Decoded(text: wide.text, name: wide.name, isDoubtful: true)
        }
        guard let name, name != "us-ascii", name != "utf-8" else {
            if let text = BrokenUTF8.decoded(bytes) {
                return Decoded(text: text, name: "utf-8", isDoubtful: true)
            }
            // Seven-bit by its label: whatever it is, the label is wrong.
            let found = undeclared(bytes)
            let isUsual = name == "us-ascii" && found.name == "windows-1252"
            return Decoded(text: found.text, name: found.name, isDoubtful: !isUsual)
        }
        return declaredText(bytes, name) ?? undeclared(bytes)
    }

    /// The text as declared, unless it surely is something else.
    private static func declaredText(_ bytes: [UInt8], _ name: String) -> Decoded? {
        if name == "windows-1252" {
            // QUIRK: mail programs set to English label Russian and Chinese as Latin-1.
            // Fixture: wild/russian-as-latin1.eml
            if LatinText.leavesGaps(bytes) || CharsetDetector.isSurelyNotLatin(bytes),
                let found = CharsetDetector.decoded(bytes)
            {
                return found
            }
            return Decoded(
                text: LatinText.decoded(bytes), name: name,
                isDoubtful: LatinText.leavesGaps(bytes))
        }
        if let sibling = windowsSibling(of: name, bytes),
            let found = converted(bytes, from: sibling), found.errors == 0,
            let other = converted(bytes, from: name),
            CharsetDetector.oddity(found.text) < CharsetDetector.oddity(other.text)
        {
            return Decoded(text: found.text, name: sibling, isDoubtful: true)
        }
        guard let found = converted(bytes, from: name) else { return nil }
        if found.errors == 0 { return Decoded(text: found.text, name: name, isDoubtful: false) }
        if let detected = CharsetDetector.decoded(bytes) { return detected }
        // More than one byte in four that does not fit: it is something else that nobody knows.
        let high = bytes.count { $0 >= 0x80 }
        guard found.errors * 4 <= high || name.hasPrefix("iso-2022") else { return nil }
        return Decoded(text: found.text, name: name, isDoubtful: true)
    }

    private static func undeclared(_ bytes: [UInt8]) -> Decoded {
        if let name = pageCharset(bytes), let found = converted(bytes, from: name),
            found.errors == 0
        {
            return Decoded(text: found.text, name: name, isDoubtful: true)
        }
        return CharsetDetector.decoded(bytes)
            ?? Decoded(text: LatinText.decoded(bytes), name: "windows-1252", isDoubtful: true)
    }

    /// Whether seven-bit text in that charset is plain ASCII.
    private static func looksLikeASCII(_ name: String) -> Bool {
        name == "utf-8" || name == "us-ascii" || name.hasPrefix("windows-")
            || name.hasPrefix("iso-8859")
    }

    private static func outranksUTF8(_ name: String) -> Bool {
        let prefixes = [
            "iso-2022-", "utf-7", "ucs-", "hz", "gb", "big5", "cp9", "euc-",
            "johab", "cp037", "ibm037",
        ]
        return prefixes.contains { name.hasPrefix($0) }
    }

    /// QUIRK: ISO 8859 keeps 0x80 to 0x9F for control characters, which no text uses; Windows has
    /// quotes and letters there and labels its text as ISO all the same.
    /// Fixture: wild/windows-as-iso8859-2.eml
    private static func windowsSibling(of name: String, _ bytes: [UInt8]) -> String? {
        let siblings = [
            "iso-8859-2": "windows-1250", "iso-8859-15": "windows-1252",
            "iso-8859-7": "windows-1253", "iso-8859-13": "windows-1257",
            "iso-8859-4": "windows-1257", "iso-8859-5": "windows-1251",
            "iso-8859-6": "windows-1256",
        ]
        guard let sibling = siblings[name],
            bytes.contains(where: { (0x80..<0xA0).contains($0) && $0 != 0x85 })
        else { return nil }
        return sibling
    }

    /// QUIRK: Japanese mail without a charset, or said to be ASCII, still shows its escapes (RFC
    /// 1468), and so does Korean. Fixture: wild/japanese-undeclared.eml
    private static func escaped(_ bytes: [UInt8], isDeclared: Bool = false) -> Decoded? {
        let name =
            position(of: "\u{1B}$)C", in: bytes, from: 0) != nil ? "iso-2022-kr" : "iso-2022-jp"
        // If it was declared, a part of it is better than the bare escapes.
        guard let found = converted(bytes, from: name), found.errors == 0 || isDeclared else {
            return nil
        }
        return Decoded(text: found.text, name: name, isDoubtful: true)
    }

    /// Whether an escape sequence switches to characters of two bytes.
    private static func hasISO2022(_ bytes: [UInt8]) -> Bool {
        position(of: "\u{1B}$", in: bytes, from: 0) != nil
    }

    /// What a web page says of itself in its first lines: `<meta charset=koi8-r>`.
    private static func pageCharset(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(2 << 10).map { $0 | 0x20 }
        guard let meta = position(of: "<meta", in: head, from: 0),
            let charset = position(of: "charset=", in: head, from: meta)
        else { return nil }
        let value = head[(charset + 8)...].drop { " \"'".utf8.contains($0) }
        let word = value.prefix { !" \"'>/;".utf8.contains($0) }
        let name = CharsetNames.canonical(String(decoding: word, as: UTF8.self))
        return name.flatMap { $0.hasPrefix("utf-") ? nil : $0 }
    }

    private static func position(
        of text: StaticString, in bytes: [UInt8], from start: Int
    ) -> Int? {
        var index = start
        while index < bytes.count {
            let found = bytes.withUnsafeBytes { all -> Int? in
                guard let base = all.baseAddress,
                    let found = memchr(
                        base + index, Int32(text.utf8Start.pointee), all.count - index)
                else { return nil }
                return UnsafeRawPointer(found) - base
            }
            guard let found else { return nil }
            if bytes.hasPrefix(text, at: found, limit: bytes.count) { return found }
            index = found + 1
        }
        return nil
    }

    /// Converts by whatever knows the charset; bytes that do not fit become U+FFFD. `nil` for a
    /// charset that nothing knows.
    static func converted(_ bytes: [UInt8], from name: String) -> (text: String, errors: Int)? {
        switch name {
        case "windows-1252", "us-ascii":
            let text = LatinText.decoded(bytes)
            return (text, LatinText.leavesGaps(bytes) ? 1 : 0)
        case "iso-2022-jp":
            guard let strict = CharsetConverter.text(bytes, from: name) else { return nil }
            // Without one escape it is something else that was labelled so. iconv hands on those
            // that it does not know.
            let isRead = strict.errors == 0 && !strict.text.utf8.contains { 0x0E...0x1B ~= $0 }
            guard !isRead, bytes.contains(0x1B) else { return strict }
            return JapaneseText.decoded(iso2022: bytes) ?? strict
        case "euc-jp":
            let strict = CharsetConverter.text(bytes, from: name)
            guard let strict, strict.errors > 0 else { return strict }
            return JapaneseText.decoded(euc: bytes) ?? strict
        case "hz-gb-2312":
            return WideText.gb18030(fromHZ: bytes).flatMap { converted($0, from: "gb18030") }
        case "big5": return cleanest(bytes, ["cp950", "big5-hkscs"])
        case "gb18030": return cleanest(bytes, ["gb18030", "gbk"])
        default: return CharsetConverter.text(bytes, from: name)
        }
    }

    /// How many characters are from U+E000 to U+F8FF.
    private static func privateUse(_ text: String) -> Int {
        var count = 0
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0xEE || (previous == 0xEF && byte < 0xA4) { count += 1 }
            previous = byte
        }
        return count
    }

    /// By the first charset that fits everywhere, else by the one that fits best. Characters for
    /// private use mean that a wider charset was meant.
    private static func cleanest(
        _ bytes: [UInt8], _ names: [String]
    ) -> (text: String, errors: Int)? {
        var best: (text: String, errors: Int)?
        var faultsMin = Int.max
        for name in names {
            guard let found = CharsetConverter.text(bytes, from: name) else { continue }
            let faults = found.errors * 2 + privateUse(found.text)
            if faults == 0 { return found }
            if faults < faultsMin { (best, faultsMin) = (found, faults) }
        }
        return best
    }
}
