/// Plain text whose paragraphs were broken into lines for transport only (RFC 3676).
///
/// Some mailers declare it and break their lines hard; since those do not end with a blank, they
/// stay as they are.
enum FlowedText {
    /// The text with each paragraph on one line, quotes with as many `>` as before and a blank.
    ///
    /// - Parameters:
    ///   - text: lines that end with LF.
    ///   - deletesSpace: `delsp=yes`: the blank that marks a soft line break is no part of the text.
    static func text(of text: String, deletesSpace: Bool) -> String {
        var text = text
        return text.withUTF8 { input in
            var joiner = Joiner(deletesSpace: deletesSpace, capacity: input.count)
            var start = 0
            while start < input.count {
                let end = input[start...].firstIndex(of: 0x0A) ?? input.count
                joiner.add(input[start..<end])
                start = end + 1
            }
            return joiner.finished(endsWithLine: input.last == 0x0A)
        }
    }

    private struct Joiner {
        private let deletesSpace: Bool
        private var output: [UInt8] = []
        private var depth = 0
        /// Whether the next line goes on where this one ends.
        private var isOpen = false
        private var hasLines = false

        init(deletesSpace: Bool, capacity: Int) {
            self.deletesSpace = deletesSpace
            output.reserveCapacity(capacity)
        }

        mutating func add(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
            let quote = UInt8(ascii: ">")
            var rest = line.drop { $0 == quote }
            let lineDepth = line.count - rest.count
            if rest.first == 0x20 {
                let bare = rest.dropFirst()
                // A stuffed `>` is the writer's own; unstuffed, it would look like a quote.
                if lineDepth > 0 || bare.first != quote { rest = bare }
            }
            // A line of blanks alone is an empty one: editors leave them.
            if rest.allSatisfy({ $0 == 0x20 }) { rest = rest.suffix(0) }
            let isSeparator = rest.elementsEqual("-- ".utf8)
            if !isOpen || lineDepth != depth || isSeparator || rest.isEmpty {
                endLine()
                output.append(contentsOf: repeatElement(quote, count: lineDepth))
                if lineDepth > 0 && !rest.isEmpty { output.append(0x20) }
            }
            depth = lineDepth
            isOpen = rest.last == 0x20 && !isSeparator
            output.append(contentsOf: isOpen && deletesSpace ? rest.dropLast() : rest)
        }

        func finished(endsWithLine: Bool) -> String {
            var joiner = self
            if endsWithLine { joiner.endLine() } else { joiner.closeOpenLine() }
            return String(decoding: joiner.output, as: UTF8.self)
        }

        private mutating func endLine() {
            closeOpenLine()
            if hasLines { output.append(0x0A) }
            hasLines = true
        }

        /// Takes back the blank of a soft line break that nothing followed.
        private mutating func closeOpenLine() {
            if isOpen { while output.last == 0x20 { output.removeLast() } }
        }
    }
}
