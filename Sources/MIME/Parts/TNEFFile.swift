import CYTNEF
import Glibc

/// A file that lay inside a part.
struct UnpackedFile {
    /// What distinguishes it within that part: `u1`, `t2`, `t2.t1`.
    let key: String
    var name: String?
    var type = "application/octet-stream"
    /// For a text.
    var charset: String?
    var contentID: String?
    /// The text of a mail, in one of its forms, not a file that somebody attached.
    var isText = false
    var bytes: [UInt8] = []
}

/// What is in a `winmail.dat`: files, the text in up to three forms, attached messages.
struct TNEFFile {
    private(set) var files: [UnpackedFile] = []
    /// Something of it could not be read.
    private(set) var isDamaged = false

    /// Messages within messages that are opened. Outlook itself stops somewhere, hostile mail not.
    private static let depthMax = 8

    /// Unpacks everything, attached messages too, with a work list instead of a recursion.
    ///
    /// - Parameters:
    ///   - filesMax: how many files are unpacked.
    ///   - budget: for the bytes of the files.
    /// - Returns: `nil` if it is no TNEF.
    init?(_ bytes: [UInt8], filesMax: Int, budget: inout DecodeBudget) {
        guard TNEFSieve.isTNEF(bytes) else { return nil }
        var next = 0
        var open: [(prefix: String, depth: Int, bytes: [UInt8])] = [("", 1, bytes)]
        while next < open.count {
            let (prefix, depth, stream) = open[next]
            open[next].bytes = []
            next += 1
            let room = max(0, filesMax - files.count)
            guard let level = TNEFLevel(stream, filesMax: room, budget: &budget) else {
                isDamaged = true
                continue
            }
            isDamaged = isDamaged || level.isDamaged
            for (number, file) in level.files.prefix(room).enumerated() {
                let key = "\(prefix)t\(number + 1)"
                if depth < Self.depthMax, TNEFSieve.isTNEF(file.bytes) {
                    open.append((key + ".", depth + 1, file.bytes))
                }
                files.append(
                    UnpackedFile(
                        key: key, name: file.name, type: file.type, charset: file.charset,
                        contentID: file.contentID, isText: file.isText && prefix.isEmpty,
                        bytes: file.bytes))
            }
        }
    }
}

/// One TNEF stream without what is inside its attachments.
private struct TNEFLevel {
    private(set) var files: [UnpackedFile] = []
    let isDamaged: Bool
    private var charset: String?
    private let bytes: [UInt8]
    private let contents: [TNEFSieve.Place: TNEFSieve.Content]

    /// IID_IMessage: what follows these 16 bytes is a TNEF stream (MS-OXTNEF §2.1.3.3.15).
    private static let messageID: [UInt8] = [
        0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46,
    ]

    init?(_ bytes: [UInt8], filesMax: Int, budget: inout DecodeBudget) {
        // More would cost libytnef time in the square, and nobody attaches them.
        guard var sieve = TNEFSieve(bytes, filesMax: min(filesMax, 1_000)) else { return nil }
        isDamaged = sieve.isDamaged
        self.bytes = bytes
        contents = sieve.contents
        var tnef = TNEFStruct()
        TNEFInitialize(&tnef)
        // Its own limit on an attachment; ours is on the mail.
        tnef.attachmentSize = .max
        let status = sieve.withStream { TNEFParseMemory($0.baseAddress, $0.count, &tnef) }
        // What it leaves behind after an error is not safe to free.
        guard status == 0 else { return nil }
        defer { TNEFFree(&tnef) }
        charset = Self.charset(codePage: Self.number(tnef.CodePage))
        addTexts(of: tnef, &budget)
        var attachment = tnef.starting_attach.next
        var number = 0
        while let current = attachment {
            number += 1
            add(current.pointee, number, &budget)
            attachment = current.pointee.next
        }
    }

    /// The plain text only when there is no richer form: in a mail it stands beside the TNEF anyway.
    private mutating func addTexts(of tnef: TNEFStruct, _ budget: inout DecodeBudget) {
        let properties = MAPIValues(tnef.MapiProperties)
        let page = Self.charset(codePage: properties.number(0x3FDE)) ?? charset
        if let html = content(of: 0x1013) {
            add(
                UnpackedFile(
                    key: "", name: "body.html", type: "text/html",
                    charset: html.isUTF8 ? "utf-8" : page, isText: true, bytes: html.bytes), &budget
            )
        }
        if let packed = content(of: 0x1009)?.bytes,
            let rtf = CompressedRTF.decompressed(packed, &budget)
        {
            add(
                UnpackedFile(key: "", name: "body.rtf", type: "application/rtf", bytes: rtf),
                &budget)
        }
        guard files.isEmpty else { return }
        guard let plain = content(of: 0x1000) ?? content(of: TNEFSieve.bodyAttribute) else {
            return
        }
        let text = Array(plain.bytes.prefix { $0 != 0 })
        guard text.contains(where: { $0 > 0x20 }) else { return }
        add(
            UnpackedFile(
                key: "", name: "body.txt", type: "text/plain",
                charset: plain.isUTF8 ? "utf-8" : charset, isText: true, bytes: text), &budget)
    }

    private mutating func add(
        _ attachment: Attachment, _ number: Int, _ budget: inout DecodeBudget
    ) {
        let properties = MAPIValues(attachment.MAPI)
        var file = UnpackedFile(key: "")
        file.name =
            text(properties.bytes(0x3707)) ?? text(properties.bytes(0x3704))
            ?? text((Self.bytes(attachment.Title), false)) ?? text(properties.bytes(0x3001))
        if let type = text(properties.bytes(0x370E))?.lowercased(), type.contains("/") {
            file.type = type
        } else if let name = file.name {
            file.type = FileTypes.type(ofName: name)
        }
        file.contentID = text(properties.bytes(0x3712)).map { id in
            CleanText.trimmed(id.filter { $0 != "<" && $0 != ">" })
        }
        file.bytes = Self.bytes(attachment.FileData)
        let place = TNEFSieve.Place(file: number, id: 0x3701)
        if let object = contents[place]?.isObject, let content = content(place)?.bytes {
            let isMessage = object && content.starts(with: Self.messageID)
            if isMessage { file.type = "application/ms-tnef" }
            if isMessage || file.bytes.isEmpty {
                file.bytes = object ? Array(content.dropFirst(16)) : content
            }
        }
        add(file, &budget)
    }

    private mutating func add(_ file: UnpackedFile, _ budget: inout DecodeBudget) {
        guard !budget.isExceeded, budget.take(file.bytes.count) == file.bytes.count else { return }
        files.append(file)
    }

    // MARK: Values

    /// A text or an object, out of the stream as it came; UTF-16 becomes UTF-8.
    private func content(of id: UInt32) -> (bytes: [UInt8], isUTF8: Bool)? {
        content(TNEFSieve.Place(file: 0, id: id))
    }

    private func content(_ place: TNEFSieve.Place) -> (bytes: [UInt8], isUTF8: Bool)? {
        guard let content = contents[place] else { return nil }
        let value = bytes[content.range]
        guard content.isUTF16 else { return (Array(value), false) }
        let units = stride(from: value.startIndex, to: value.endIndex - 1, by: 2).lazy.map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        return (Array(String(decoding: Array(units), as: UTF16.self).utf8), true)
    }

    private func text(_ value: (bytes: [UInt8], isUTF8: Bool)?) -> String? {
        guard let value else { return nil }
        let bytes = Array(value.bytes.prefix { $0 != 0 })
        let text = Charset.decode(bytes, declared: value.isUTF8 ? "utf-8" : charset).text
        let clean = CleanText.singleLine(text)
        return clean.isEmpty ? nil : clean
    }

    fileprivate static func bytes(_ value: variableLength) -> [UInt8] {
        guard value.size > 0, let data = value.data else { return [] }
        return Array(UnsafeBufferPointer(start: data, count: Int(value.size)))
    }

    private static func number(_ value: variableLength) -> UInt32? {
        let bytes = bytes(value)
        guard bytes.count >= 4 else { return nil }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[$1]) << UInt32(8 * $1) }
    }

    /// The charset that Windows numbers so.
    private static func charset(codePage: UInt32?) -> String? {
        switch codePage {
        case nil, 0: nil
        case 65001: "utf-8"
        case 20127: "us-ascii"
        case 20866: "koi8-r"
        case 21866: "koi8-u"
        case 51932: "euc-jp"
        case .some(50220...50222): "iso-2022-jp"
        case .some(let page) where (28591...28605).contains(page): "iso-8859-\(page - 28590)"
        case .some(let page): "cp\(page)"
        }
    }
}

/// MAPI properties as libytnef holds them.
private struct MAPIValues {
    private let properties: UnsafeBufferPointer<MAPIProperty>

    init(_ properties: MAPIProps) {
        self.properties = UnsafeBufferPointer(
            start: properties.properties, count: Int(properties.count))
    }

    func number(_ id: UInt32) -> UInt32? {
        guard let property = find(id), property.id & 0xFFFF == 3, let data = property.data else {
            return nil
        }
        let bytes = TNEFLevel.bytes(data.pointee)
        guard bytes.count >= 4 else { return nil }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[$1]) << UInt32(8 * $1) }
    }

    /// `isUTF8` for what was UTF-16 in the stream.
    func bytes(_ id: UInt32) -> (bytes: [UInt8], isUTF8: Bool)? {
        guard let property = find(id), property.id & 0xFFFF != 3, let data = property.data else {
            return nil
        }
        guard property.id & 0xFFFF == 0x1F else { return (TNEFLevel.bytes(data.pointee), false) }
        // The library keeps the length in UTF-16, but the text is UTF-8 and ends with a NUL.
        guard let text = data.pointee.data else { return nil }
        let count = strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
        return (Self.utf8(Array(UnsafeBufferPointer(start: text, count: count))), true)
    }

    private func find(_ id: UInt32) -> MAPIProperty? {
        properties.first { $0.id >> 16 == id }
    }

    /// The library writes each half of a surrogate pair as a character of three bytes.
    private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0xED) else { return bytes }
        var units: [UInt16] = []
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3
            guard index + length <= bytes.count else { break }
            let tail = bytes[(index + 1)..<(index + length)]
            let mask: UInt8 = length == 1 ? 0x7F : length == 2 ? 0x1F : 0x0F
            units.append(tail.reduce(UInt16(lead & mask)) { $0 << 6 | UInt16($1 & 0x3F) })
            index += length
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
