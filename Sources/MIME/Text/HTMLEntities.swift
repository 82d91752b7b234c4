/// Character references of HTML: the numbers all, of the names those that mail uses.
enum HTMLEntities {
    /// - Parameter name: what stands between `&` and `;`.
    /// - Returns: the text, or `nil` if the name is unknown and stands for itself.
    static func text(of name: String) -> String? {
        guard name.utf8.first == UInt8(ascii: "#") else { return named[name] }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value else { return nil }
        // HTML §13.2.5.80: 0x80 to 0x9F mean windows-1252, whatever the document says.
        if (0x80..<0xA0).contains(value) { return Charset.guess([UInt8(value)]) }
        guard value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
        return String(scalar)
    }

    private static let named: [String: String] = {
        // The names of Latin-1 in the order of their codes, from U+00A0 on.
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
            plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
            iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
            Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
            Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring \
            aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve \
            oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
            """
        var table: [String: String] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "AMP": "&", "LT": "<",
            "GT": ">", "QUOT": "\"", "euro": "€", "ndash": "–", "mdash": "—", "lsquo": "‘",
            "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "lsaquo": "‹",
            "rsaquo": "›", "hellip": "…", "bull": "•", "trade": "™", "dagger": "†", "Dagger": "‡",
            "permil": "‰", "ensp": " ", "emsp": " ", "thinsp": " ", "zwnj": "", "zwj": "",
            "lrm": "", "rlm": "", "OElig": "Œ", "oelig": "œ", "Scaron": "Š", "scaron": "š",
            "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ", "tilde": "˜", "larr": "←", "uarr": "↑",
            "rarr": "→", "darr": "↓", "harr": "↔", "minus": "−", "infin": "∞", "ne": "≠",
            "le": "≤", "ge": "≥", "asymp": "≈", "check": "✓", "hearts": "♥", "newline": "\n",
            "tab": "\t", "colon": ":", "comma": ",", "period": ".", "excl": "!", "quest": "?",
            "num": "#", "commat": "@", "lpar": "(", "rpar": ")", "sol": "/", "equals": "=",
        ]
        for (index, name) in latin.split(separator: " ").enumerated() {
            if let scalar = Unicode.Scalar(0xA0 + UInt32(index)) {
                table[String(name)] = String(scalar)
            }
        }
        // A soft hyphen is for the typesetter, a hard space for the eye.
        table["shy"] = ""
        table["nbsp"] = " "
        return table
    }()
}
