/// The lines of a text, and what can be said of one without looking at others.
struct TextLines: RandomAccessCollection {
    private let lines: [TextLine]
    /// For each line the next one that is not blank, itself included; `count` where there is none.
    private let solid: [Int]

    init(_ text: String) {
        var lines: [TextLine] = []
        let utf8 = text.utf8
        var start = utf8.startIndex
        while let end = utf8[start...].firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(TextLine(text[start..<end]))
            start = utf8.index(after: end)
        }
        lines.append(TextLine(text[start...]))
        var solid = [Int](repeating: lines.count, count: lines.count)
        var next = lines.count
        for index in lines.indices.reversed() {
            if !lines[index].isBlank { next = index }
            solid[index] = next
        }
        self.lines = lines
        self.solid = solid
    }

    var startIndex: Int { 0 }
    var endIndex: Int { lines.count }
    subscript(index: Int) -> TextLine { lines[index] }

    /// The first line at or after `index` that is not blank; `count` where there is none.
    func firstSolid(from index: Int) -> Int { index < solid.count ? solid[index] : solid.count }

    /// Whether there is no line before this one, or a blank one.
    func isBlankBefore(_ index: Int) -> Bool { index == 0 || lines[index - 1].isBlank }
}

/// One line.
struct TextLine {
    let text: Substring
    /// Nothing to see: white space and invisible characters only.
    let isBlank: Bool
    /// Begins with `>`, after at most three spaces.
    let isQuote: Bool

    init(_ text: Substring) {
        self.text = text
        var bytes = text.utf8[...]
        while let byte = bytes.first, byte == 0x20 || byte == 0x09 { bytes.removeFirst() }
        let indentation = text.utf8.count - bytes.count
        switch bytes.first {
        case nil:
            isBlank = true
            isQuote = false
        case UInt8(ascii: ">"):
            isBlank = false
            isQuote = indentation <= 3
        case .some(let byte) where byte < 0x80:
            isBlank = byte == 0x0D && bytes.count == 1
            isQuote = false
        default:
            // `＞` is typed by hand in Japan.
            isQuote = indentation <= 3 && bytes.starts(with: [0xEF, 0xBC, 0x9E])
            isBlank = Substring(bytes).unicodeScalars.allSatisfy {
                FoldedText.isInvisible($0) || $0.properties.isWhitespace
            }
        }
    }

    /// Bytes, white space included.
    var length: Int { text.utf8.count }
    /// The first byte that is neither space nor tab; 0 for a blank line.
    var firstByte: UInt8 { text.utf8.first { $0 != 0x20 && $0 != 0x09 } ?? 0 }
    /// The last byte that is neither space nor tab; 0 for a blank line.
    var lastByte: UInt8 { text.utf8.last { $0 != 0x20 && $0 != 0x09 } ?? 0 }
    /// The line without white space around it.
    var trimmed: Substring {
        var rest = text
        while let first = rest.utf8.first, first == 0x20 || first == 0x09 {
            rest = Substring(rest.utf8.dropFirst())
        }
        while let last = rest.utf8.last, last == 0x20 || last == 0x09 || last == 0x0D {
            rest = Substring(rest.utf8.dropLast())
        }
        return rest
    }
}
