import Scrips
import Templates
import Testing
import Tickets

@Suite("What strangers write, in every shipped template")
struct HostileValueTests {
    private static let values: [String] = [
        "\r\nBcc: evil@example.net\r\n\r\nbody", "a\nX-Evil: 1", "a\rX-Evil: 1",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "-->", "<!--", "]]>", "<![CDATA[", "</title></style></textarea></table>",
        "{{ticket.id}}{{{ticket.id}}}{{> _ticket}}{{#message}}", "javascript:alert(1)",
        "\u{202E}gpj.exe", "\u{2066}\u{2067}\u{2068}x", "\u{202A}x\u{202B}",
        "\u{0}\u{1}\u{1B}[31mred",
        "a\u{2028}b\u{2029}c\u{85}d", "&lt;b&gt;&#60;b&#x3e;", "=?utf-8?q?=0D=0ABcc:_x?=",
        "\u{FEFF}\u{FFFE}\u{10FFFF}",
        String(decoding: [0xED, 0xA0, 0x80, 0xFF, 0xC0], as: UTF8.self),
        String(repeating: "<", count: 300), "`${x}`<%= x %>",
    ]

    @Test(
        "nothing leaves its header, turns the line round or becomes HTML", arguments: Rendering.all)
    func shipped(rendering: Rendering) throws {
        let tame = try rendering.mail { try Self.fill(&$0, with: "tame") }
        let tags = Set(Self.tags(in: tame.html ?? ""))
        var generator = Generator()
        let mixed = (0..<20).map { _ in
            (0..<4).map { _ in Self.values[generator.below(Self.values.count)] }.joined()
        }
        for value in Self.values + mixed {
            let mail = try rendering.mail { try Self.fill(&$0, with: value) }
            var lines = [mail.subject] + mail.headers.map(\.value)
            lines += ([mail.from] + mail.to + mail.cc + mail.bcc).compactMap(\.name)
            for line in lines where line.unicodeScalars.contains(where: Self.leavesLine) {
                Issue.record("a header of \(rendering) holds \(line.debugDescription)")
            }
            #expect(mail.headers.map(\.name) == tame.headers.map(\.name))
            for tag in Self.tags(in: mail.html ?? "") where !tags.contains(tag) {
                Issue.record("\(rendering) has \(tag) out of \(value.debugDescription)")
            }
        }
    }

    @Test(
        "the HTML of every shipped template opens and closes its tags in order",
        arguments: Rendering.all)
    func balanced(rendering: Rendering) throws {
        let html = try #require(try rendering.mail().html)
        var open: [String] = []
        for tag in Self.tags(in: html) {
            let name = String(tag.dropFirst().prefix { $0.isLetter || $0 == "/" || $0 == "!" })
            if ["br", "hr", "meta", "!DOCTYPE"].contains(name) { continue }
            if name.hasPrefix("/") {
                #expect(open.popLast() == String(name.dropFirst()), "\(rendering): \(tag)")
            } else {
                open.append(name)
            }
        }
        #expect(open.isEmpty)
    }

    private static func leavesLine(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 32 || (127...159).contains(scalar.value)
            || [0x2028, 0x2029].contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }

    /// What a browser would take for tags, comments and declarations.
    private static func tags(in html: String) -> [String] {
        var found: [String] = []
        var rest = Substring(html)
        while let start = rest.firstIndex(of: "<") {
            let end = rest[start...].firstIndex(of: ">") ?? rest.index(before: rest.endIndex)
            found.append(String(rest[start...end]))
            rest = rest[rest.index(after: start)...]
        }
        return found
    }

    /// Puts the value wherever a stranger can put one.
    private static func fill(_ snapshot: inout Snapshot, with value: String) throws {
        snapshot.ticket.subject = value
        snapshot.queue.description = value
        snapshot.queue.name = value
        snapshot.actor.realName = value
        snapshot.people = snapshot.people.map { person in
            var user = person.user
            user.realName = value
            return SnapshotPerson(user: user, seats: person.seats)
        }
        let old = snapshot.transaction
        snapshot.transaction = Transaction(
            id: old.id, ticket: old.ticket, kind: old.kind, actor: old.actor, created: old.created,
            field: value, oldValue: value, newValue: value)
        guard snapshot.message != nil, let address = EmailAddress("rita@example.com") else {
            return
        }
        let file = Attachment(
            path: "2", filename: value, contentType: "text/plain", sizeBytes: 5, sha256: "x",
            contentID: nil, isInline: false)
        snapshot.message = Message(
            id: EntryID(7), transaction: old.id, mail: nil,
            author: NamedAddress(address, name: value), subject: value, messageID: nil,
            text: value, attachments: [file])
    }

    /// The same mixtures in each run.
    private struct Generator {
        private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
    }
}
