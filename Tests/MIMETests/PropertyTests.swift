import MIME
import Testing

@Suite("Properties of reading")
struct PropertyTests {
    /// What must hold for any bytes.
    private func check(_ bytes: [UInt8]) {
        let reader = MessageReader()
        let message = reader.read(bytes)
        let names = message.parts.compactMap(\.filename)
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
        for name in names {
            #expect(!name.isEmpty && !name.contains("/") && !name.contains("\\"))
            #expect(!name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        }
        for part in message.parts {
            #expect(part.isAttachment == (part.filename != nil))
            #expect(part.entityRange.upperBound <= bytes.count)
        }
        #expect(Set(message.parts.map(\.path)).count == message.parts.count)
        #expect(!message.subject.utf8.contains { $0 < 0x20 })
        #expect(!message.text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 })
        _ = MailFingerprint.compute(bytes)
        if let last = message.parts.last {
            #expect(reader.content(ofPart: last.path, in: bytes)?.count == last.size)
        }
    }

    @Test("no truncated mail hurts", arguments: Fixture.all)
    func truncated(_ fixture: Fixture) {
        let step = max(1, fixture.bytes.count / 40)
        for end in stride(from: 0, to: fixture.bytes.count, by: step) {
            check(Array(fixture.bytes[..<end]))
        }
    }

    @Test("no mail without its beginning hurts", arguments: Fixture.all)
    func beheaded(_ fixture: Fixture) {
        let step = max(1, fixture.bytes.count / 20)
        for start in stride(from: 0, to: fixture.bytes.count, by: step) {
            check(Array(fixture.bytes[start...]))
        }
    }

    @Test("no flipped bits hurt", arguments: Fixture.all)
    func flipped(_ fixture: Fixture) {
        guard !fixture.bytes.isEmpty else { return }
        var generator = SeededGenerator(seed: UInt64(fixture.bytes.count))
        for _ in 0..<30 {
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
        for _ in 0..<300 {
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
        for round in 0..<300 {
            let count = Int.random(in: 0..<400, using: &generator)
            let bytes = (0..<count).map { _ -> UInt8 in
                let isLikely = round.isMultiple(of: 2)
                let byte = isLikely ? likely.randomElement(using: &generator) : nil
                return byte ?? UInt8.random(in: 0...255, using: &generator)
            }
            check(bytes)
        }
    }

    @Test("a mail is read the same twice", arguments: Fixture.all)
    func repeatable(_ fixture: Fixture) {
        #expect(MessageReader().read(fixture.bytes) == MessageReader().read(fixture.bytes))
    }
}
