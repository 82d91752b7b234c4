/// Names of queues as names of folders.
///
/// Unicode stays as it is; what a file system, a shell's eye or a path taken apart would take amiss
/// is written `%2F`. A name that is too long for one folder goes on in a folder below: all parts but
/// the last end with `%`.
package enum FileWord {
    /// Longest part of a path, in bytes. File systems take 255.
    static let partBytesMax = 200

    /// The name that a folder gets, with a slash where it goes on in another.
    package static func encode(_ name: String) -> String {
        var parts: [[UInt8]] = []
        var part: [UInt8] = []
        for scalar in name.unicodeScalars {
            var bytes = self.bytes(scalar, isFirst: part.isEmpty)
            // A place is kept for the mark.
            if part.count + bytes.count >= partBytesMax {
                parts.append(part + [mark])
                part = []
                bytes = self.bytes(scalar, isFirst: true)
            }
            part += bytes
        }
        let all = (parts + [part]).joined(separator: [slash])
        return String(decoding: Array(all), as: UTF8.self)
    }

    /// The name that a folder's name stands for; `nil` for one that ``encode(_:)`` never gives.
    package static func decode(_ word: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(word.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == mark else {
                bytes.append(byte)
                continue
            }
            if rest.first == slash {
                rest = rest.dropFirst()
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let name = String(validating: bytes, as: UTF8.self),
            encode(name).utf8.elementsEqual(word.utf8)
        else { return nil }
        return name
    }

    /// Whether a folder holds the rest of a name, and not what the name is for.
    package static func goesOn(_ part: String) -> Bool { part.utf8.last == mark }

    private static let mark = UInt8(ascii: "%")
    private static let slash = UInt8(ascii: "/")

    private static func bytes(_ scalar: Unicode.Scalar, isFirst: Bool) -> [UInt8] {
        let isControl =
            scalar.value < 32 || (127...159).contains(scalar.value)
            || scalar.value == 0x2028 || scalar.value == 0x2029
        let isMark = scalar == "/" || scalar == "%" || (scalar == "." && isFirst)
        // What melts with a slash into one character, such as a lone accent, would hide it.
        let hidesSlash = (isFirst && "/\(scalar)".count == 1) || "\(scalar)/".count == 1
        guard isControl || isMark || hidesSlash else { return Array(String(scalar).utf8) }
        return String(scalar).utf8.flatMap { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return [mark] + Array((digits.count == 1 ? "0" + digits : digits).utf8)
        }
    }
}
