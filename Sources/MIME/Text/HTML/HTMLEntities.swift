/// Character references as browsers read them (HTML §13.2.5.72 ff.), which is more than the parser
/// knows: without a semicolon, by numbers of windows-1252, by the names that came with HTML 5.
enum HTMLEntities {
    /// - Parameter start: where an `&` is.
    /// - Returns: the character and where the reference ends; `nil` if the `&` stands for itself,
    ///   or for a name that only the parser knows.
    static func reference(
        in input: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> (scalar: Unicode.Scalar, end: Int)? {
        let first = start + 1
        guard first < input.count else { return nil }
        if input[first] == UInt8(ascii: "#") { return number(input, first + 1) }
        var end = first
        while end < input.count, end - first < nameBytesMax, isAlphanumeric(input[end]) { end += 1 }
        guard end > first else { return nil }
        let name = String(decoding: input[first..<end], as: UTF8.self)
        let next = end < input.count ? input[end] : 0
        if next == UInt8(ascii: ";") {
            return named[name].map { ($0, end + 1) }
        }
        // In an address, `&copy=1` is the name of a parameter.
        guard next != UInt8(ascii: "=") else { return nil }
        if let scalar = latin[name] { return (scalar, end) }
        // QUIRK: HTML §13.2.5.73 decodes any of the old names at the beginning of a longer word;
        // we only these, since the others occur in addresses. Fixture: wild/html-entities.eml
        for (name, scalar) in [("nbsp", "\u{A0}"), ("quot", "\""), ("lt", "<"), ("gt", ">")]
            as [(String, Unicode.Scalar)]
        where input[first..<end].starts(with: name.utf8) {
            return (scalar, first + name.utf8.count)
        }
        return nil
    }

    private static let nameBytesMax = 32

    private static func number(
        _ input: UnsafeBufferPointer<UInt8>, _ start: Int
    ) -> (scalar: Unicode.Scalar, end: Int)? {
        let isHex = start < input.count && input[start] | 0x20 == UInt8(ascii: "x")
        let first = isHex ? start + 1 : start
        var end = first
        var value: UInt32 = 0
        while end < input.count, let digit = digit(input[end], isHex) {
            value = min(value * (isHex ? 16 : 10) + digit, 0x11_0000)
            end += 1
        }
        guard end > first else { return nil }
        if end < input.count, input[end] == UInt8(ascii: ";") { end += 1 }
        return (scalar(value), end)
    }

    private static func scalar(_ value: UInt32) -> Unicode.Scalar {
        // 0x80 to 0x9F mean windows-1252, whatever the document says.
        if (0x80..<0xA0).contains(value) { return windows[Int(value) - 0x80] }
        if (1..<0x20).contains(value) || value == 0x7F { return " " }
        return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private static func digit(_ byte: UInt8, _ isHex: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where isHex, 0x61...0x66 where isHex: UInt32((byte | 0x20) - 0x57)
        default: nil
        }
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }

    private static let windows: [Unicode.Scalar] = Array(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)

    /// The names that may stand without a semicolon.
    private static let latin: [String: Unicode.Scalar] = {
        // Those of Latin-1 in the order of their codes, from U+00A0 on.
        let names = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
            plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
            iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
            Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
            Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring \
            aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve \
            oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
            """
        var table: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "AMP": "&", "LT": "<", "GT": ">",
            "QUOT": "\"", "COPY": "©", "REG": "®",
        ]
        for (index, name) in names.split(separator: " ").enumerated() {
            table[String(name)] = Unicode.Scalar(0xA0 + UInt32(index))
        }
        return table
    }()

    /// Those and the ones of HTML 5 that occur in mail; HTML 4's the parser knows.
    private static let named: [String: Unicode.Scalar] = latin.merging([
        "apos": "'", "NewLine": "\n", "Tab": "\t", "excl": "!", "num": "#", "dollar": "$",
        "percnt": "%", "lpar": "(", "rpar": ")", "ast": "*", "plus": "+", "comma": ",",
        "period": ".", "sol": "/", "colon": ":", "semi": ";", "equals": "=", "quest": "?",
        "commat": "@", "lsqb": "[", "lbrack": "[", "bsol": "\\", "rsqb": "]", "rbrack": "]",
        "Hat": "^", "lowbar": "_", "grave": "`", "lcub": "{", "lbrace": "{", "verbar": "|",
        "vert": "|", "rcub": "}", "rbrace": "}", "NonBreakingSpace": "\u{A0}", "hairsp": "\u{200A}",
        "numsp": "\u{2007}", "puncsp": "\u{2008}", "emsp13": "\u{2004}", "emsp14": "\u{2005}",
        "ZeroWidthSpace": "\u{200B}", "NoBreak": "\u{2060}", "hyphen": "‐", "dash": "‐",
        "horbar": "―", "mldr": "…", "nldr": "‥", "bullet": "•", "check": "✓", "checkmark": "✓",
        "cross": "✗", "star": "☆", "starf": "★", "phone": "☎", "female": "♀", "male": "♂",
        "rarrw": "↝", "nrarr": "↛", "rightarrow": "→", "leftarrow": "←", "uparrow": "↑",
        "downarrow": "↓", "RightArrow": "→", "LeftArrow": "←", "squ": "□", "square": "□",
        "squf": "▪", "bigstar": "★", "TRADE": "™", "copysr": "℗", "numero": "№", "half": "½",
        "frac13": "⅓", "frac23": "⅔", "frac18": "⅛", "caron": "ˇ", "breve": "˘", "dot": "˙",
        "ring": "˚", "ogon": "˛", "dblac": "˝", "rsquor": "’", "rdquor": "”", "lsquor": "‚",
        "ldquor": "„", "Ccaron": "Č", "ccaron": "č", "Dcaron": "Ď", "dcaron": "ď", "Ecaron": "Ě",
        "ecaron": "ě", "Ncaron": "Ň", "ncaron": "ň", "Rcaron": "Ř", "rcaron": "ř", "Tcaron": "Ť",
        "tcaron": "ť", "Uring": "Ů", "uring": "ů", "Zcaron": "Ž", "zcaron": "ž", "Aogon": "Ą",
        "aogon": "ą", "Cacute": "Ć", "cacute": "ć", "Eogon": "Ę", "eogon": "ę", "Lstrok": "Ł",
        "lstrok": "ł", "Nacute": "Ń", "nacute": "ń", "Sacute": "Ś", "sacute": "ś", "Zacute": "Ź",
        "zacute": "ź", "Zdot": "Ż", "zdot": "ż", "Abreve": "Ă", "abreve": "ă", "Scedil": "Ş",
        "scedil": "ş", "Tcedil": "Ţ", "tcedil": "ţ", "Gbreve": "Ğ", "gbreve": "ğ", "Idot": "İ",
        "imath": "ı", "inodot": "ı", "Odblac": "Ő", "odblac": "ő", "Udblac": "Ű", "udblac": "ű",
        "Amacr": "Ā", "amacr": "ā", "Emacr": "Ē", "emacr": "ē", "Imacr": "Ī", "imacr": "ī",
        "Umacr": "Ū", "umacr": "ū", "Dstrok": "Đ", "dstrok": "đ",
    ]) { latin, _ in latin }
}
