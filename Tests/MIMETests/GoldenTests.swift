import Foundation
import MIME
import Testing

@Suite("Each mail of the fixtures")
struct GoldenTests {
    @Test("there are fixtures, and none without a golden file")
    func fixturesExist() {
        #expect(Fixture.all.count >= 50)
        #expect(Set(Fixture.all.map { $0.name.prefix { $0 != "/" } }).count == 3)
    }

    @Test("is read as its golden file says, with LF and with CRLF", arguments: Fixture.all)
    func golden(_ fixture: Fixture) throws {
        let reader = MessageReader()
        let lf = Golden(reader.read(fixture.bytes))
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try lf.json.write(to: fixture.sourceURL())
        } else {
            let wanted = try JSONDecoder().decode(
                Golden.self, from: Data(contentsOf: fixture.goldenURL))
            #expect(lf == wanted)
        }
        // Line ends in attachments stay as they came, so these two differ in size and digest.
        #expect(Golden(reader.read(fixture.crlf)).withoutSizes == lf.withoutSizes)
    }

    @Test("gives back the bytes of each part by its path", arguments: Fixture.all)
    func contents(_ fixture: Fixture) throws {
        let reader = MessageReader()
        for bytes in [fixture.bytes, fixture.crlf] {
            for part in reader.read(bytes).parts {
                let content = try #require(reader.content(ofPart: part.path, in: bytes))
                #expect(content.count == part.size)
                #expect(Digest.sha256Hex(content) == part.sha256)
            }
        }
    }

    @Test("keeps its entities inside the mail and inside each other", arguments: Fixture.all)
    func ranges(_ fixture: Fixture) {
        let message = MessageReader().read(fixture.bytes)
        for part in message.parts {
            #expect((0...fixture.bytes.count).contains(part.entityRange.upperBound))
            for container in message.containers where container.path == "" {
                #expect(container.entityRange.contains(part.entityRange.lowerBound))
            }
        }
    }

    @Test("has a fingerprint that line ends and trace fields do not change", arguments: Fixture.all)
    func fingerprint(_ fixture: Fixture) {
        let plain = MailFingerprint.compute(fixture.bytes)
        #expect(plain.utf8.count == 64)
        #expect(MailFingerprint.compute(fixture.crlf) == plain)
    }

    @Test("written from what was read, reads the same", arguments: Fixture.all)
    func rewritten(_ fixture: Fixture) throws {
        let read = MessageReader().read(fixture.bytes)
        guard let from = read.from.first, let date = read.date, let id = read.messageID else {
            return
        }
        let outgoing = OutgoingMessage(
            from: from, to: read.to, subject: read.subject, date: date, messageID: id,
            text: read.text, html: read.html, replyTo: read.replyTo, cc: read.cc,
            inReplyTo: read.inReplyTo, references: read.references)
        for ending in [MessageWriter.LineEnding.lf, .crlf] {
            let again = MessageReader().read(MessageWriter.write(outgoing, lineEnding: ending))
            #expect(again.from == [from])
            #expect(again.to == read.to)
            #expect(again.cc == read.cc)
            #expect(again.replyTo == read.replyTo)
            #expect(again.subject == read.subject)
            #expect(again.date == read.date)
            #expect(again.references == read.references)
            #expect(again.inReplyTo == read.inReplyTo)
            #expect(again.defects == [])
            if read.html == nil {
                #expect(trimmed(again.text) == trimmed(read.text))
            } else {
                #expect(again.html == read.html)
            }
        }
    }

    private func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .newlines)
    }
}
