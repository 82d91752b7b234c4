import CXML2
import Glibc

/// Takes what the parser reports and keeps of it what can be read.
struct HTMLBuilder {
    private(set) var document: HTMLDocument
    /// Set when the parser was told to stop at ``HTMLParser/depthMax``.
    private(set) var isTooDeep = false

    private let context: htmlParserCtxtPtr
    /// For each open element where it is in the document, or -1 if it left no trace.
    private var open: [Int32] = []
    /// How many elements are around the one that hides its content.
    private var hiddenDepth: Int?
    private var tables = TableSurvey()
    /// The value of the element that is being opened; the parser's, who frees it.
    private var value = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// The parser keeps one copy of each name, so its address will do.
    private var tags: [UnsafePointer<UInt8>: HTMLTag] = [:]

    /// Longer addresses are left out: they carry data, or track their readers.
    private static let addressBytesMax = 2_048
    private static let wordsBytesMax = 500
    /// Positions in the document are numbers of 32 bits.
    private static let documentBytesMax = Int(Int32.max) - (64 << 10)

    /// - Parameter bytesMax: how much the document will be at most, or nearly so.
    init(_ context: htmlParserCtxtPtr, bytesMax: Int) {
        self.context = context
        document = HTMLDocument(bytesMax: bytesMax)
    }

    /// - Parameter attributes: names and values by turns, a null pointer at the end.
    mutating func open(
        _ name: UnsafePointer<UInt8>,
        _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    ) {
        guard open.count < HTMLParser.depthMax, document.count < Self.documentBytesMax else {
            isTooDeep = true
            xmlStopParser(context)
            return
        }
        guard hiddenDepth == nil else {
            open.append(-1)
            return
        }
        var element = HTMLDocument.Element(tag: tag(name))
        var isHidden = element.tag == .hidden
        value = UnsafeBufferPointer(start: nil, count: 0)
        if let attributes, !isHidden { read(attributes, &element, &isHidden) }
        if isHidden {
            hiddenDepth = open.count
            open.append(-1)
        } else if element.tag == .other && element.traits.isEmpty {
            open.append(-1)
        } else {
            let start = document.open(element, value: value)
            open.append(start)
            tables.open(element.tag, start)
            if element.tag == .headCell, let table = tables.current {
                document.insert(.isData, at: table)
            }
        }
    }

    mutating func close() {
        guard let start = open.popLast() else { return }
        if hiddenDepth == open.count { hiddenDepth = nil }
        guard start >= 0 else { return }
        document.close()
        guard let row = tables.close(document.tag(at: start)) else { return }
        // A single cell is a paragraph of a page, unless its place in the row means something.
        let table = tables.current.map { document.traits(at: $0) }
        let isAlone = row.cellsWithText < 2 && table?.contains(.isData) != true
        if row.isStacked || isAlone { document.insert(.isStacked, at: row.element) }
    }

    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard hiddenDepth == nil, !text.isEmpty else { return }
        tables.text(text)
        document.append(text)
    }

    private mutating func tag(_ name: UnsafePointer<UInt8>) -> HTMLTag {
        if let tag = tags[name] { return tag }
        let tag = HTMLTag.named(String(cString: name))
        tags[name] = tag
        return tag
    }

    private mutating func read(
        _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>,
        _ element: inout HTMLDocument.Element, _ isHidden: inout Bool
    ) {
        var pair = attributes
        var isTinyPicture = false
        while let name = pair[0] {
            let value = pair[1]
            pair += 2
            switch String(cString: name) {
            case "hidden": isHidden = true
            case "style": if let value { apply(HTMLStyle(value), &element, &isHidden) }
            case "class":
                // The office program's style sheet gives its paragraphs no space around.
                if let value, strncmp(value, "Mso", 3) == 0 { element.traits.insert(.isTight) }
            case "href" where element.tag == .link:
                keep(value, bytesMax: Self.addressBytesMax)
            case "alt" where element.tag == .image:
                keep(value, bytesMax: Self.wordsBytesMax)
            case "width" where element.tag == .image, "height" where element.tag == .image:
                if let value, value[0] != 0, strtol(value, nil, 10) < 4 { isTinyPicture = true }
            case "start" where element.tag == .orderedList, "value" where element.tag == .listItem:
                if let value { element.number = Int32(clamping: strtol(value, nil, 10)) }
            case "type" where element.tag == .orderedList:
                if let value, value[0] | 0x20 == UInt8(ascii: "a") {
                    element.traits.insert(.usesLetters)
                }
            case "border" where element.tag == .table:
                if let value, value[0] != UInt8(ascii: "0"), value[0] != 0 {
                    element.traits.insert(.isData)
                }
            default: break
            }
        }
        // A picture of a point or two counts who opens the mail.
        if isTinyPicture { isHidden = true }
    }

    private func apply(
        _ style: HTMLStyle, _ element: inout HTMLDocument.Element, _ isHidden: inout Bool
    ) {
        if style.isHidden { isHidden = true }
        if style.isTight { element.traits.insert(.isTight) }
        if style.isPreformatted { element.traits.insert(.isPreformatted) }
        if style.isOfficeMarker { element.traits.insert(.isOfficeMarker) }
        if let level = style.officeListLevel, element.number == .min { element.number = level }
    }

    private mutating func keep(_ text: UnsafePointer<UInt8>?, bytesMax: Int) {
        guard let text else { return }
        let count = strlen(text)
        if count <= bytesMax { value = UnsafeBufferPointer(start: text, count: count) }
    }
}
