/// The lines of a text, and what can be said of one without looking at others.
///
/// A text may have as many lines as bytes, so what is kept of each is small.
struct TextLines: RandomAccessCollection {
    private struct Place {
        /// Where it begins; it ends before the line end in front of the next one.
        let start: UInt32
        let isBlank: Bool
        let isQuote: Bool
    }

    private let text: String
    private let places: [Place]
    /// For each line the next one that is not blank, itself included; `count` where there is none.
    private let solid: [UInt32]

    /// - Parameter text: at most 4 GB; what is behind is not seen.
    init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        let utf8 = text.utf8
        var places: [Place] = []
        places.reserveCapacity(1 + utf8.count { $0 == UInt8(ascii: "\n") })
        var start = utf8.startIndex
        while true {
            let end = utf8[start...].firstIndex(of: UInt8(ascii: "\n"))
            let offset = utf8.distance(from: utf8.startIndex, to: start)
            guard let place = UInt32(exactly: offset) else { break }
            let line = TextLine(text[start..<(end ?? utf8.endIndex)])
            places.append(Place(start: place, isBlank: line.isBlank, isQuote: line.isQuote))
            guard let end else { break }
            start = utf8.index(after: end)
        }
        var solid = [UInt32](repeating: UInt32(places.count), count: places.count)
        var next = UInt32(places.count)
        for index in places.indices.reversed() {
            if !places[index].isBlank { next = UInt32(index) }
            solid[index] = next
        }
        self.text = text
        self.places = places
        self.solid = solid
    }

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }
    subscript(index: Int) -> TextLine {
        let utf8 = text.utf8
        let place = places[index]
        let start = utf8.index(utf8.startIndex, offsetBy: Int(place.start))
        let end =
            index + 1 < places.count
            ? utf8.index(utf8.startIndex, offsetBy: Int(places[index + 1].start) - 1)
            : utf8.endIndex
        return TextLine(text[start..<end], isBlank: place.isBlank, isQuote: place.isQuote)
    }

    /// The first line at or after `index` that is not blank; `count` where there is none.
    func firstSolid(from index: Int) -> Int {
        index < solid.count ? Int(solid[index]) : solid.count
    }

    /// Whether there is no line before this one, or a blank one.
    func isBlankBefore(_ index: Int) -> Bool { index == 0 || places[index - 1].isBlank }
}

/// One line.
struct TextLine {
    let text: Substring
    /// Nothing to see: white space and invisible characters only.
    let isBlank: Bool
    /// Begins with `>`, after at most three spaces.
    let isQuote: Bool

    fileprivate init(_ text: Substring, isBlank: Bool, isQuote: Bool) {
        self.text = text
        self.isBlank = isBlank
        self.isQuote = isQuote
    }

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
