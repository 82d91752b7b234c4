import CGMime
import Glibc

/// One direction of iconv: from a charset to UTF-8. What does not fit becomes U+FFFD.
struct CharsetConverter: ~Copyable {
    private let handle: GIConv
    /// How many times something did not fit; a run of unfit bytes counts byte by byte.
    private(set) var errors = 0

    /// `nil` for a charset that iconv does not know.
    init?(_ charset: String) {
        GMimeRuntime.start()
        guard let handle = g_iconv_open("UTF-8", charset), Int(bitPattern: handle) != -1 else {
            return nil
        }
        self.handle = handle
    }

    deinit { g_iconv_close(handle) }

    /// The whole text, and what went wrong; `nil` for a charset that iconv does not know.
    static func text(
        _ bytes: [UInt8], from charset: String
    ) -> (text: String, errors: Int)? {
        guard var converter = CharsetConverter(charset) else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2 + 16)
        converter.append(bytes, to: &output)
        return (String(decoding: output, as: UTF8.self), converter.errors)
    }

    /// Converts a run of whole characters. UTF-8 is appended to the output.
    mutating func append(_ bytes: [UInt8], to output: inout [UInt8]) {
        bytes.withUnsafeBytes { append($0, to: &output) }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        // iconv takes its input as changeable, but only reads it.
        var next = bytes.baseAddress.map {
            UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: CChar.self))
        }
        var left = gsize(bytes.count)
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 8 << 10) { chunk in
            while left > 0 {
                var target = chunk.baseAddress
                var free = gsize(chunk.count)
                let result = g_iconv(handle, &next, &left, &target, &free)
                let problem = result == gsize.max ? errno : 0
                let written = UnsafeRawBufferPointer(chunk).prefix(chunk.count - Int(free))
                output.append(contentsOf: written)
                if problem == 0 || problem == E2BIG { continue }
                errors += 1
                output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                // A character cut off at the end is one error, however many bytes are left of it.
                if problem == EINVAL { break }
                next = next.map { $0 + 1 }
                left -= 1
            }
            // Charsets with states may hold back a character until they are told of the end.
            var target = chunk.baseAddress
            var free = gsize(chunk.count)
            if g_iconv(handle, nil, nil, &target, &free) != gsize.max {
                output.append(
                    contentsOf: UnsafeRawBufferPointer(chunk).prefix(chunk.count - Int(free)))
            }
        }
    }
}
