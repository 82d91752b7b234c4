/// Writes a document as a good mail program would write it as plain text.
struct HTMLRenderer {
    /// The text in UTF-8.
    static func bytes(of document: HTMLDocument) -> [UInt8] {
        var renderer = HTMLRenderer(bytesMax: document.count)
        document.walk { renderer.take($0) }
        return renderer.flow.output
    }

    private struct Row {
        /// Whether cells go below each other.
        var isStacked = false
        /// Whether empty cells count.
        let isData: Bool
        var hasCells = false
    }

    private struct List {
        let isOrdered: Bool
        let usesLetters: Bool
        var number: Int32
    }

    /// An element that was opened, with its value, which is the document's.
    private struct Open {
        let element: HTMLDocument.Element
        let value: UnsafeBufferPointer<UInt8>
    }

    private var flow: TextFlow
    private var openElements: [Open] = []
    private var lists: [List] = []
    /// The tables and rows around, outermost first.
    private var rows: [Row] = []
    /// Picture, headline and "more" often lead to one place; once is enough.
    private var lastTarget = ""
    private var preformattedDepth = 0
    /// Rows around that are one line: nothing inside them breaks it.
    private var lineRows = 0
    /// What stands in an office program's list mark, while inside it.
    private var officeMarker: [UInt8]?
    private var officeLevel: Int32 = 1
    /// What is longer is no mark but text that lost its end tag.
    private static let officeMarkerBytesMax = 64

    private init(bytesMax: Int) {
        flow = TextFlow(bytesMax: bytesMax)
    }

    private mutating func take(_ event: HTMLDocument.Event) {
        switch event {
        case .open(let element, let value):
            openElements.append(Open(element: element, value: value))
            open(element, value)
        case .close:
            if let last = openElements.popLast() { close(last.element, last.value) }
        case .text(let text):
            guard officeMarker != nil else {
                return flow.write(text, isPreformatted: preformattedDepth > 0)
            }
            officeMarker?.append(contentsOf: text)
            if (officeMarker?.count ?? 0) > Self.officeMarkerBytesMax { closeMarker() }
        }
    }

    private mutating func open(
        _ element: HTMLDocument.Element, _ value: UnsafeBufferPointer<UInt8>
    ) {
        let traits = element.traits
        breakLine(element)
        switch element.tag {
        case .lineBreak: if lineRows == 0 { flow.lineEnd() } else { flow.space() }
        case .rule:
            // As the most common mail program has it above the mail that is answered.
            flow.visible("________________________________")
        case .image: writePicture(value)
        case .link: flow.mark()
        case .shortQuote: flow.visible("“")
        case .quote: flow.push("> ")
        case .definition: flow.push("    ")
        case .orderedList, .unorderedList:
            lists.append(
                List(
                    isOrdered: element.tag == .orderedList,
                    usesLetters: traits.contains(.usesLetters),
                    number: element.number == .min ? 1 : element.number))
        case .listItem: flow.push(marker: nextMark(element))
        case .table: rows.append(Row(isData: traits.contains(.isData)))
        case .row:
            let isData = rows.last?.isData ?? false
            rows.append(Row(isStacked: traits.contains(.isStacked), isData: isData))
            if !traits.contains(.isStacked) { lineRows += 1 }
        case .cell, .headCell: openCell()
        default: break
        }
        if element.tag == .preformatted || traits.contains(.isPreformatted) {
            preformattedDepth += 1
        }
        if traits.contains(.isOfficeMarker) {
            officeMarker = []
        } else if element.number != .min, element.tag == .paragraph {
            officeLevel = element.number
        }
    }

    private mutating func close(
        _ element: HTMLDocument.Element, _ value: UnsafeBufferPointer<UInt8>
    ) {
        switch element.tag {
        case .link: closeLink(value)
        case .shortQuote: flow.visible("”")
        case .quote, .definition, .listItem:
            flow.breakLine(1)
            flow.pop()
        case .orderedList, .unorderedList: lists.removeLast()
        case .table: rows.removeLast()
        case .row:
            if !rows.removeLast().isStacked { lineRows -= 1 }
        default: break
        }
        if element.tag == .preformatted || element.traits.contains(.isPreformatted) {
            preformattedDepth -= 1
        }
        if element.traits.contains(.isOfficeMarker) { closeMarker() }
        breakLine(element)
    }

    private mutating func breakLine(_ element: HTMLDocument.Element) {
        let count = lineBreaks(element)
        guard count > 0 else { return }
        if lineRows == 0 { flow.breakLine(count) } else { flow.space() }
    }

    private func lineBreaks(_ element: HTMLDocument.Element) -> Int {
        switch element.tag {
        case .paragraph: element.traits.contains(.isTight) ? 1 : 2
        case .orderedList, .unorderedList: lists.isEmpty ? 2 : 1
        case .table: element.traits.contains(.isData) ? 2 : 1
        default: element.tag.lineBreaks
        }
    }

    private mutating func openCell() {
        guard let row = rows.last else { return flow.nextCell(countsEmpty: false) }
        rows[rows.count - 1].hasCells = true
        if row.isStacked {
            flow.breakLine(1)
        } else if row.hasCells {
            flow.nextCell(countsEmpty: row.isData)
        } else {
            flow.space()
        }
    }

    /// `* `, `7. `, `c. `
    private mutating func nextMark(_ element: HTMLDocument.Element) -> String {
        guard let list = lists.last, list.isOrdered else { return "* " }
        let number = element.number == .min ? list.number : element.number
        lists[lists.count - 1].number = number == .max ? number : number + 1
        if list.usesLetters, (1...26).contains(number) {
            return "\(Character(Unicode.Scalar(UInt8(0x60 + number)))). "
        }
        return "\(number). "
    }

    private mutating func writePicture(_ value: UnsafeBufferPointer<UInt8>) {
        let words = String(decoding: value, as: UTF8.self)
        guard let text = HTMLPicture.text(words: words) else { return }
        var written = text
        written.withUTF8 { flow.write($0, isPreformatted: false) }
    }

    private mutating func closeLink(_ value: UnsafeBufferPointer<UInt8>) {
        // No slice of the output may be alive when it grows, or all of it would be copied.
        guard !value.isEmpty,
            let target = HTMLLink.target(of: Array(value)[...], shownAs: Array(flow.marked)),
            target != lastTarget
        else { return }
        flow.attach("<\(target)>")
        lastTarget = target
    }

    /// A bullet in some symbol font becomes ours; numbers stay.
    private mutating func closeMarker() {
        guard let mark = officeMarker else { return }
        officeMarker = nil
        let text = String(decoding: mark, as: UTF8.self).replacing("\u{A0}", with: " ")
        var words = CleanText.singleLine(text)
        guard !words.isEmpty else { return }
        if words.unicodeScalars.count == 1 && !"0123456789".contains(words) { words = "*" }
        for _ in 1..<max(1, min(officeLevel, 8)) {
            flow.hardSpace()
            flow.hardSpace()
        }
        words.withUTF8 { flow.write($0, isPreformatted: false) }
        flow.space()
    }
}
