/// Writes TNEF streams (MS-OXTNEF) as Outlook does, and as it never would.
struct TNEFSample {
    enum Value {
        case text(String)
        case unicode(String)
        case binary([UInt8])
        case object([UInt8])
        case number(UInt32)
        /// A property that has a name of its own and two values.
        case named(String)
    }

    typealias Property = (id: UInt32, value: Value)

    private(set) var bytes: [UInt8] = [0x78, 0x9F, 0x3E, 0x22, 1, 0]

    /// What an attached message begins with.
    static let messageID: [UInt8] = [
        0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46,
    ]

    init(codePage: UInt32 = 1252) {
        add(1, 0x0008_9006, [0, 0, 1, 0])
        add(1, 0x0006_9007, Self.bytes(codePage) + Self.bytes(0))
        add(1, 0x0007_8008, Array("IPM.Microsoft Mail.Note\0".utf8))
    }

    mutating func message(_ properties: [Property]) {
        add(1, 0x0006_9003, Self.block(properties))
    }

    mutating func body(_ text: [UInt8]) {
        add(1, 0x0002_800C, text)
    }

    mutating func attachment(title: [UInt8]?, data: [UInt8], _ properties: [Property] = []) {
        add(2, 0x0006_9002, [UInt8](repeating: 0, count: 14))
        if let title { add(2, 0x0001_8010, title + [0]) }
        if !data.isEmpty { add(2, 0x0006_800F, data) }
        if !properties.isEmpty { add(2, 0x0006_9005, Self.block(properties)) }
    }

    mutating func add(_ level: UInt8, _ id: UInt32, _ data: [UInt8], checksum: UInt16? = nil) {
        bytes.append(level)
        bytes += Self.bytes(id) + Self.bytes(UInt32(data.count)) + data
        let sum = checksum ?? data.reduce(0) { $0 &+ UInt16($1) }
        bytes += [UInt8(sum & 0xFF), UInt8(sum >> 8)]
    }

    static func bytes(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
    }

    static func block(_ properties: [Property]) -> [UInt8] {
        bytes(UInt32(properties.count)) + properties.flatMap(property)
    }

    private static func property(_ property: Property) -> [UInt8] {
        func tag(_ type: UInt32) -> [UInt8] { bytes(property.id << 16 | type) }
        func counted(_ data: [UInt8]) -> [UInt8] {
            bytes(1) + bytes(UInt32(data.count)) + padded(data)
        }
        switch property.value {
        case .text(let text): return tag(0x1E) + counted(Array(text.utf8) + [0])
        case .unicode(let text): return tag(0x1F) + counted(utf16(text + "\0"))
        case .binary(let data): return tag(0x0102) + counted(data)
        case .object(let data): return tag(0x0D) + counted(data)
        case .number(let number): return tag(0x03) + bytes(number)
        case .named(let name):
            let text = utf16(name + "\0")
            return bytes((property.id | 0x8000) << 16 | 0x101E) + [UInt8](repeating: 7, count: 16)
                + bytes(1) + bytes(UInt32(text.count)) + padded(text)
                + bytes(2) + bytes(2) + padded([0x61, 0]) + bytes(2) + padded([0x62, 0])
        }
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    private static func padded(_ data: [UInt8]) -> [UInt8] {
        data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
    }

    /// Compressed RTF (MS-OXRTFCP) of literals only, then pairs of "offset and length" if wanted.
    static func compressedRTF(_ text: String, references: Int = 0, claimed: Int? = nil) -> [UInt8] {
        var payload: [UInt8] = []
        let literals = Array(text.utf8)
        for start in stride(from: 0, to: literals.count, by: 8) {
            payload.append(0)
            payload += literals[start..<min(start + 8, literals.count)]
        }
        for _ in 0..<references {
            payload.append(0xFF)
            // 17 bytes from the beginning of the dictionary, eight times.
            for _ in 0..<8 { payload += [0x00, 0x0F] }
        }
        let size = claimed ?? literals.count + references * 8 * 17
        return bytes(UInt32(payload.count + 12)) + bytes(UInt32(size)) + Array("LZFu".utf8)
            + bytes(0) + payload
    }
}
