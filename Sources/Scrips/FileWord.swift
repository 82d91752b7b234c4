/// Names of queues as names of folders.
///
/// Unicode stays as it is; what a file system or a shell's eye would take amiss is written `%2F`.
package enum FileWord {
    /// The name that a folder gets.
    package static func encode(_ name: String) -> String {
        var result = ""
        for (index, scalar) in name.unicodeScalars.enumerated() {
            let isControl =
                scalar.value < 32 || (127...159).contains(scalar.value)
                || scalar.value == 0x2028 || scalar.value == 0x2029
            let isMark = scalar == "/" || scalar == "%" || (scalar == "." && index == 0)
            guard isControl || isMark else {
                result.unicodeScalars.append(scalar)
                continue
            }
            for byte in String(scalar).utf8 {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }

    /// The name that a folder's name stands for; `nil` for one that ``encode(_:)`` never gives.
    package static func decode(_ word: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Substring(word)
        while let next = rest.unicodeScalars.first {
            if next == "%" {
                guard let byte = UInt8(rest.dropFirst().prefix(2), radix: 16) else { return nil }
                bytes.append(byte)
                rest = rest.dropFirst(3)
            } else {
                bytes += Array(String(next).utf8)
                rest = Substring(rest.unicodeScalars.dropFirst())
            }
        }
        guard let name = String(validating: bytes, as: UTF8.self), encode(name) == word else {
            return nil
        }
        return name
    }
}
