/// What the names of charsets in mail stand for.
enum CharsetNames {
    /// The charset to use for a declared name; `nil` for names that say nothing.
    ///
    /// Unknown names come back in lower case without odd characters, since iconv may know them.
    static func canonical(_ declared: String?) -> String? {
        guard let declared else { return nil }
        let name = declared.utf8.prefix(128).filter { byte in
            isLetterOrDigit(byte) || "-_.:+()".utf8.contains(byte)
        }.prefix(64).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var key = String(decoding: name.filter(isLetterOrDigit), as: UTF8.self)
        if meaningless.contains(key) { return nil }
        if let known = known[key] { return known }
        // `x-`, `cs` and `win`: what private names put in front, and what is dropped behind.
        for prefix in ["x", "cs"] where key.hasPrefix(prefix) && key.utf8.count > 3 {
            let shorter = String(key.dropFirst(prefix.utf8.count))
            if let known = known[shorter] { return known }
            if prefix == "x" { key = shorter }
        }
        for (start, charset) in starts where key.hasPrefix(start) {
            let next = key.utf8.dropFirst(start.utf8.count).first
            if next.map({ !(0x30...0x39).contains($0) }) ?? true { return charset }
        }
        for start in ["windows", "win", "cp", "mscp", "ms"] where key.hasPrefix(start) {
            let page = key.dropFirst(start.utf8.count)
            if let known = known[String(page)] { return known }
            if page.utf8.count >= 3, page.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                return "cp" + page
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// Whether the name stands in our list, so that it is no word by chance.
    static func isKnown(_ name: String) -> Bool {
        let key = name.lowercased().utf8.filter(isLetterOrDigit)
        return known[String(decoding: key, as: UTF8.self)] != nil
            || ["iso8859", "windows", "cp"].contains { key.starts(with: $0.utf8) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    /// Names that say nothing, without their punctuation.
    private static let meaningless: Set<String> = [
        "", "unknown", "xunknown", "unknown8bit", "xuserdefined", "userdefined", "8bit", "7bit",
        "binary", "default", "defaultcharset", "auto", "iso8859x", "none", "null", "undefined",
        "xauto", "xgbkauto", "autodetect", "other", "charset", "text", "plain", "base64",
        "quotedprintable", "char", "internal", "locale", "na",
    ]

    /// Names without their punctuation. Many stand for a wider charset, as every mail program reads
    /// them: where a name promises Latin-1, people send windows-1252.
    ///
    /// QUIRK: RFC 2978 registers names; mailers take those of their own system.
    /// Fixture: wild/charset-nicknames.eml
    private static let known: [String: String] = [
        "usascii": "us-ascii", "ascii": "us-ascii", "ansix341968": "us-ascii",
        "iso646us": "us-ascii", "us": "us-ascii", "646": "us-ascii", "20127": "us-ascii",
        "iso88591": "windows-1252", "88591": "windows-1252", "latin1": "windows-1252",
        "isolatin1": "windows-1252", "l1": "windows-1252", "iso885911987": "windows-1252",
        "isoir100": "windows-1252", "1252": "windows-1252", "ansi": "windows-1252",
        "western": "windows-1252", "28591": "windows-1252", "latin": "windows-1252",
        "latin2": "iso-8859-2", "isolatin2": "iso-8859-2", "88592": "iso-8859-2",
        "28592": "iso-8859-2", "latin5": "windows-1254", "iso88599": "windows-1254",
        "latin9": "iso-8859-15", "latin0": "iso-8859-15", "iso885915": "iso-8859-15",
        "28605": "iso-8859-15", "cyrillic": "iso-8859-5", "greek": "iso-8859-7",
        "hebrew": "windows-1255", "arabic": "iso-8859-6", "iso88598": "windows-1255",
        "iso88598i": "windows-1255", "iso88598e": "windows-1255", "iso88596i": "iso-8859-6",
        "iso88596e": "iso-8859-6", "iso885911": "windows-874", "tis620": "windows-874",
        "thai": "windows-874", "874": "windows-874",
        "1250": "windows-1250", "1251": "windows-1251", "1253": "windows-1253",
        "1254": "windows-1254", "1255": "windows-1255", "1256": "windows-1256",
        "1257": "windows-1257", "1258": "windows-1258",
        "koi8r": "koi8-r", "koi8": "koi8-r", "koi": "koi8-r", "20866": "koi8-r",
        "koi8u": "koi8-u", "koi8ru": "koi8-u", "21866": "koi8-u", "dos866": "ibm866",
        "866": "ibm866", "alt": "ibm866",
        "gb2312": "gb18030", "gb231280": "gb18030", "gbk": "gb18030", "936": "gb18030",
        "gb": "gb18030", "euccn": "gb18030", "cngb": "gb18030", "gb18030": "gb18030",
        "chinese": "gb18030", "gb180302000": "gb18030", "gb180302005": "gb18030",
        "hz": "hz-gb-2312", "hzgb2312": "hz-gb-2312", "hzgb": "hz-gb-2312",
        "big5": "big5", "950": "big5", "cnbig5": "big5", "big5hkscs": "big5-hkscs",
        "big5eten": "big5", "951": "big5-hkscs",
        "ksc56011987": "cp949", "ksc5601": "cp949", "ksc56011992": "cp949", "euckr": "cp949",
        "ksx1001": "cp949", "korean": "cp949", "949": "cp949", "uhc": "cp949",
        "ksc5601johab": "johab", "1361": "johab",
        "shiftjis": "cp932", "sjis": "cp932", "windows31j": "cp932", "932": "cp932",
        "mskanji": "cp932", "shiftjis2004": "cp932", "eucjp": "euc-jp", "ujis": "euc-jp",
        "euc": "euc-jp", "eucjpms": "euc-jp", "eucjpwin": "euc-jp", "51932": "euc-jp",
        "iso2022jp": "iso-2022-jp", "jis": "iso-2022-jp", "iso2022jpms": "iso-2022-jp",
        "50220": "iso-2022-jp", "50221": "iso-2022-jp", "50222": "iso-2022-jp",
        "iso2022jp1": "iso-2022-jp", "iso2022jp2": "iso-2022-jp", "jis7": "iso-2022-jp",
        "utf7": "utf-7", "unicode11utf7": "utf-7", "65000": "utf-7", "unicode20utf7": "utf-7",
        "utf8": "utf-8", "unicode11utf8": "utf-8", "65001": "utf-8", "unicode20utf8": "utf-8",
        "utf16": "utf-16", "unicode": "utf-16", "ucs2": "utf-16", "iso10646ucs2": "utf-16",
        "1200": "utf-16le", "1201": "utf-16be", "utf16le": "utf-16le", "utf16be": "utf-16be",
        "unicodefffe": "utf-16be", "ucs2le": "utf-16le", "ucs2be": "utf-16be",
        "utf32": "utf-32", "ucs4": "utf-32", "iso10646ucs4": "utf-32", "utf32le": "utf-32le",
        "utf32be": "utf-32be",
        "mac": "macintosh", "macroman": "macintosh", "macintosh": "macintosh",
        "10000": "macintosh", "maccyrillic": "mac-cyrillic", "macukrainian": "mac-uk",
        "macce": "mac-centraleurope", "maccentraleurope": "mac-centraleurope",
        "maccentraleurroman": "mac-centraleurope", "10029": "mac-centraleurope",
        "10007": "mac-cyrillic", "viscii": "viscii", "tcvn": "tcvn", "tcvn57121": "tcvn",
    ]

    /// What is recognised by its beginning: `utf-8http-equivcontent-type` is seen from web pages
    /// that became mail, `iso-8859-1-windows-3.1-latin-1` from the registry.
    private static let starts: [(String, String)] = [
        ("utf8", "utf-8"), ("iso88591", "windows-1252"), ("windows1252", "windows-1252"),
        ("usascii", "us-ascii"), ("gb2312", "gb18030"), ("iso2022jp", "iso-2022-jp"),
        ("shiftjis", "cp932"), ("koi8r", "koi8-r"), ("windows1251", "windows-1251"),
    ]
}
