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
    ///
    /// - Parameter body: returns false to have no more. A piece is valid during the call only.
    func decode(_ bytes: [UInt8], _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Bool) {
        if self == .identity || self == .binary {
            return bytes.withUnsafeBytes { all in
                // In pieces all the same: a digest of a piece that is in the cache costs less.
                for start in stride(
                    from: range.lowerBound, to: range.upperBound, by: Self.chunkBytes)
                {
                    let end = min(range.upperBound, start + Self.chunkBytes)
                    guard body(UnsafeRawBufferPointer(rebasing: all[start..<end])) else { return }
                }
            }
        }
        GMimeRuntime.start()
        var codec = GMimeEncoding()
        g_mime_encoding_init_decode(&codec, gmime)
        var start = range.lowerBound
        if self == .uuencode {
            start = Self.skipBeginLine(bytes, range)
            postern_encoding_skip_begin(&codec)
        }
        let padding = self == .base64 ? Self.missingPadding(bytes, range) : []
        var output = [UInt8](
            repeating: 0, count: Int(g_mime_encoding_outlen(&codec, Self.chunkBytes)) + 128)
        bytes.withUnsafeBytes { all in
            while start < range.upperBound {
                let end = min(range.upperBound, start + Self.chunkBytes)
                let isLast = end == range.upperBound && padding.isEmpty
                let piece = UnsafeRawBufferPointer(rebasing: all[start..<end])
                guard Self.step(&codec, piece, isLast, &output, body) else { return }
                start = end
            }
            guard !padding.isEmpty else { return }
            _ = padding.withUnsafeBytes { Self.step(&codec, $0, true, &output, body) }
        }
    }

    /// The whole of a part in one piece, at most `bytesMax` of it.
    func decoded(_ bytes: [UInt8], _ range: Range<Int>, bytesMax: Int = .max) -> [UInt8] {
        var result: [UInt8] = []
        decode(bytes, range) { piece in
            result.append(contentsOf: piece.prefix(bytesMax - result.count))
            return result.count < bytesMax
        }
        return result
    }

    /// Encodes a body for transport. Lines of the result end with LF.
    func encoded(_ bytes: [UInt8]) -> [UInt8] {
        GMimeRuntime.start()
        var codec = GMimeEncoding()
        g_mime_encoding_init_encode(&codec, gmime)
        var output = [UInt8](
            repeating: 0, count: Int(g_mime_encoding_outlen(&codec, bytes.count)) + 128)
        var result: [UInt8] = []
        _ = bytes.withUnsafeBytes { input in
            Self.step(&codec, input, true, &output) { piece in
                result.append(contentsOf: piece)
                return true
            }
        }
        return result
    }

    /// - Parameter output: room for what comes of `input`, used again and again.
    /// - Returns: what `body` says.
    private static func step(
        _ codec: inout GMimeEncoding, _ input: UnsafeRawBufferPointer, _ isLast: Bool,
        _ output: inout [UInt8], _ body: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        output.withUnsafeMutableBytes { output in
            let source = input.baseAddress?.assumingMemoryBound(to: CChar.self)
            let target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
            let count = Int(
                isLast
                    ? g_mime_encoding_flush(&codec, source, input.count, target)
                    : g_mime_encoding_step(&codec, source, input.count, target))
            return body(UnsafeRawBufferPointer(rebasing: output[..<count]))
        }
    }

    /// QUIRK: RFC 4648 §3.2 demands padding, and GMime drops the last bytes without it; some
    /// scripts leave it out. Fixture: wild/unpadded-base64.eml
    private static func missingPadding(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        let equals = UInt8(ascii: "=")
        return bytes.withUnsafeBytes { all in
            let part = UnsafeRawBufferPointer(rebasing: all[range])
            guard let last = part.last(where: { $0 > 0x20 }), last != equals else { return [] }
            var letters = 0
            for byte in part {
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"):
                    letters += 1
                case equals: return []
                default: break
                }
            }
            return letters % 4 < 2 ? [] : Array(repeating: equals, count: 4 - letters % 4)
        }
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
