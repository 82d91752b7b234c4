/// A message's text made ready for a mail's body.
struct MessageBody: Hashable {
    /// LF line ends, no controls but tabs, no empty lines at the ends.
    let text: String
    /// True when the end is missing because it was too much.
    let isCut: Bool

    /// What the text may cost, in bytes of escaped HTML, so that neither part of the mail reaches
    /// the limit of a template's result. The ticket keeps the whole.
    static let costMax = 512 * 1_024

    init(_ raw: String) {
        var kept: [UInt8] = []
        var cost = 0
        var previous: UInt8 = 0
        var wasCut = false
        for byte in raw.utf8 {
            defer { previous = byte }
            let isCRLF = previous == 13 && byte == 10
            if isCRLF || byte == 127 || (byte < 32 && ![9, 10, 13].contains(byte)) { continue }
            cost += Self.cost(of: byte)
            if cost > Self.costMax {
                wasCut = true
                break
            }
            kept.append(byte == 13 ? 10 : byte)
        }
        // Never in the middle of a character.
        if wasCut {
            while let last = kept.last, last & 0xC0 == 0x80 { kept.removeLast() }
            if let last = kept.last, last >= 0xC0 { kept.removeLast() }
        }
        while let last = kept.last, last == 10 || last == 32 || last == 9 { kept.removeLast() }
        var start = 0
        while start < kept.count, kept[start] == 10 { start += 1 }
        text = String(decoding: kept[start...], as: UTF8.self)
        isCut = wasCut
    }

    /// Lines between empty lines, for HTML.
    var paragraphs: [[String]] {
        var result: [[String]] = [[]]
        // Bytes, not characters: a long mail has tens of thousands, and LF is never part of one.
        for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
            if line.allSatisfy({ $0 == 32 || $0 == 9 }) {
                if result.last?.isEmpty == false { result.append([]) }
            } else {
                result[result.count - 1].append(String(Substring(line)))
            }
        }
        return result.filter { !$0.isEmpty }
    }

    /// For people: `12 KiB`.
    static func size(bytes: Int) -> String {
        for (unit, name) in [(1_048_576, "MiB"), (1_024, "KiB")] where bytes >= unit {
            let tenths = bytes / (unit / 1_024) * 10 / 1_024
            return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(name)" : "\(tenths / 10) \(name)"
        }
        return "\(bytes) B"
    }

    /// The longest that an HTML template may make of a byte; a line costs its `<br>` and more.
    private static func cost(of byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "'"): 5
        case UInt8(ascii: "<"), UInt8(ascii: ">"): 4
        case UInt8(ascii: "\""): 6
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): 32
        default: 1
        }
    }
}
