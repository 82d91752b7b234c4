import Store
import Testing

@Suite("compression")
struct CompressionTests {
    @Test("what was compressed comes back", arguments: [0, 1, 100, 200_000])
    func roundTrip(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let frame = try Compression.compressed(bytes)
        #expect(try Compression.decompressed(frame) == bytes)
        if count > 1_000 { #expect(frame.count < count / 10) }
    }

    @Test("any flipped bit and any cut is corrupt, never a trap")
    func damage() throws {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* $0) }
        let frame = try Compression.compressed(bytes)
        for index in frame.indices {
            for bit in 0..<8 {
                var damaged = frame
                damaged[index] ^= 1 << UInt8(bit)
                // A few bits of the header mean nothing; then the bytes are still right.
                if let result = try? Compression.decompressed(damaged, bytesMax: 1 << 20) {
                    #expect(result == bytes)
                }
            }
            #expect(throws: StoreError.self) {
                try Compression.decompressed(Array(frame[..<index]))
            }
        }
    }

    @Test("a frame that states too much is refused")
    func limit() throws {
        let frame = try Compression.compressed([UInt8](repeating: 0, count: 10_000))
        #expect(throws: StoreError.self) { try Compression.decompressed(frame, bytesMax: 9_999) }
        #expect(try Compression.decompressed(frame, bytesMax: 10_000).count == 10_000)
    }
}
