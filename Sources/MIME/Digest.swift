import CGMime

/// SHA-256, by GLib, which is linked for GMime already.
package enum Digest {
    /// 64 lower-case hexadecimal digits.
    package static func sha256Hex(_ bytes: [UInt8]) -> String {
        let digest = IncrementalDigest()
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.hex()
    }

    /// HMAC-SHA-256 (RFC 2104): 32 bytes that only who knows `key` can make.
    package static func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        var length = gsize(code.count)
        let hmac = g_hmac_new(G_CHECKSUM_SHA256, key, gsize(key.count))
        defer { g_hmac_unref(hmac) }
        g_hmac_update(hmac, bytes, gssize(bytes.count))
        g_hmac_get_digest(hmac, &code, &length)
        return code
    }
}

/// SHA-256 of bytes that come piece by piece.
package struct IncrementalDigest: ~Copyable {
    private let checksum: OpaquePointer?

    /// Of no bytes yet.
    package init() {
        checksum = g_checksum_new(G_CHECKSUM_SHA256)
    }

    deinit {
        g_checksum_free(checksum)
    }

    /// Adds bytes; not allowed after ``hex()``, which ends the calculation.
    package func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        // GLib has no error for this; it takes the length as a signed number.
        g_checksum_update(checksum, base.assumingMemoryBound(to: UInt8.self), gssize(bytes.count))
    }

    /// Adds bytes; not allowed after ``hex()``.
    package func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// 64 lower-case hexadecimal digits of all bytes so far. Ends the calculation.
    package func hex() -> String {
        g_checksum_get_string(checksum).map { String(cString: $0) } ?? ""
    }
}
