/// Makes text of markup that the parser refuses: tags go, some of them break lines, no more.
struct HTMLStripper {
    /// - Parameter markup: as ``HTMLMarkup/repaired(_:)`` gives it.
    static func text(of markup: [UInt8]) -> String {
        var stripper = HTMLStripper(flow: TextFlow(bytesMax: markup.count))
        markup.withUnsafeBufferPointer { stripper.run($0) }
        return stripper.flow.text
    }

    private var flow: TextFlow
    private var hasNoTagEnd = false

    private mutating func run(_ input: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < input.count {
            let rest = input[index...]
            let end = rest.firstIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
            let stop = end ?? input.count
            flow.write(UnsafeBufferPointer(rebasing: input[index..<stop]), isPreformatted: false)
            guard stop < input.count else { return }
            index =
                input[stop] == UInt8(ascii: "&")
                ? reference(input, stop) : tag(input, stop)
        }
    }

    /// - Returns: where to go on.
    private mutating func reference(_ input: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        guard let reference = HTMLEntities.reference(in: input, at: start) else {
            flow.visible(CollectionOfOne(input[start]))
            return start + 1
        }
        var text = String(reference.scalar)
        text.withUTF8 { flow.write($0, isPreformatted: false) }
        return reference.end
    }

    private mutating func tag(_ input: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var index = start + 1
        let isEnd = index < input.count && input[index] == UInt8(ascii: "/")
        if isEnd { index += 1 }
        let nameStart = index
        while index < input.count, index - nameStart < 20, Self.isNameByte(input[index]) {
            index += 1
        }
        guard index > nameStart, !hasNoTagEnd else {
            flow.visible(CollectionOfOne(input[start]))
            return start + 1
        }
        let name = String(decoding: input[nameStart..<index], as: UTF8.self).lowercased()
        let tag = HTMLTag.named(name)
        if tag == .lineBreak { flow.lineEnd() } else { flow.breakLine(tag.lineBreaks) }
        if tag == .cell || tag == .headCell { flow.space() }
        // Only these two hold what is no text at all.
        if !isEnd && (name == "script" || name == "style") {
            let open = input[index...].firstIndex(of: UInt8(ascii: "<"))
            index = open ?? input.count
            return index
        }
        // A quote that never closes must not swallow the rest, so quotes do not count.
        if let end = input[index...].firstIndex(of: UInt8(ascii: ">")) { return end + 1 }
        hasNoTagEnd = true
        return index
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: ":")
    }
}
