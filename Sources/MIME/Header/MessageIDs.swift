/// Message-IDs in `Message-ID`, `In-Reply-To`, `References` and `Content-ID` (RFC 5322 §3.6.4).
enum MessageIDs {
    /// The ids without brackets, in order, white space inside removed, empty ones left out.
    ///
    /// QUIRK: RFC 5322 demands brackets; some mailers write bare ids, and old ones whole sentences
    /// around them. Brackets win where there are any; else every word with an `@` is an id; else
    /// the value, if it is one word. Fixture: wild/bare-references.eml
    static func parse(_ value: String) -> [String] {
        var ids: [String] = []
        var open: [UInt8]?
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "<"): open = []
            case UInt8(ascii: ">"):
                if let id = open.map({ CleanText.singleLine(String(decoding: $0, as: UTF8.self)) }),
                    !id.isEmpty
                {
                    ids.append(id)
                }
                open = nil
            case 0...0x20: break
            default: open?.append(byte)
            }
        }
        if !ids.isEmpty { return ids }
        let words = value.utf8
            .split { $0 <= 0x20 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
            .map { CleanText.singleLine(String(decoding: $0, as: UTF8.self)) }
            .filter { !$0.isEmpty }
        let addresses = words.filter { $0.contains("@") }
        if !addresses.isEmpty { return addresses }
        return words.count == 1 ? words : []
    }
}
