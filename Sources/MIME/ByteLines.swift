import Glibc

extension [UInt8] {
    /// Where the line that holds `start` ends: the index behind its LF, or `limit`.
    func lineEnd(from start: Int, limit: Int) -> Int {
        guard start < limit else { return limit }
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + start, 0x0A, limit - start)
            else { return limit }
            return UnsafeRawPointer(found) - base + 1
        }
    }

    /// `end` moved back over one line end (LF or CRLF), but not before `start`.
    func trimmingLineEnd(_ end: Int, notBefore start: Int) -> Int {
        var end = end
        if end > start, self[end - 1] == 0x0A { end -= 1 } else { return end }
        if end > start, self[end - 1] == 0x0D { end -= 1 }
        return end
    }

    /// Whether the line holds nothing but space, tab, CR and LF.
    func isBlank(_ line: Range<Int>) -> Bool {
        for index in line {
            switch self[index] {
            case 0x20, 0x09, 0x0D, 0x0A: continue
            default: return false
            }
        }
        return true
    }

    /// Whether these ASCII bytes stand anywhere.
    func contains(_ needle: StaticString) -> Bool {
        var position = 0
        while position < count {
            if hasPrefix(needle, at: position, limit: count) { return true }
            position = nextIndex(of: needle.utf8Start.pointee, from: position + 1)
        }
        return false
    }

    private func nextIndex(of byte: UInt8, from start: Int) -> Int {
        guard start < count else { return count }
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + start, Int32(byte), count - start)
            else { return count }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Whether these ASCII bytes stand at `index`, before `limit`.
    func hasPrefix(_ prefix: StaticString, at index: Int, limit: Int) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard index + count <= limit else { return false }
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return false }
            return memcmp(base + index, prefix.utf8Start, count) == 0
        }
    }
}
