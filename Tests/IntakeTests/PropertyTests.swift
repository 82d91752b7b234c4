import Foundation
import MailRules
import Testing

/// What ``VerdictRules`` demands, for mails that are broken on purpose.
@Suite("Properties of verdicts")
struct PropertyTests {
    /// The mails of the tests of MIME: the same ways to break them reach further here.
    private static let mails: [(name: String, bytes: [UInt8])] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "MIMETests/Fixtures/mail")
        return ["rfc", "wild", "broken"].flatMap { folder -> [(name: String, bytes: [UInt8])] in
            let url = root.appending(path: folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
            return names.filter { $0.hasSuffix(".eml") }.sorted().compactMap { name in
                (try? Data(contentsOf: url.appending(path: name))).map { (name, [UInt8]($0)) }
            }
        }
    }()

    private func check(_ bytes: [UInt8], _ what: String) {
        #expect(VerdictRules(bytes).breaches == [], "\(what)")
    }

    @Test("there are mails to break")
    func present() {
        #expect(Self.mails.count > 50)
    }

    @Test("the verdict on a mail can be stored, whole and cut off anywhere")
    func truncated() {
        for mail in Self.mails {
            check(mail.bytes, mail.name)
            for end in stride(from: 1, to: mail.bytes.count, by: max(1, mail.bytes.count / 6)) {
                check(Array(mail.bytes[..<end]), "\(mail.name) cut off at \(end)")
            }
        }
    }

    @Test("the verdict on a mail with its lines in disorder can be stored")
    func shuffled() {
        for mail in Self.mails {
            var lines = mail.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            lines.reverse()
            check(Array(lines.joined(separator: [0x0A])), "\(mail.name) upside down")
            let doubled = lines.reversed().flatMap { [$0, $0] }
            check(Array(doubled.joined(separator: [0x0D, 0x0A])), "\(mail.name) doubled")
        }
    }

    @Test("the verdict on one mail inside another can be stored")
    func joined() {
        for (outer, inner) in zip(Self.mails, Self.mails.dropFirst(7)) {
            check(outer.bytes + inner.bytes, "\(outer.name) and \(inner.name)")
        }
    }
}
