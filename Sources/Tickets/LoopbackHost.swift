/// Tells this machine from names that only begin like it.
package enum LoopbackHost {
    /// Whether a host is an address of 127.0.0.0/8 (RFC 1122 §3.2.1.3), written in full; a name such
    /// as `127.example.org` is not.
    package static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (48...57).contains($0) } && UInt8(part) != nil
            }
    }
}
