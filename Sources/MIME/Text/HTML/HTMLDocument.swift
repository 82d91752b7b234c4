import Glibc

/// An HTML document as far as it can be read: its elements and texts in the order of the document.
///
/// One run of bytes and no tree, so that no nesting is too deep to walk, freeing it is one step, and
/// it takes less memory than the HTML. Between the texts, which are UTF-8, a byte that UTF-8 does
/// not have says that something else follows:
///
/// | bytes | what |
/// |---|---|
/// | FF, tag, traits | an element begins |
/// | four bytes, lowest first | its number, if the traits say that it has one |
/// | two bytes, lowest first, and so many more | its value, if the traits say so |
/// | FF FF | the innermost element ends; each that begins ends |
struct HTMLDocument {
    struct Element {
        let tag: HTMLTag
        var traits: Traits = []
        /// A list's or an item's number; the level of an office program's list paragraph;
        /// `.min` if there is none.
        var number: Int32 = .min
    }

    struct Traits: OptionSet {
        let rawValue: UInt8
        /// A paragraph without space around.
        static let isTight = Traits(rawValue: 1)
        /// White space counts as it stands.
        static let isPreformatted = Traits(rawValue: 2)
        /// A row of a table whose cells are not written side by side in one line.
        static let isStacked = Traits(rawValue: 4)
        /// A table that says to hold data, so that empty cells mean something.
        static let isData = Traits(rawValue: 8)
        /// What an office program puts before the paragraphs of a list.
        static let isOfficeMarker = Traits(rawValue: 16)
        /// Numbered with letters.
        static let usesLetters = Traits(rawValue: 32)
        fileprivate static let hasNumber = Traits(rawValue: 64)
        fileprivate static let hasValue = Traits(rawValue: 128)
    }

    private var bytes: [UInt8] = []

    private static let mark: UInt8 = 0xFF

    /// - Parameter bytesMax: how much it will be at most, or nearly so.
    init(bytesMax: Int) {
        // Memory that is never written to is never taken.
        bytes.reserveCapacity(bytesMax)
    }

    /// How long it is so far; below 2 GB.
    var count: Int { bytes.count }

    /// Begins an element.
    ///
    /// - Parameter value: the address of a link, the words of a picture; at most 64 KB.
    /// - Returns: where it is, for ``tag(at:)`` and ``insert(_:at:)``.
    mutating func open(_ element: Element, value: UnsafeBufferPointer<UInt8>) -> Int32 {
        let start = Int32(bytes.count)
        var traits = element.traits
        if element.number != .min { traits.insert(.hasNumber) }
        if !value.isEmpty { traits.insert(.hasValue) }
        bytes.append(Self.mark)
        bytes.append(element.tag.rawValue)
        bytes.append(traits.rawValue)
        if element.number != .min {
            withUnsafeBytes(of: element.number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        if !value.isEmpty {
            let count = UInt16(clamping: value.count)
            withUnsafeBytes(of: count.littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: value.prefix(Int(count)))
        }
        return start
    }

    /// Ends the innermost element.
    mutating func close() {
        bytes.append(Self.mark)
        bytes.append(Self.mark)
    }

    /// Adds text. What is no UTF-8 and would be taken for an element is left out.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        guard let base = text.baseAddress, !text.isEmpty else { return }
        if memchr(base, Int32(Self.mark), text.count) == nil {
            bytes.append(contentsOf: text)
        } else {
            bytes.append(contentsOf: text.lazy.filter { $0 != Self.mark })
        }
    }

    func tag(at start: Int32) -> HTMLTag { HTMLTag(rawValue: bytes[Int(start) + 1]) ?? .other }

    func traits(at start: Int32) -> Traits { Traits(rawValue: bytes[Int(start) + 2]) }

    /// Adds to what is known of an element that has begun already.
    mutating func insert(_ traits: Traits, at start: Int32) {
        bytes[Int(start) + 2] |= traits.rawValue
    }

    // MARK: Walking

    enum Event {
        /// With its value.
        case open(Element, UnsafeBufferPointer<UInt8>)
        case text(UnsafeBufferPointer<UInt8>)
        case close
    }

    /// Hands on all that happens, in order. What points to bytes is valid until this returns.
    func walk(_ body: (Event) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count, let base = bytes.baseAddress {
                guard bytes[index] == Self.mark else {
                    let found = memchr(base + index, Int32(Self.mark), bytes.count - index)
                    let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
                    let text = bytes[index..<(end ?? bytes.count)]
                    body(.text(UnsafeBufferPointer(rebasing: text)))
                    index += text.count
                    continue
                }
                if bytes[index + 1] == Self.mark {
                    body(.close)
                    index += 2
                } else {
                    index = Self.open(bytes, index, body)
                }
            }
        }
    }

    /// - Returns: where to go on.
    private static func open(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ body: (Event) -> Void
    ) -> Int {
        let traits = Traits(rawValue: bytes[start + 2])
        var element = Element(tag: HTMLTag(rawValue: bytes[start + 1]) ?? .other, traits: traits)
        var index = start + 3
        let raw = UnsafeRawBufferPointer(bytes)
        if traits.contains(.hasNumber) {
            element.number = Int32(
                littleEndian: raw.loadUnaligned(fromByteOffset: index, as: Int32.self))
            index += 4
        }
        var count = 0
        if traits.contains(.hasValue) {
            count = Int(
                UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt16.self)))
            index += 2
        }
        let value = UnsafeBufferPointer(rebasing: bytes[index..<(index + count)])
        body(.open(element, value))
        return index + count
    }
}
