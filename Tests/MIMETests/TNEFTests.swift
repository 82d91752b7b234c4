import Foundation
import MIME
import Testing

@Suite("A winmail.dat")
struct TNEFTests {
    private func mail(
        _ tnef: [UInt8], type: String = "application/ms-tnef", name: String = "winmail.dat",
        text: String = "hello"
    ) -> [UInt8] {
        let encoded = Data(tnef).base64EncodedString(options: .lineLength76Characters)
        return Array(
            """
            From: ada@example.org
            Content-Type: multipart/mixed; boundary=b

            --b

            \(text)
            --b
            Content-Type: \(type); name=\(name)
            Content-Transfer-Encoding: base64

            \(encoded)
            --b--

            """.utf8)
    }

    private func read(_ tnef: [UInt8], _ limits: MessageLimits = MessageLimits()) -> Message {
        MessageReader(limits: limits).read(mail(tnef))
    }

    private func unpacked(_ tnef: [UInt8]) -> [String] {
        read(tnef).parts.filter { $0.container != nil }.compactMap(\.filename)
    }

    private var sample: TNEFSample {
        var sample = TNEFSample()
        sample.message([
            (0x0037, .text("A subject")),
            (0x8123, .named(String(repeating: "long name ", count: 20))),
            (0x1013, .binary(Array("<p>Html <img src='cid:pic@x'></p>".utf8))),
            (0x1009, .binary(TNEFSample.compressedRTF("{\\rtf1 Rich}"))),
        ])
        sample.attachment(
            title: Array("REPORT~1.PDF".utf8), data: [1, 2, 3],
            [
                (0x3707, .unicode("Отчёт 😀.pdf")), (0x370E, .text("application/pdf")),
                (0x3705, .number(1)),
            ])
        sample.attachment(
            title: Array("pic.png".utf8), data: [4, 5],
            [(0x3712, .text("<pic@x>")), (0x370E, .text("image/png"))])
        return sample
    }

    @Test("gives its texts and files, and stays itself")
    func all() throws {
        let bytes = mail(sample.bytes)
        let message = MessageReader().read(bytes)
        #expect(message.defects == [])
        #expect(message.text == "hello")
        #expect(message.parts.map(\.path) == ["1", "2", "2.t1", "2.t2", "2.t3", "2.t4"])
        #expect(
            message.parts.map(\.filename) == [
                nil, "winmail.dat", "body.html", "body.rtf", "Отчёт 😀.pdf", "pic.png",
            ])
        #expect(message.parts.map(\.container) == [nil, nil, "2", "2", "2", "2"])
        #expect(message.parts[1].role == .tnef)
        #expect(message.parts[4].contentType == "application/pdf")
        #expect(message.parts[5].contentID == "pic@x")
        let wanted: [String: [UInt8]] = [
            "2": sample.bytes, "2.t2": Array("{\\rtf1 Rich}".utf8), "2.t3": [1, 2, 3],
            "2.t4": [4, 5],
        ]
        #expect(MessageReader().contents(ofParts: Set(wanted.keys), in: bytes) == wanted)
        for part in message.parts {
            let content = try #require(MessageReader().content(ofPart: part.path, in: bytes))
            #expect(Digest.sha256Hex(content) == part.sha256)
        }
    }

    @Test(
        "is found by type, or by name where the type says nothing",
        arguments: [
            ("application/ms-tnef", "x", true), ("application/vnd.ms-tnef", "x.bin", true),
            ("application/octet-stream", "winmail.dat", true),
            ("application/octet-stream", "WINMAIL2.DAT", true),
            ("application/octet-stream", "data.dat", false), ("image/png", "winmail.dat", false),
        ])
    func found(_ type: String, _ name: String, _ isFound: Bool) {
        let message = MessageReader().read(mail(sample.bytes, type: type, name: name))
        #expect(message.parts.contains { $0.container != nil } == isFound)
    }

    @Test("that is none is an attachment like others")
    func other() {
        let message = read(Array("no TNEF".utf8))
        #expect(message.parts.map(\.path) == ["1", "2"])
        #expect(message.defects == [])
    }

    @Test("with a text, in a mail without one, is what a person reads")
    func onlyText() {
        var html = TNEFSample()
        html.message([(0x1013, .binary(Array("<p>Only here</p>".utf8)))])
        var plain = TNEFSample(codePage: 1251)
        plain.body([0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0])
        var unicode = TNEFSample()
        unicode.message([(0x1000, .unicode("Grüße"))])
        for (sample, wanted) in [(html, "Only here"), (plain, "Привет"), (unicode, "Grüße")] {
            let message = MessageReader().read(mail(sample.bytes, text: ""))
            #expect(message.text.trimmingCharacters(in: .newlines) == wanted)
        }
        #expect(read(plain.bytes).text == "hello")
    }

    @Test("with messages in messages is opened down to a depth, in paths of their own")
    func nested() {
        var inner = TNEFSample()
        inner.attachment(title: Array("deep.txt".utf8), data: Array("deep".utf8))
        for level in 0..<12 {
            var outer = TNEFSample()
            let name = TNEFSample.Property(0x3001, .unicode("Level \(level)"))
            outer.attachment(
                title: nil, data: [], [name, (0x3701, .object(TNEFSample.messageID + inner.bytes))])
            inner = outer
        }
        let paths = read(inner.bytes).parts.map(\.path)
        #expect(paths.starts(with: ["1", "2", "2.t1", "2.t1.t1", "2.t1.t1.t1"]))
        #expect(paths.count == 2 + 8)
    }

    @Test("holds attached messages and texts larger than libytnef itself would take")
    func large() {
        var inner = TNEFSample()
        let noise = [UInt8](repeating: 7, count: 900_000)
        inner.attachment(title: Array("big.bin".utf8), data: noise)
        var outer = TNEFSample()
        outer.body([UInt8](repeating: 0x61, count: 300_000))
        outer.attachment(
            title: Array("mail".utf8), data: [],
            [(0x3701, .object(TNEFSample.messageID + inner.bytes))])
        outer.attachment(
            title: Array("sheet.xls".utf8), data: [], [(0x3701, .binary(noise))])
        outer.attachment(title: [UInt8](repeating: 0x62, count: 400), data: [1])
        let parts = read(outer.bytes).parts
        #expect(parts.map(\.size).contains(inner.bytes.count))
        #expect(parts.filter { $0.sha256 == Digest.sha256Hex(noise) }.count == 2)
        #expect(parts.first { $0.filename == "body.txt" }?.size == 300_000)
        #expect(parts.last { !$0.path.hasPrefix("2.t2.") }?.filename?.hasPrefix("bbb") == true)
    }

    @Test("in which order, checksum or borders are wrong gives what is there")
    func disorder() {
        var sample = TNEFSample()
        // Without the mark of a new file, data before the title, twice.
        sample.add(2, 0x0006_800F, [1], checksum: 999)
        sample.add(2, 0x0001_8010, Array("one.txt\0".utf8), checksum: 0)
        sample.add(2, 0x0006_800F, [2])
        sample.add(2, 0x0001_8010, Array("two.txt\0".utf8))
        sample.add(2, 0x0001_8010, [])
        sample.add(2, 0x0006_9005, [])
        #expect(unpacked(sample.bytes).prefix(2) == ["one.txt", "two.txt"])
        let message = read(sample.bytes + Array("garbage".utf8))
        #expect(message.defects.map(\.code) == [.damagedTNEF])
    }

    @Test("whose compressed text claims more than it can hold is not believed")
    func lyingText() {
        for claimed in [100_000, 0x7FFF_FFFF] {
            var sample = TNEFSample()
            sample.message([
                (0x1009, .binary(TNEFSample.compressedRTF("{\\rtf1 x}", claimed: claimed)))
            ])
            #expect(unpacked(sample.bytes) == [])
        }
    }

    @Test("that swells beyond the limit is decoded no further")
    func swelling() {
        var sample = TNEFSample()
        let rtf = TNEFSample.compressedRTF("{\\rtf1 16 bytes}", references: 2_000)
        sample.message([(0x1009, .binary(rtf))])
        #expect(read(sample.bytes).parts.last?.size == 16 + 2_000 * 8 * 17)
        let small = read(sample.bytes, MessageLimits(decodedBytesMax: 100_000))
        #expect(small.parts.map(\.path) == ["1", "2"])
        #expect(small.defects.map(\.code) == [.decodedTooLarge])
    }

    @Test("with more files than the mail may have parts is left packed from there on")
    func manyFiles() {
        var sample = TNEFSample()
        for number in 0..<50 {
            sample.attachment(title: Array("f\(number).bin".utf8), data: [UInt8(number)])
        }
        let message = read(sample.bytes, MessageLimits(partsMax: 10))
        #expect(message.parts.count == 10)
        #expect(message.defects.map(\.code) == [.tooManyParts])
    }

    @Test("cut anywhere does no harm, and what is whole comes out")
    func truncated() {
        let bytes = sample.bytes
        for end in 0..<bytes.count {
            let names = unpacked(Array(bytes[..<end]))
            #expect(names.count <= 4)
            if end > bytes.count - 40 { #expect(names.contains("Отчёт 😀.pdf")) }
        }
    }

    @Test("with flipped bits does no harm", arguments: 0..<8)
    func flipped(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var nested = sample
        nested.attachment(
            title: nil, data: [], [(0x3701, .object(TNEFSample.messageID + sample.bytes))])
        for _ in 0..<400 {
            var bytes = nested.bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = Int.random(in: 4..<bytes.count, using: &generator)
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
            let message = read(bytes)
            #expect(Set(message.parts.map(\.path)).count == message.parts.count)
            #expect(message.parts.count < 100)
        }
    }
}
