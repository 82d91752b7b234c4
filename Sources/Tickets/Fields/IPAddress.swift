import Glibc

/// An address of IPv4 or IPv6; an IPv4 address in IPv6's clothes (`::ffff:192.0.2.1`) is IPv4.
package struct IPAddress: Hashable, Sendable, Comparable {
    /// Four or sixteen.
    package let bytes: [UInt8]

    /// Takes the bytes of an address.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads dotted or colon notation; `nil` for anything else.
    package init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let all = withUnsafeBytes(of: &six) { Array($0) }
        let isMapped = all[..<10].allSatisfy { $0 == 0 } && all[10] == 255 && all[11] == 255
        bytes = isMapped ? Array(all[12...]) : all
    }

    /// In the usual notation, shortened as RFC 5952 says.
    package var text: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The version and the bytes in hexadecimal, so that IPv4 comes first.
    package var key: String {
        let digits = bytes.map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }
        return (bytes.count == 4 ? "4" : "6") + digits.joined()
    }

    /// IPv4 before IPv6.
    package static func < (left: Self, right: Self) -> Bool { left.key < right.key }
}

/// Addresses of one version, from the first to the last.
package struct IPRange: Hashable, Sendable {
    package let first: IPAddress
    package let last: IPAddress
    /// `192.0.2.0/24` where the range is such a block, else `192.0.2.1-192.0.2.9`.
    package let text: String

    /// Reads `address/bits`, `first-last` or a single address; bits of the address behind the
    /// prefix are cleared. `nil` for anything else.
    package init?(_ written: String) {
        if let slash = written.firstIndex(of: "/") {
            let digits = written[written.index(after: slash)...]
            guard let address = IPAddress(String(written[..<slash])), digits.utf8.count <= 3,
                !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
                let bits = Int(digits), bits <= address.bytes.count * 8
            else { return nil }
            self.init(first: address.filled(after: bits, 0), last: address.filled(after: bits, 255))
            return
        }
        let ends = written.split(separator: "-", omittingEmptySubsequences: false).map { part in
            IPAddress(String(part.filter { !$0.isWhitespace }))
        }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
            first.bytes.count == last.bytes.count, first.key <= last.key
        else { return nil }
        self.init(first: first, last: last)
    }

    private init(first: IPAddress, last: IPAddress) {
        self.first = first
        self.last = last
        let bits = (0...first.bytes.count * 8).first { bits in
            first.filled(after: bits, 0) == first && first.filled(after: bits, 255) == last
        }
        text = bits.map { "\(first.text)/\($0)" } ?? "\(first.text)-\(last.text)"
    }
}

extension IPAddress {
    /// The address with all bits behind the first `bits` set or cleared.
    fileprivate func filled(after bits: Int, _ fill: UInt8) -> IPAddress {
        IPAddress(
            bytes: bytes.enumerated().map { index, byte in
                let kept = min(8, max(0, bits - index * 8))
                let mask = kept == 0 ? 0 : UInt8.max << (8 - kept)
                return (byte & mask) | (fill & ~mask)
            })
    }
}
