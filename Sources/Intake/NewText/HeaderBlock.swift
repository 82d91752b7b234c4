/// The head of an answered or forwarded mail, shown as lines of the text.
struct HeaderBlock {
    /// Behind its last line.
    let end: Int
    /// It begins with From and has date, To and Subject: no list of a person's has all of them.
    let isComplete: Bool

    private static let linesMax = 40
    /// A label is short; "Datum der Erstellung des Angebots:" is somebody's own line.
    private static let labelLengthMax = 60
    /// A shorter line was not broken by a program.
    private static let wrappedLengthMin = 60

    /// Reads one that starts with line `start`; `nil` if there is none.
    ///
    /// At least three different fields, From among them, and something that no list of a person's
    /// has: an address, a subject, or the word for "sent".
    static func starting(at start: Int, in lines: TextLines) -> HeaderBlock? {
        guard let first = field(of: lines[start])?.0 else { return nil }
        var seen: Set<HeaderLabels.Field> = []
        var end = start
        var hasAddress = false
        var wrappedMax = 0
        var mayWrap = false
        var index = start
        while index < min(lines.count, start + linesMax) {
            let line = lines[index]
            if line.isQuote { break }
            if line.isBlank {
                // HTML tables come out with an empty line between the rows.
                let next = lines.firstSolid(from: index)
                guard next < lines.count, next <= index + 2, !lines[next].isQuote,
                    field(of: lines[next]) != nil
                else { break }
                index = next
                continue
            }
            if let (field, isEmpty) = field(of: line) {
                // A second From is the head of the next mail.
                if field == .from, seen.contains(.from) { break }
                seen.insert(field)
                wrappedMax = field == .to || field == .cc ? 6 : 1
                mayWrap = isEmpty || line.length >= wrappedLengthMin
            } else if wrappedMax > 0, mayWrap || isList(line) {
                wrappedMax -= 1
                mayWrap = line.length >= wrappedLengthMin
            } else {
                break
            }
            hasAddress = hasAddress || line.text.utf8.contains(UInt8(ascii: "@"))
            index += 1
            end = index
        }
        let isEnough = seen.subtracting([.other]).count >= 3 && seen.contains(.from)
        let isOfProgram = hasAddress || seen.contains(.sent) || seen.contains(.subject)
        guard isEnough, isOfProgram else { return nil }
        let isComplete =
            seen.isSuperset(of: [.from, .to, .subject]) && !seen.isDisjoint(with: [.sent, .date])
            && first == .from
        return HeaderBlock(end: end, isComplete: isComplete)
    }

    /// Whether a line can be more of a list of recipients, or is folded as in a header.
    private static func isList(_ line: TextLine) -> Bool {
        let first = line.text.utf8.first
        return first == 0x20 || first == 0x09
            || line.text.utf8.contains { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ";") }
    }

    /// The field that a line begins, and whether it says nothing of it.
    private static func field(of line: TextLine) -> (HeaderLabels.Field, isEmpty: Bool)? {
        guard !line.isBlank, line.firstByte != 0x3A else { return nil }
        // Behind `：` (three bytes) or `:`, whichever comes first.
        var label: Substring?
        var isEmpty = true
        var utf8 = line.text.utf8.prefix(labelLengthMax)[...]
        while let byte = utf8.first {
            if byte == 0x3A || utf8.starts(with: [0xEF, 0xBC, 0x9A]) {
                label = line.text[line.text.startIndex..<utf8.startIndex]
                let behind = line.text.utf8[utf8.startIndex...].dropFirst(byte == 0x3A ? 1 : 3)
                isEmpty = behind.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x2A }
                break
            }
            utf8.removeFirst()
        }
        guard let label else { return nil }
        return HeaderLabels.field(FoldedText(label).undecorated).map { ($0, isEmpty) }
    }
}
