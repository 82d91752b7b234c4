/// Files that were put into a text by `uuencode`, as before MIME, and by Outlook until today.
///
/// A file is a line `begin 644 name`, lines of data, and a line `end`. What only looks like it stays
/// text: the line behind `begin` must be data. A file that lacks its end is taken as far as it goes.
struct Uuencode {
    struct File {
        /// As written behind the mode; may be empty or hostile.
        let name: [UInt8]
        /// From the `begin` line to behind the `end` line.
        let whole: Range<Int>
        /// The lines between these.
        let data: Range<Int>
        /// Whether there was an `end`.
        let isComplete: Bool
    }

    private enum Line { case data, terminator, end, other }

    /// The files in a text, in order, at most `countMax`. One pass: what was looked at in vain
    /// cannot hold another `begin`, whose letters are no data.
    static func files(in bytes: [UInt8], countMax: Int) -> [File] {
        var files: [File] = []
        var position = 0
        while position < bytes.count, files.count < countMax {
            let next = bytes.lineEnd(from: position, limit: bytes.count)
            if let name = beginName(bytes, position..<next),
                let file = file(bytes, named: name, from: position, data: next)
            {
                files.append(file)
                position = file.whole.upperBound
            } else {
                position = next
            }
        }
        return files
    }

    /// What the lines of a file hold.
    static func content(of file: File, in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(file.data.count / 4 * 3)
        var position = file.data.lowerBound
        while position < file.data.upperBound {
            let next = bytes.lineEnd(from: position, limit: file.data.upperBound)
            decode(bytes, position..<bytes.trimmingLineEnd(next, notBefore: position), &result)
            position = next
        }
        return result
    }

    /// The text without its files.
    static func remainder(of bytes: [UInt8], without files: [File]) -> [UInt8] {
        guard !files.isEmpty else { return bytes }
        var result: [UInt8] = []
        var position = 0
        for file in files {
            result += bytes[position..<file.whole.lowerBound]
            position = file.whole.upperBound
        }
        return result + bytes[position...]
    }

    /// The name in `begin 644 name`; `nil` for any other line.
    private static func beginName(_ bytes: [UInt8], _ line: Range<Int>) -> [UInt8]? {
        guard bytes.hasPrefix("begin ", at: line.lowerBound, limit: line.upperBound) else {
            return nil
        }
        let end = bytes.trimmingLineEnd(line.upperBound, notBefore: line.lowerBound)
        let rest = bytes[(line.lowerBound + 6)..<max(end, line.lowerBound + 6)]
        let mode = rest.prefix { (0x30...0x37).contains($0) }
        guard (3...4).contains(mode.count) else { return nil }
        guard let space = rest.dropFirst(mode.count).first else { return [] }
        return space == 0x20 ? Array(rest.dropFirst(mode.count + 1)) : nil
    }

    private static func file(
        _ bytes: [UInt8], named name: [UInt8], from start: Int, data: Int
    ) -> File? {
        var position = data
        var dataEnd = data
        var isTrusted = false
        var isOver = false
        scan: while position < bytes.count {
            let next = bytes.lineEnd(from: position, limit: bytes.count)
            let line = position..<bytes.trimmingLineEnd(next, notBefore: position)
            switch kind(bytes, line) {
            case .end:
                return File(
                    name: name, whole: start..<next, data: data..<position, isComplete: true)
            case .data where !isOver:
                // A short line counts only when a better one, or the end, comes behind it.
                if isFull(bytes, line) {
                    isTrusted = isTrusted || position == data
                    dataEnd = next
                }
            case .terminator:
                isOver = true
            case .data, .other:
                break scan
            }
            position = next
        }
        // Without an end, only a first line that is data beyond doubt makes it a file.
        guard isTrusted else { return nil }
        return File(name: name, whole: start..<dataEnd, data: data..<dataEnd, isComplete: false)
    }

    private static func kind(_ bytes: [UInt8], _ line: Range<Int>) -> Line {
        guard let first = bytes[line].first else { return .terminator }
        if line.count >= 3, bytes.hasPrefix("end", at: line.lowerBound, limit: line.upperBound),
            bytes[line].dropFirst(3).allSatisfy({ $0 == 0x20 || $0 == 0x09 })
        {
            return .end
        }
        guard (0x20...0x60).contains(first) else { return .other }
        let count = Int((first &- 0x20) & 0x3F)
        if count == 0 { return line.count <= 2 ? .terminator : .other }
        // Some encoders add a checksum character or two.
        guard line.count - 1 <= (count + 2) / 3 * 4 + 2 else { return .other }
        return bytes[line].allSatisfy { (0x20...0x60).contains($0) } ? .data : .other
    }

    /// Whether no character of the line is missing.
    ///
    /// QUIRK: a space stands for zero, and gateways cut spaces off the ends of lines; such lines are
    /// read as if the spaces were there. Fixture: wild/uuencode-stripped.eml
    private static func isFull(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        let count = Int((bytes[line.lowerBound] &- 0x20) & 0x3F)
        return line.count - 1 >= (count * 4 + 2) / 3
    }

    private static func decode(_ bytes: [UInt8], _ line: Range<Int>, _ result: inout [UInt8]) {
        guard !line.isEmpty else { return }
        var left = Int((bytes[line.lowerBound] &- 0x20) & 0x3F)
        var position = line.lowerBound + 1
        func next() -> UInt32 {
            defer { position += 1 }
            return position < line.upperBound ? UInt32((bytes[position] &- 0x20) & 0x3F) : 0
        }
        while left > 0 {
            let group = next() << 18 | next() << 12 | next() << 6 | next()
            for shift in [16, 8, 0] as [UInt32] where left > 0 {
                result.append(UInt8(truncatingIfNeeded: group >> shift))
                left -= 1
            }
        }
    }
}
