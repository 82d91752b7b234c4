/// Mends in HTML what libxml2 reads otherwise than browsers do, before it is parsed.
///
/// Comments go, as do the declarations around which an office program builds its conditions;
/// character references that only browsers know become numbers; NUL and other control characters
/// go. It looks at bytes, not at structure: a reference means the same wherever it stands.
///
/// It is read piece by piece, so that the repaired markup is nowhere in memory as a whole.
struct HTMLMarkup {
    private let input: UnsafeBufferPointer<UInt8>
    /// What of the input was looked at.
    private var index = 0
    /// What was repaired and not yet read.
    private var chunk: [UInt8]
    private var chunkStart = 0
    // What the rest of the input turned out not to have, so that nothing is searched twice.
    private var hasNoCommentEnd = false
    private var hasNoTagEnd = false

    private static let chunkBytes = 8 << 10
    /// The mark of UTF-8, by which the parser knows it, and a `body` around all, or loose text would
    /// get paragraphs around.
    private static let start: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("<html><body>".utf8)

    /// - Parameter input: a document; must outlive this.
    init(_ input: UnsafeBufferPointer<UInt8>) {
        self.input = input
        chunk = Self.start
    }

    /// All of it in one piece.
    static func repaired(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var markup = HTMLMarkup(input)
        var output: [UInt8] = []
        output.reserveCapacity(input.count + 64)
        repeat {
            output.append(contentsOf: markup.chunk)
            markup.chunk.removeAll(keepingCapacity: true)
            markup.refill()
        } while !markup.chunk.isEmpty
        return output
    }

    /// Fills the room as far as there is something left.
    ///
    /// - Returns: how many bytes; 0 at the end.
    mutating func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < room.count {
            if chunkStart == chunk.count {
                chunk.removeAll(keepingCapacity: true)
                chunkStart = 0
                refill()
                if chunk.isEmpty { break }
            }
            let count = min(chunk.count - chunkStart, room.count - filled)
            let piece = UnsafeMutableRawBufferPointer(rebasing: room[filled..<(filled + count)])
            piece.copyBytes(from: chunk[chunkStart..<(chunkStart + count)])
            chunkStart += count
            filled += count
        }
        return filled
    }

    /// Repairs the next few thousand bytes.
    private mutating func refill() {
        var copied = index
        while index < input.count, chunk.count + index - copied < Self.chunkBytes {
            let byte = input[index]
            if byte > 0x26 && byte != UInt8(ascii: "<") && byte != 0x7F {
                index += 1
                continue
            }
            let place = index
            guard let replacement = replacement(of: byte) else {
                index += 1
                continue
            }
            chunk.append(contentsOf: input[copied..<place])
            chunk.append(contentsOf: replacement)
            copied = index
        }
        chunk.append(contentsOf: input[copied..<index])
    }

    /// What stands in the place of what begins here; then `index` is behind it.
    ///
    /// - Returns: `nil` for a byte that stays.
    private mutating func replacement(of byte: UInt8) -> [UInt8]? {
        let next = index + 1
        if byte == UInt8(ascii: "&") {
            if let reference = HTMLEntities.reference(in: input, at: index) {
                index = reference.end
                return Array("&#\(reference.scalar.value);".utf8)
            }
            guard next == input.count || !HTMLEntities.isAlphanumeric(input[next]) else {
                return nil
            }
            index = next
            return Array("&#38;".utf8)
        }
        if byte == UInt8(ascii: "<") {
            if next < input.count, input[next] == UInt8(ascii: "!") {
                let end = declarationEnd(from: index)
                index = end ?? next
                return end == nil ? Array("&#60;".utf8) : []
            }
            guard isDocumentEnd(next) else { return nil }
            index = next
            // The parser drops these, and a list's footer behind would touch the last word.
            return Array("<p></p><".utf8)
        }
        guard (byte < 0x20 && !(9...13).contains(byte)) || byte == 0x7F else { return nil }
        index = next
        return []
    }

    /// Whether `/body` or `/html` is there.
    private func isDocumentEnd(_ start: Int) -> Bool {
        guard start + 5 < input.count, input[start] == UInt8(ascii: "/") else { return false }
        let name = input[(start + 1)..<(start + 5)].lazy.map { $0 | 0x20 }
        return name.elementsEqual("body".utf8) || name.elementsEqual("html".utf8)
    }

    /// Behind a comment, or behind a declaration such as `<![if !supportLists]>`.
    ///
    /// QUIRK: HTML §13.2.5.45 lets a comment that never ends swallow the rest; we end it at the
    /// next `>`, so that the rest can be read. Fixture: wild/html-office.eml
    private mutating func declarationEnd(from start: Int) -> Int? {
        let dash = UInt8(ascii: "-")
        if !hasNoCommentEnd, start + 3 < input.count, input[start + 2] == dash,
            input[start + 3] == dash
        {
            // `<!-->` is a whole comment, so its end may overlap its beginning.
            var index = start + 4
            while index < input.count {
                if input[index] == UInt8(ascii: ">"), input[index - 1] == dash,
                    input[index - 2] == dash
                {
                    return index + 1
                }
                index += 1
            }
            hasNoCommentEnd = true
        }
        guard !hasNoTagEnd else { return nil }
        let end = input[start...].firstIndex(of: UInt8(ascii: ">"))
        hasNoTagEnd = end == nil
        return end.map { $0 + 1 }
    }
}
