import MIME
import MailRules
import Testing

@Suite("Properties of reading")
struct PropertyTests {
    /// What must hold for any bytes is in ``MessageRules``, which the fuzzer asks as well.
    private func check(_ bytes: [UInt8], limits: MessageLimits = MessageLimits()) {
        #expect(MessageRules(bytes, limits: limits).breaches == [])
    }

    @Test("no truncated mail hurts", arguments: Fixture.all)
    func truncated(_ fixture: Fixture) {
        let step = max(1, fixture.bytes.count / 16)
        for end in stride(from: 0, to: fixture.bytes.count, by: step) {
            check(Array(fixture.bytes[..<end]))
        }
    }

    @Test("no mail without its beginning hurts", arguments: Fixture.all)
    func beheaded(_ fixture: Fixture) {
        let step = max(1, fixture.bytes.count / 8)
        for start in stride(from: 0, to: fixture.bytes.count, by: step) {
            check(Array(fixture.bytes[start...]))
        }
    }

    @Test("no flipped bits hurt", arguments: Fixture.all)
    func flipped(_ fixture: Fixture) {
        guard !fixture.bytes.isEmpty else { return }
        var generator = SeededGenerator(seed: UInt64(fixture.bytes.count))
        for _ in 0..<12 {
            var bytes = fixture.bytes
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            }
            check(bytes)
        }
    }

    @Test("no mail spliced from two hurts")
    func spliced() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<150 {
            guard let first = Fixture.all.randomElement(using: &generator)?.bytes,
                let second = Fixture.all.randomElement(using: &generator)?.bytes
            else { continue }
            let head = first.prefix(Int.random(in: 0...first.count, using: &generator))
            let tail = second.suffix(Int.random(in: 0...second.count, using: &generator))
            check(Array(head + tail))
        }
    }

    @Test("no random bytes hurt")
    func random() {
        var generator = SeededGenerator(seed: 11)
        let likely = Array("\n\n\r\n::=?=?--<>()\"; boundary=abContent-Type: multipart/mixed".utf8)
        for round in 0..<150 {
            let count = Int.random(in: 0..<400, using: &generator)
            let bytes = (0..<count).map { _ -> UInt8 in
                let isLikely = round.isMultiple(of: 2)
                let byte = isLikely ? likely.randomElement(using: &generator) : nil
                return byte ?? UInt8.random(in: 0...255, using: &generator)
            }
            check(bytes)
        }
    }

    @Test("no lines in disorder hurt", arguments: Fixture.all)
    func shuffled(_ fixture: Fixture) {
        var generator = SeededGenerator(seed: UInt64(fixture.bytes.count))
        let lines = fixture.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for _ in 0..<2 {
            check(Array(lines.shuffled(using: &generator).joined(separator: [0x0A])))
        }
        check(Array(lines.flatMap { [$0, $0] }.joined(separator: [0x0A])))
    }

    @Test("no mixture of line ends hurts", arguments: Fixture.all)
    func lineEnds(_ fixture: Fixture) {
        var generator = SeededGenerator(seed: UInt64(fixture.bytes.count))
        let ends: [[UInt8]] = [[0x0A], [0x0D, 0x0A], [0x0D], [0x0D, 0x0D, 0x0A], [0x0A, 0x0D]]
        let lines = fixture.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        check(Array(lines.joined(separator: [0x0D])))
        for _ in 0..<2 {
            check(lines.flatMap { $0 + (ends.randomElement(using: &generator) ?? []) })
        }
    }

    @Test("no boundary that stands everywhere hurts", arguments: Fixture.all)
    func boundaries(_ fixture: Fixture) {
        let lines = fixture.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let markers = lines.filter { $0.starts(with: [0x2D, 0x2D]) }
        for marker in Set(markers).prefix(2) {
            check(lines.flatMap { $0 + [0x0A] + marker + [0x0A] })
            check(lines.flatMap { $0 + [0x0A] + marker + [0x2D, 0x2D, 0x0A] })
        }
    }

    @Test("narrow limits hold", arguments: Fixture.all)
    func narrow(_ fixture: Fixture) {
        for divisor in [2, 20] {
            let size = max(1, fixture.bytes.count / divisor)
            check(
                fixture.bytes,
                limits: MessageLimits(
                    headerBytesMax: size, partsMax: 20 / divisor, nestingDepthMax: 20 / divisor,
                    textBytesMax: size, decodedBytesMax: 2 * size, addressesMax: 20 / divisor,
                    referencesMax: 20 / divisor))
        }
    }
}
