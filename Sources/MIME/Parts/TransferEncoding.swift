import CGMime

/// How the bytes of a part are wrapped for transport (RFC 2045 §6, and uuencode from before it).
enum TransferEncoding {
    case identity, binary, base64, quotedPrintable, uuencode

    /// `nil` for a name that nobody knows.
    init?(name: String) {
        switch name {
        case "7bit", "8bit", "7-bit", "8-bit": self = .identity
        case "binary": self = .binary
        case "base64": self = .base64
        case "quoted-printable": self = .quotedPrintable
        case "uuencode", "x-uuencode", "x-uue", "uue": self = .uuencode
        default: return nil
        }
    }

    private var gmime: GMimeContentEncoding {
        switch self {
        case .identity: GMIME_CONTENT_ENCODING_8BIT
        case .binary: GMIME_CONTENT_ENCODING_BINARY
        case .base64: GMIME_CONTENT_ENCODING_BASE64
        case .quotedPrintable: GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
        case .uuencode: GMIME_CONTENT_ENCODING_UUENCODE
        }
    }

    /// How much is decoded at once; keeps memory flat however large an attachment is.
    private static let chunkBytes = 64 << 10

    /// Decodes a part and hands it on piece by piece. Line ends stay as they are: attachments are
    /// never altered.
    func decode(_ bytes: [UInt8], _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        GMimeRuntime.start()
        var codec = GMimeEncoding()
        g_mime_encoding_init_decode(&codec, gmime)
        var start = range.lowerBound
        if self == .uuencode {
            start = Self.skipBeginLine(bytes, range)
            postern_encoding_skip_begin(&codec)
        }
        while start < range.upperBound {
            let end = min(range.upperBound, start + Self.chunkBytes)
            var input = Array(bytes[start..<end])
            if end == range.upperBound && self == .base64 {
                input += Self.missingPadding(bytes, range)
            }
            let output = Self.step(&codec, input, isLast: end == range.upperBound)
            output.withUnsafeBytes(body)
            start = end
        }
    }

    /// The whole of a part in one piece, at most `bytesMax` of it.
    func decoded(_ bytes: [UInt8], _ range: Range<Int>, bytesMax: Int = .max) -> [UInt8] {
        var result: [UInt8] = []
        decode(bytes, range) { piece in
            result.append(contentsOf: piece.prefix(bytesMax - result.count))
        }
        return result
    }

    /// Encodes a body for transport. Lines of the result end with LF.
    func encoded(_ bytes: [UInt8]) -> [UInt8] {
        GMimeRuntime.start()
        var codec = GMimeEncoding()
        g_mime_encoding_init_encode(&codec, gmime)
        return Self.step(&codec, bytes, isLast: true)
    }

    private static func step(
        _ codec: inout GMimeEncoding, _ input: [UInt8], isLast: Bool
    ) -> [UInt8] {
        let capacity = Int(g_mime_encoding_outlen(&codec, input.count)) + 128
        return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            output.withMemoryRebound(to: CChar.self) { output in
                input.withUnsafeBytes { raw in
                    raw.withMemoryRebound(to: CChar.self) { input in
                        count = Int(
                            isLast
                                ? g_mime_encoding_flush(
                                    &codec, input.baseAddress, input.count, output.baseAddress)
                                : g_mime_encoding_step(
                                    &codec, input.baseAddress, input.count, output.baseAddress))
                    }
                }
            }
        }
    }

    /// QUIRK: RFC 4648 §3.2 demands padding, and GMime drops the last bytes without it; some
    /// scripts leave it out. Fixture: wild/unpadded-base64.eml
    private static func missingPadding(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        let equals = UInt8(ascii: "=")
        guard bytes[range].last(where: { $0 > 0x20 }) != equals else { return [] }
        let isLetter: (UInt8) -> Bool = { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "/")
        }
        var letters = 0
        for index in range {
            if bytes[index] == equals { return [] }
            if isLetter(bytes[index]) { letters += 1 }
        }
        return letters % 4 < 2 ? [] : Array(repeating: equals, count: 4 - letters % 4)
    }

    /// Behind the `begin 644 name` line, wherever above the data it is; the start if there is none.
    private static func skipBeginLine(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var position = range.lowerBound
        while position < range.upperBound {
            let next = bytes.lineEnd(from: position, limit: range.upperBound)
            if bytes.hasPrefix("begin ", at: position, limit: next) { return next }
            position = next
        }
        return range.lowerBound
    }
}
