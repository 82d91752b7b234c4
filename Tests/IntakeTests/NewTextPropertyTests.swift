import Testing

@testable import Intake

/// What holds for any text, tried on texts put together at random from lines that mean something.
@Suite("New text: what always holds")
struct NewTextPropertyTests {
    private static let pieces = [
        "", "", "", "Hello,", "it smokes.", "On Monday he wrote:", "wrote:", "> quoted", "> ", ">",
        ">> deeper", ">>> prompt", "| bar", "AB> initials", "-- ", "--", "---", "—", "________",
        "On Mon, May 5, 2025 at 10:12 AM Bob <bob@example.org> wrote:", "On Mon, May 5, 2025 at",
        "10:12 AM Bob", "<bob@example.org> wrote:", "Am 05.05.25 um 10:12 schrieb Bert:",
        "From: Bob <bob@example.org>", "Sent: Monday", "To: ann@example.com", "Subject: Printer",
        "-----Original Message-----", "---------- Forwarded message ---------",
        "##- Please type your reply above this line -##", "Previous Replies",
        "Sent from my iPhone", "Von meinem iPhone gesendet", "Disclaimer",
        "This message is confidential and for the addressee. If you are not the intended recipient",
        "delete it and notify the sender.", "Printers mailing list",
        "https://lists.example.org/mailman/listinfo/printers", "CAUTION: External email",
        "This email has been checked for viruses by Avast antivirus software.", "```", "$ ls",
        "3c3", "< old", "@@ -1 +1 @@", "\u{200F}", "\u{A0}", "Ann", "写道：", "пишет:",
    ]

    /// Texts of up to fourteen lines; the same ones each time.
    private static let texts: [String] = {
        var random = Xorshift(state: 0x5EED)
        return (0..<2_000).map { _ in
            (0..<random.next(15)).map { _ in pieces[random.next(pieces.count)] }
                .joined(separator: "\n")
        }
    }()
    private static let occasions: [NewText.Occasion] = [.answer, .forward, .first]

    @Test("each line is in one of the halves, in the order of the text", arguments: occasions)
    func union(_ occasion: NewText.Occasion) {
        for text in Self.texts {
            let split = NewText.split(text, on: occasion)
            let all = Self.solid(text)
            let reply = Self.solid(split.reply)
            let elided = Self.solid(split.elided)
            #expect(reply.count + elided.count == all.count, "\(text.debugDescription)")
            #expect(Self.isMerge(all, reply, elided), "\(text.debugDescription)")
        }
    }

    @Test("what was left is left a second time", arguments: NewTextCase.all)
    func idempotent(_ example: NewTextCase) {
        let once = NewText.split(example.text, on: example.occasion)
        let twice = NewText.split(once.reply, on: example.occasion)
        #expect(twice.reply == once.reply)
    }

    @Test("something is left, or it was a quote")
    func neverEmpty() {
        for text in Self.texts where !Self.solid(text).isEmpty {
            let split = NewText.split(text)
            let hasQuote = Self.solid(split.elided).contains { ">|A".contains($0.prefix(1)) }
            #expect(!Self.solid(split.reply).isEmpty || hasQuote, "\(text.debugDescription)")
        }
    }

    @Test(
        "hundreds of thousands of the same are split",
        arguments: [
            ">", ">\n", "On ", "On \n", "wrote:\n", "From:\n", "From: a@b\nTo: c\n\n", "-- \n",
            "```\n", "> a\nb\n", "\n", " \n \n \n \n \nAnn wrote:\n \n \n \n \n \n> x", "____\n",
            "This e-mail is confidential, intended recipient, delete it\n\n",
            "Sent from my iPhone\n",
            "-----Original Message-----\n", "a\u{301}", "写道：\n", "\u{202B}", "AB> x\n", "|",
            "On 5 May 2025 at 10:00, Ann <a@b> wrote:\n", "\0", "@", "1:1:", "=", "* ", "： ",
        ])
    func repeated(_ piece: String) {
        // One line of a megabyte; fewer bytes where each piece is a line to be looked at.
        let bytes = piece.contains("\n") ? 1 << 16 : 1 << 20
        let text = String(repeating: piece, count: bytes / piece.utf8.count)
        let split = NewText.split(text)
        // An empty line between two answers is all that is ever added.
        #expect(split.reply.utf8.count + split.elided.utf8.count <= 2 * text.utf8.count)
    }

    private static func solid(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { line in
            line.unicodeScalars.contains { $0 != " " && $0 != "\u{200F}" && $0 != "\u{A0}" }
        }
    }

    /// Whether `all` is `one` and `other` laid into each other, each in its order.
    private static func isMerge(
        _ all: [Substring], _ one: [Substring], _ other: [Substring]
    ) -> Bool {
        // Equal lines may be in either half: how many of `one` can have been used so far.
        var used: Set<Int> = [0]
        for (count, line) in all.enumerated() {
            var next: Set<Int> = []
            for ones in used {
                let others = count - ones
                if ones < one.count, one[ones] == line { next.insert(ones + 1) }
                if others < other.count, other[others] == line {
                    next.insert(ones)
                }
            }
            used = next
        }
        return used.contains(one.count)
    }
}

/// A generator that gives the same numbers each time.
private struct Xorshift {
    var state: UInt64

    /// A number from 0 to `bound` - 1.
    mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }
}
