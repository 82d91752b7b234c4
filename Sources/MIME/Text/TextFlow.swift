/// Writes text line by line: folds white space, owes line ends, puts marks in front of lines.
///
/// Nothing is written before it is needed: line ends and blanks are owed until the next visible
/// character, so none is left at the ends of lines or of the text.
struct TextFlow {
    /// Bytes that stand in front of each line, such as `> > `. Deeper nesting shows no more.
    private static let prefixBytesMax = 48
    /// Blanks in a row that are kept.
    private static let gapBytesMax = 64

    private(set) var output: [UInt8] = []
    /// 1: the next word begins a line; 2: with an empty line before.
    private var owedBreaks = 1
    /// Owed blanks and tabs of the current line.
    private var gap: [UInt8] = []
    private var prefix: [UInt8] = []
    private var prefixStarts: [Int] = []
    /// How much of the prefix an empty line has that lies between quotes, inside neither.
    private var emptyLinePrefix = Int.max
    /// What the next line has in place of the end of its prefix, and from which byte on.
    private var marker: [UInt8] = []
    private var markerStart = 0
    /// Where the current line begins behind its prefix.
    private var lineStart = 0
    private var markStart: Int?
    private var wantsMark = false

    /// - Parameter bytesMax: how much text it will be at most, or nearly so.
    init(bytesMax: Int = 0) {
        // Memory that is never written to is never taken.
        output.reserveCapacity(bytesMax)
    }

    /// The text so far.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// Ends the line if there is one, and the next word comes after `count - 1` empty lines.
    mutating func breakLine(_ count: Int) {
        guard count > 0, marker.isEmpty else { return }
        // A line of hard spaces alone is how editors write an empty one.
        if owedBreaks > 0 && gap.contains(where: { $0 != 0x09 }) { owedBreaks = 2 }
        keepSignatureSpace()
        gap.removeAll(keepingCapacity: true)
        owedBreaks = max(owedBreaks, count)
        emptyLinePrefix = min(emptyLinePrefix, prefix.count)
    }

    /// As `<br>`: several in a row make an empty line.
    mutating func lineEnd() {
        guard marker.isEmpty else { return }
        keepSignatureSpace()
        gap.removeAll(keepingCapacity: true)
        owedBreaks = min(owedBreaks + 1, 2)
        emptyLinePrefix = min(emptyLinePrefix, prefix.count)
    }

    /// The one blank at the end of a line that means something (RFC 3676 §4.3).
    private mutating func keepSignatureSpace() {
        if owedBreaks == 0 && !gap.isEmpty && output[lineStart...].elementsEqual("--".utf8) {
            output.append(0x20)
        }
    }

    /// Puts something in front of the lines that follow, until ``pop()``.
    mutating func push(_ text: String) {
        prefixStarts.append(prefix.count)
        if prefix.count + text.utf8.count <= Self.prefixBytesMax {
            prefix.append(contentsOf: text.utf8)
        }
    }

    /// Indents what follows behind a mark such as `* `, which stands in the first line only.
    mutating func push(marker text: String) {
        let start = prefix.count
        push(String(repeating: " ", count: text.utf8.count))
        // In a list in a list without words of its own, only the inner mark is seen.
        marker = prefix.count > start ? Array(text.utf8) : []
        markerStart = start
    }

    /// Takes back the last ``push(_:)``; a mark that no word followed is dropped.
    mutating func pop() {
        guard let start = prefixStarts.popLast() else { return }
        if markerStart >= start { marker = [] }
        prefix.removeLast(prefix.count - start)
    }

    /// Sets a cell of a table off from the one before it in the same line.
    ///
    /// - Parameter countsEmpty: whether a cell without words takes part too.
    mutating func nextCell(countsEmpty: Bool) {
        if countsEmpty {
            gap.removeAll { $0 == 0x20 }
            if gap.count < Self.gapBytesMax { gap.append(0x09) }
        } else if owedBreaks == 0 {
            gap = [0x09]
        } else {
            gap = []
        }
    }

    /// Remembers where the next word begins, for ``marked``.
    mutating func mark() {
        markStart = nil
        wantsMark = true
    }

    /// What was written since ``mark()``.
    var marked: ArraySlice<UInt8> { output[(markStart ?? output.count)...] }

    /// A blank, owed until a word follows in the same line.
    mutating func space() {
        if owedBreaks == 0 && gap.isEmpty { gap.append(0x20) }
    }

    /// A blank that does not fold.
    mutating func hardSpace(_ byte: UInt8 = 0x20) {
        if gap.count < Self.gapBytesMax { gap.append(byte) }
    }

    /// Whether a word ended just now, with no white space behind.
    var isInsideWord: Bool { owedBreaks == 0 && gap.isEmpty }

    /// Writes visible characters; whoever calls has looked for blanks and controls.
    mutating func visible(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        if owedBreaks > 0 || !gap.isEmpty || wantsMark { prepare() }
        output.append(contentsOf: bytes)
    }

    mutating func visible(_ text: String) { visible(text.utf8) }

    /// Writes behind the last word, though its line may be about to end.
    mutating func attach(_ text: String) {
        guard !output.isEmpty else { return }
        output.append(0x20)
        output.append(contentsOf: text.utf8)
    }

    /// Pays what is owed.
    private mutating func prepare() {
        if owedBreaks > 0 {
            if !output.isEmpty {
                output.append(0x0A)
                if owedBreaks > 1 {
                    output.append(contentsOf: prefix.prefix(emptyLinePrefix))
                    while output.last == 0x20 { output.removeLast() }
                    output.append(0x0A)
                }
            } else {
                gap.removeAll(keepingCapacity: true)
            }
            let start = output.count
            output.append(contentsOf: prefix)
            if !marker.isEmpty {
                output.replaceSubrange(
                    (start + markerStart)..<(start + markerStart + marker.count), with: marker)
                marker = []
                gap.removeAll(keepingCapacity: true)
            }
            lineStart = output.count
            owedBreaks = 0
            emptyLinePrefix = .max
        }
        output.append(contentsOf: gap)
        gap.removeAll(keepingCapacity: true)
        if wantsMark {
            markStart = output.count
            wantsMark = false
        }
    }
}
