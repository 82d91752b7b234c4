import MIME
import Testing

@Suite("The limit on decoded bytes")
struct DecodedLimitTests {
    /// Three attachments of 300 bytes each.
    private let mail: [UInt8] = {
        let part =
            "--b\nContent-Type: application/x\nContent-Transfer-Encoding: base64\n\n"
            + String(repeating: "QUJD", count: 100) + "\n"
        return Array(
            ("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: part, count: 3)
                + "--b--\n").utf8)
    }()

    @Test("is kept to the byte")
    func exact() {
        let message = MessageReader(limits: MessageLimits(decodedBytesMax: 900)).read(mail)
        #expect(message.parts.map(\.size) == [300, 300, 300])
        #expect(message.defects == [])
    }

    @Test(
        "stops in the middle of a part, and nothing behind it is decoded", arguments: [0, 1, 450])
    func exceeded(_ limit: Int) {
        let reader = MessageReader(limits: MessageLimits(decodedBytesMax: limit))
        let message = reader.read(mail)
        #expect(message.parts.map(\.size).reduce(0, +) == limit)
        #expect(message.parts.count == 3)
        #expect(message.defects.map(\.code) == [.decodedTooLarge])
        #expect(
            reader.contents(ofParts: ["1", "2", "3"], in: mail).values.map(\.count).reduce(0, +)
                == limit)
    }

    @Test("counts uuencoded files beside the text that they lie in")
    func uuencode() {
        let mail = Array("From: a@example.org\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n".utf8)
        let size = mail.count - "From: a@example.org\n\n".utf8.count
        let enough = MessageReader(limits: MessageLimits(decodedBytesMax: size + 3)).read(mail)
        #expect(enough.parts.map(\.size) == [size, 3])
        let less = MessageReader(limits: MessageLimits(decodedBytesMax: size + 2)).read(mail)
        #expect(less.parts.map(\.size) == [size])
        #expect(less.defects.map(\.code) == [.decodedTooLarge])
        #expect(less.text.contains("begin 644"))
    }
}
