/// `text/enriched` (RFC 1896) and its forerunner `text/richtext` (RFC 1341 §7.1.3) as plain text.
struct EnrichedText {
    /// - Parameters:
    ///   - text: as in the mail, lines ending with LF.
    ///   - isRichText: the older form, in which a line end never means one.
    static func text(of text: String, isRichText: Bool) -> String {
        var text = text
        var reader = EnrichedText(isRichText: isRichText)
        text.withUTF8 { reader.run($0) }
        return reader.flow.text
    }

    private let isRichText: Bool
    private var flow = TextFlow()
    private var excerpts = 0
    private var unfilled = 0
    /// Inside of commands whose content is not for reading.
    private var hidden = 0
    /// Line ends in a row; of several, the first means nothing.
    private var lineEnds = 0
    private var hasNoCommandEnd = false

    private init(isRichText: Bool) {
        self.isRichText = isRichText
    }

    private mutating func run(_ input: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < input.count {
            if input[index] == 0x0A {
                endLine()
                index += 1
                continue
            }
            lineEnds = 0
            if input[index] == UInt8(ascii: "<") {
                index = command(input, index)
                continue
            }
            let rest = input[index...]
            let end = rest.firstIndex { $0 == UInt8(ascii: "<") || $0 == 0x0A } ?? input.count
            if hidden == 0 {
                flow.write(
                    UnsafeBufferPointer(rebasing: input[index..<end]), isPreformatted: unfilled > 0)
            }
            index = end
        }
    }

    private mutating func endLine() {
        guard hidden == 0 else { return }
        lineEnds += 1
        if unfilled > 0 || (lineEnds > 1 && !isRichText) {
            flow.lineEnd()
        } else {
            flow.space()
        }
    }

    /// - Returns: where to go on.
    private mutating func command(_ input: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        let next = start + 1
        if next < input.count, input[next] == UInt8(ascii: "<") {
            literal()
            return next + 1
        }
        // Names are short; what looks longer is text.
        let name = input[next...].prefix(40).prefix { $0 != UInt8(ascii: ">") && $0 > 0x20 }
        guard name.endIndex < input.count, input[name.endIndex] == UInt8(ascii: ">") else {
            literal()
            return next
        }
        apply(String(decoding: name, as: UTF8.self).lowercased())
        return name.endIndex + 1
    }

    private mutating func literal() {
        if hidden == 0 { flow.visible("<") }
    }

    private mutating func apply(_ name: String) {
        let isEnd = name.hasPrefix("/")
        let step = isEnd ? -1 : 1
        switch isEnd ? String(name.dropFirst()) : name {
        case "param", "comment": hidden = max(0, hidden + step)
        case "nofill", "verbatim": unfilled = max(0, unfilled + step)
        case "lt" where isRichText: literal()
        case "nl" where isRichText: flow.lineEnd()
        case "np": flow.breakLine(2)
        case "paragraph", "heading", "signature": flow.breakLine(2)
        case "center", "flushleft", "flushright", "flushboth", "paraindent", "indent":
            flow.breakLine(1)
        case "excerpt":
            flow.breakLine(isEnd ? 1 : 2)
            // An end without a beginning ends nothing.
            if !isEnd {
                flow.push("> ")
                excerpts += 1
            } else if excerpts > 0 {
                flow.pop()
                flow.breakLine(2)
                excerpts -= 1
            }
        default: break
        }
    }
}
