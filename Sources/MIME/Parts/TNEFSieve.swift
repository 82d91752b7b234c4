/// Rewrites a TNEF stream (MS-OXTNEF) so that libytnef can be shown it.
///
/// libytnef is the library that there is, and it was written for friendly files: it gives up the
/// whole file for a title of 100 bytes, a text of 100,000, a property of half a megabyte (which any
/// attached message is) or a wrong checksum, prints to standard output, follows a null pointer after
/// a property that is cut short, and walks a list for each attribute. So it never sees what came by
/// mail. This walk believes no length and no count, takes what Postern wants, whole and once, and
/// writes a new stream that is valid in all that the library looks at. Texts and attached messages
/// are no part of it: they stay where they lie, and their places are handed out.
struct TNEFSieve {
    /// Names a text or an object: which attachment, counted from 1 (0: the message), which property.
    struct Place: Hashable {
        let file: Int
        let id: UInt32
    }

    struct Content {
        let range: Range<Int>
        /// In UTF-16, low byte first.
        var isUTF16 = false
        /// Begins with the 16 bytes that say what kind of object it is.
        var isObject = false
    }

    /// A valid stream: for each attachment a rendering attribute, then its title, data, properties.
    private(set) var stream: [UInt8] = []
    /// The stream ended early or held something that cannot be; what was sound is there.
    private(set) var isDamaged = false
    /// The texts and objects, in the bytes that were given.
    private(set) var contents: [Place: Content] = [:]

    private let bytes: [UInt8]
    private let filesMax: Int
    private var position = 6
    private var files = 0
    /// Attributes of the message, or of the attachment that is open, that were let through.
    private var seen: Set<UInt32> = []

    private static let signature: [UInt8] = [0x78, 0x9F, 0x3E, 0x22]
    private static let rendering: UInt32 = 0x9002
    private static let attachData: UInt32 = 0x800F
    private static let title: UInt32 = 0x8010
    /// The plain text in the charset of the OEM code page; its place has this for a property.
    static let bodyAttribute: UInt32 = 0x800C
    /// The low half of the attributes that are let through, and the whole as libytnef knows it.
    private static let messageAttributes: [UInt32: UInt32] = [
        bodyAttribute: 0x0002_800C, 0x9003: 0x0006_9003, 0x9007: 0x0006_9007,
    ]
    private static let fileAttributes: [UInt32: UInt32] = [
        attachData: 0x0006_800F, title: 0x0001_8010, 0x9005: 0x0006_9005,
    ]
    /// Names, types, ids and code page among MAPI's properties.
    private static let properties: Set<UInt32> = [0x3001, 0x3704, 0x3707, 0x370E, 0x3712, 0x3FDE]
    /// Plain text, compressed RTF, HTML, attached message or object.
    private static let contentProperties: Set<UInt32> = [0x1000, 0x1009, 0x1013, 0x3701]
    /// A name is no longer, and libytnef takes as much.
    private static let propertyBytesMax = 10_000
    /// From 100 on libytnef gives up.
    private static let titleBytesMax = 99

    /// Whether it begins as every TNEF stream does.
    static func isTNEF(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

    /// - Parameter filesMax: attachments that are let through; those behind are left out.
    init?(_ bytes: [UInt8], filesMax: Int) {
        guard Self.isTNEF(bytes), bytes.count >= 6 else { return nil }
        self.bytes = bytes
        self.filesMax = filesMax
        stream.reserveCapacity(bytes.count + 64)
        stream += bytes[..<6]
        while position < bytes.count, takeAttribute() {}
    }

    /// - Returns: false at the end of what can be read.
    private mutating func takeAttribute() -> Bool {
        guard let level = byte(at: position), level == 1 || level == 2,
            let id = number(at: position + 1), let length = number(at: position + 5)
        else {
            isDamaged = true
            return false
        }
        let start = position + 9
        let whole = start + Int(length)
        let range = start..<min(whole, bytes.count)
        let isCut = whole > bytes.count
        position = whole + 2
        isDamaged = isDamaged || isCut
        if level == 1 {
            takeMessageAttribute(id & 0xFFFF, range, isCut: isCut)
        } else {
            takeFileAttribute(id & 0xFFFF, range, isCut: isCut)
        }
        return !isCut && files <= filesMax
    }

    private mutating func takeMessageAttribute(_ id: UInt32, _ range: Range<Int>, isCut: Bool) {
        guard let known = Self.messageAttributes[id], files == 0, seen.insert(id).inserted else {
            return
        }
        if id == 0x9003 {
            write(1, known, filtered(range))
        } else if id == Self.bodyAttribute {
            contents[Place(file: 0, id: id)] = Content(range: range)
        } else if !isCut {
            write(1, known, bytes[range])
        }
    }

    /// A file's data may stand before its title, or the mark of a new file may be missing.
    private mutating func takeFileAttribute(_ id: UInt32, _ range: Range<Int>, isCut: Bool) {
        if id == Self.rendering { return open() }
        guard let known = Self.fileAttributes[id] else { return }
        if files == 0 || seen.contains(id) { open() }
        guard files <= filesMax else { return }
        seen.insert(id)
        if id == 0x9005 {
            write(2, known, filtered(range))
        } else if id == Self.title {
            write(2, known, bytes[range].prefix(Self.titleBytesMax))
        } else if !isCut || id == Self.attachData {
            write(2, known, bytes[range])
        }
    }

    /// Lends the stream to a C function that takes it as writable but does not write.
    mutating func withStream(_ body: (UnsafeMutableBufferPointer<UInt8>) -> Int32) -> Int32 {
        stream.withUnsafeMutableBufferPointer { body($0) }
    }

    private mutating func open() {
        files += 1
        seen = []
        if files <= filesMax { write(2, 0x0006_9002, [UInt8](repeating: 0, count: 14)[...]) }
    }

    // MARK: Properties

    /// A block of MAPI properties with those of interest only, each once.
    private mutating func filtered(_ range: Range<Int>) -> ArraySlice<UInt8> {
        var kept: [UInt8] = []
        var count: UInt32 = 0
        var ids: Set<UInt32> = []
        let claimed = number(at: range.lowerBound) ?? 0
        var index = range.lowerBound + 4
        for _ in 0..<claimed {
            guard let tag = number(at: index), let end = end(of: tag, at: index, in: range) else {
                isDamaged = true
                break
            }
            let id = tag >> 16
            if let value = value(of: tag, index..<end), ids.insert(id).inserted {
                if Self.contentProperties.contains(id) {
                    contents[Place(file: files, id: id)] = Content(
                        range: value, isUTF16: tag & 0xFFFF == 0x1F,
                        isObject: tag & 0xFFFF == 0x0D)
                } else if Self.properties.contains(id), value.count <= Self.propertyBytesMax {
                    count += 1
                    kept += bytes[index..<end]
                }
            }
            index = end
        }
        // libytnef takes a block of none for damage.
        return count == 0 ? [] : (Self.bytes(of: count) + kept)[...]
    }

    /// Where the property that begins at `start` ends; `nil` if not inside the block.
    private func end(of tag: UInt32, at start: Int, in range: Range<Int>) -> Int? {
        var index = start + 4
        if tag >> 16 >= 0x8000 {
            // A property with a name: a GUID, then a number, or a text with its length.
            guard let kind = number(at: index + 16) else { return nil }
            index += 20
            guard let value = number(at: index) else { return nil }
            index += 4 + (kind == 0 ? 0 : Self.padded(value))
        }
        let type = tag & 0xFFFF
        let isVariable = Self.isVariable(type)
        var values: UInt32 = 1
        if isVariable || type & 0x1000 != 0 {
            guard let claimed = number(at: index) else { return nil }
            values = claimed
            index += 4
        }
        if let size = Self.size(ofFixed: type) {
            index += size * Int(values)
        } else if isVariable {
            for _ in 0..<values {
                guard index < range.upperBound, let length = number(at: index) else { return nil }
                index += 4 + Self.padded(length)
            }
        } else {
            return nil
        }
        return index <= range.upperBound && index > start ? index : nil
    }

    /// Where the value of a property is, if it has one value and no name: then libytnef reads it as
    /// MS-OXTNEF means it.
    private func value(of tag: UInt32, _ property: Range<Int>) -> Range<Int>? {
        let start = property.lowerBound
        let type = tag & 0xFFFF
        guard tag >> 16 < 0x8000 else { return nil }
        if type == 0x0003 { return (start + 4)..<property.upperBound }
        guard Self.isVariable(type), type & 0x1000 == 0, number(at: start + 4) == 1,
            let length = number(at: start + 8), length > 0
        else { return nil }
        return (start + 12)..<(start + 12 + Int(length))
    }

    private static func isVariable(_ type: UInt32) -> Bool {
        [0x0D, 0x1E, 0x1F, 0x0102].contains(type & 0x0FFF)
    }

    /// Bytes of a value of a type of fixed size, padding included.
    private static func size(ofFixed type: UInt32) -> Int? {
        switch type & 0x0FFF {
        case 0x02, 0x03, 0x04, 0x0A, 0x0B: 4
        case 0x05, 0x06, 0x07, 0x14, 0x40: 8
        case 0x48: 16
        default: nil
        }
    }

    private static func padded(_ length: UInt32) -> Int { (Int(length) + 3) & ~3 }

    // MARK: Bytes

    private func byte(at index: Int) -> UInt8? {
        bytes.indices.contains(index) ? bytes[index] : nil
    }

    private func number(at index: Int) -> UInt32? {
        guard index >= 0, index + 4 <= bytes.count else { return nil }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << UInt32(8 * $1) }
    }

    private static func bytes(of number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
    }

    /// libytnef takes an attribute without data for the end of the world.
    private mutating func write(_ level: UInt8, _ id: UInt32, _ data: ArraySlice<UInt8>) {
        guard !data.isEmpty, data.count <= Int(Int32.max) else { return }
        stream.append(level)
        stream += Self.bytes(of: id)
        stream += Self.bytes(of: UInt32(data.count))
        stream += data
        let sum = data.withUnsafeBytes { $0.reduce(UInt16(0)) { $0 &+ UInt16($1) } }
        stream += [UInt8(truncatingIfNeeded: sum), UInt8(truncatingIfNeeded: sum >> 8)]
    }
}
