/// Where a link leads, if its text does not tell.
enum HTMLLink {
    private static let schemes = ["http://", "https://", "mailto:", "tel:", "ftp://", "ftps://"]

    /// - Parameters:
    ///   - address: a `href`, hostile.
    ///   - text: what the reader sees of the link; empty for a picture without words.
    /// - Returns: an address without blanks and brackets; of a `mailto:` only the mail address.
    ///   `nil` if it says no more than the text, or leads nowhere outside of the mail.
    static func target(of address: ArraySlice<UInt8>, shownAs text: [UInt8]) -> String? {
        let bare = address.filter { $0 > 0x20 && $0 != 0x7F }
        let start = String(decoding: bare.prefix(8), as: UTF8.self).lowercased()
        guard let scheme = schemes.first(where: { start.hasPrefix($0) }),
            bare.count > scheme.utf8.count
        else { return nil }
        let shown = essence(text[...])
        guard !shown.isEmpty, shown != essence(bare[...]) else { return nil }
        guard scheme == "mailto:" else { return escaped(bare[...]) }
        let mailbox = bare.dropFirst(scheme.utf8.count).prefix { $0 != UInt8(ascii: "?") }
        return mailbox.isEmpty || shown == essence(mailbox) ? nil : escaped(mailbox)
    }

    /// What two ways to write an address have in common.
    private static func essence(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = text.filter { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
            .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
        for scheme in schemes where rest.starts(with: scheme.utf8) {
            rest = rest.dropFirst(scheme.utf8.count)
            if scheme == "mailto:" { rest = rest.prefix { $0 != UInt8(ascii: "?") } }
            break
        }
        if rest.starts(with: "www.".utf8) { rest = rest.dropFirst(4) }
        if rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        return rest
    }

    /// Without what would end the brackets around it or turn its direction.
    private static func escaped(_ address: ArraySlice<UInt8>) -> String {
        let isHarmless: (UInt8) -> Bool = {
            $0 < 0x80 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
        }
        if address.allSatisfy(isHarmless) { return String(decoding: address, as: UTF8.self) }
        var result = ""
        for scalar in String(decoding: address, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "<": result += "%3C"
            case ">": result += "%3E"
            default:
                if !CleanText.isUnwanted(scalar) && !scalar.properties.isWhitespace {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}
