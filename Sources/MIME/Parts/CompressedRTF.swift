import CYTNEF
import Glibc

/// The compressed rich text of Outlook (MS-OXRTFCP), by libytnef.
enum CompressedRTF {
    private static let headerBytes = 16
    private static let compressed: [UInt8] = Array("LZFu".utf8)
    private static let plain: [UInt8] = Array("MELA".utf8)
    /// 17 bytes come out of two and a bit at the very best; who claims more lies.
    private static let growthMax = 9

    /// - Returns: `nil` for what is none, claims an impossible size, or exceeds the budget.
    static func decompressed(_ bytes: [UInt8], _ budget: inout DecodeBudget) -> [UInt8]? {
        guard bytes.count > headerBytes else { return nil }
        let claimed = (0..<4).reduce(0) { $0 | Int(bytes[4 + $1]) << (8 * $1) }
        let payload = bytes.count - headerBytes
        switch Array(bytes[8..<12]) {
        case plain:
            let count = min(claimed, payload)
            guard budget.allows(count) else { return nil }
            return Array(bytes[headerBytes..<(headerBytes + count)])
        case compressed:
            guard claimed > 0, claimed <= payload * growthMax, budget.allows(claimed) else {
                return nil
            }
            return decompressed(bytes, claimed: claimed)
        default:
            return nil
        }
    }

    /// libytnef reads up to two bytes past the end and prints where data end early. Zeros behind
    /// them, enough to fill the output with literals, keep it from both; they are cut off again.
    private static func decompressed(_ bytes: [UInt8], claimed: Int) -> [UInt8]? {
        var padded = bytes + [UInt8](repeating: 0, count: claimed + claimed / 8 + 16)
        let length = UInt32(padded.count - 4)
        for index in 0..<4 {
            padded[index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index))
        }
        let count = Int32(padded.count)
        return padded.withUnsafeMutableBufferPointer { buffer -> [UInt8]? in
            var input = variableLength(data: buffer.baseAddress, size: count)
            var size: Int32 = 0
            guard let output = DecompressRTF(&input, &size) else { return nil }
            defer { free(output) }
            var end = max(0, Int(size))
            while end > 0, output[end - 1] == 0 { end -= 1 }
            return Array(UnsafeBufferPointer(start: output, count: end))
        }
    }
}
