/// Mends in HTML what libxml2 reads otherwise than browsers do, before it is parsed.
///
/// Comments go, as do the declarations around which an office program builds its conditions;
/// character references that only browsers know become numbers; NUL and other control characters
/// go. It looks at bytes, not at structure: a reference means the same wherever it stands.
enum HTMLMarkup {
    /// What the rest of the input turned out not to have, so that nothing is searched twice.
    private struct Searches {
        var hasNoCommentEnd = false
        var hasNoTagEnd = false
    }

    /// - Returns: the document, in a `body` of its own, or loose text would get paragraphs around.
    static func repaired(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output = Array("<html><body>".utf8)
        output.reserveCapacity(input.count + 64)
        var copied = 0
        var index = 0
        var searches = Searches()
        while index < input.count {
            let byte = input[index]
            if byte > 0x26 && byte != UInt8(ascii: "<") && byte != 0x7F {
                index += 1
                continue
            }
            var next = index + 1
            var replacement: [UInt8]?
            if byte == UInt8(ascii: "&") {
                if let reference = HTMLEntities.reference(in: input, at: index) {
                    next = reference.end
                    replacement = Array("&#\(reference.scalar.value);".utf8)
                } else if next == input.count || !HTMLEntities.isAlphanumeric(input[next]) {
                    replacement = Array("&#38;".utf8)
                }
            } else if byte == UInt8(ascii: "<") {
                if next < input.count, input[next] == UInt8(ascii: "!") {
                    let end = declarationEnd(input, index, &searches)
                    replacement = end == nil ? Array("&#60;".utf8) : []
                    next = end ?? next
                } else if isDocumentEnd(input, next) {
                    // The parser drops these, and a list's footer behind would touch the last word.
                    replacement = Array("<p></p><".utf8)
                }
            } else if (byte < 0x20 && !(9...13).contains(byte)) || byte == 0x7F {
                replacement = []
            }
            if let replacement {
                output.append(contentsOf: input[copied..<index])
                output.append(contentsOf: replacement)
                copied = next
            }
            index = next
        }
        output.append(contentsOf: input[copied...])
        return output
    }

    /// Whether `/body` or `/html` is there.
    private static func isDocumentEnd(_ input: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        guard start + 5 < input.count, input[start] == UInt8(ascii: "/") else { return false }
        let name = input[(start + 1)..<(start + 5)].lazy.map { $0 | 0x20 }
        return name.elementsEqual("body".utf8) || name.elementsEqual("html".utf8)
    }

    /// Behind a comment, or behind a declaration such as `<![if !supportLists]>`.
    ///
    /// QUIRK: HTML §13.2.5.45 lets a comment that never ends swallow the rest; we end it at the
    /// next `>`, so that the rest can be read. Fixture: wild/html-office.eml
    private static func declarationEnd(
        _ input: UnsafeBufferPointer<UInt8>, _ start: Int, _ searches: inout Searches
    ) -> Int? {
        let dash = UInt8(ascii: "-")
        if !searches.hasNoCommentEnd, start + 3 < input.count, input[start + 2] == dash,
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
            searches.hasNoCommentEnd = true
        }
        guard !searches.hasNoTagEnd else { return nil }
        let end = input[start...].firstIndex(of: UInt8(ascii: ">"))
        searches.hasNoTagEnd = end == nil
        return end.map { $0 + 1 }
    }
}
