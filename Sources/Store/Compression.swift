import CZstd

/// Zstandard (RFC 8878) for the large columns: raw mails and notifications.
///
/// The frames carry a checksum, so a flipped bit in the database shows itself as an error.
package enum Compression {
    /// Level 3, zstd's own default: about 300 MB/s, a plain mail shrinks to half. Level 9 saves 4 %
    /// more for three times the time, and a mail process must be quick.
    private static let level: Int32 = 3

    /// Compresses into one frame that states its original length.
    ///
    /// - Throws: ``StoreError`` with code `unavailable` when memory is short.
    package static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        guard let context = ZSTD_createCCtx() else {
            throw StoreError(.unavailable, "zstd has no memory left")
        }
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        var written = 0
        let frame = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) {
            buffer, count in
            written = bytes.withUnsafeBytes { source in
                ZSTD_compress2(
                    context, buffer.baseAddress, buffer.count, source.baseAddress, source.count)
            }
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        guard ZSTD_isError(written) == 0 else {
            throw StoreError(.unavailable, "zstd: " + String(cString: ZSTD_getErrorName(written)))
        }
        return frame
    }

    /// Brings back what ``compressed(_:)`` was given.
    ///
    /// - Parameter bytesMax: Refuses a frame that states or reaches more, so that a damaged row
    ///   cannot ask for all of the memory.
    /// - Throws: ``StoreError`` with code `corrupt` when this is no such frame, or is a damaged or
    ///   a larger one.
    package static func decompressed(
        _ frame: [UInt8], bytesMax: Int = 1 << 30
    ) throws -> [UInt8] {
        let stated = frame.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        // The two highest values mean "not stated" and "no frame".
        guard stated < UInt64.max - 1 else {
            throw StoreError(.corrupt, "a compressed column holds no zstd frame")
        }
        guard stated <= UInt64(bytesMax) else {
            throw StoreError(
                .corrupt, "a compressed column states \(stated) bytes, over \(bytesMax)")
        }
        var written = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(stated)) { buffer, count in
            written = frame.withUnsafeBytes { source in
                ZSTD_decompress(buffer.baseAddress, buffer.count, source.baseAddress, source.count)
            }
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        guard ZSTD_isError(written) == 0, bytes.count == Int(stated) else {
            let reason =
                ZSTD_isError(written) == 0
                ? "wrong length" : String(cString: ZSTD_getErrorName(written))
            throw StoreError(.corrupt, "a compressed column cannot be read: " + reason)
        }
        return bytes
    }
}
