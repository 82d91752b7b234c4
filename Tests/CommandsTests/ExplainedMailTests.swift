import ArgumentParser
import Settings
import Testing
import Tickets

@testable import Commands

struct ExplainedMailTests {
    private func explained(_ lines: String...) -> String {
        let mail = ExplainedMail(
            Array(lines.joined(separator: "\n").utf8), settings: Settings(siteName: "example.com"))
        return mail.text(Output(.text))
    }

    @Test("a person's answer: kind, sender, where it would go, what is new, what follows")
    func person() {
        let text = explained(
            "From: Ann <ann@example.org>", "To: support+7@example.com",
            "Subject: Re: [example.com #12] [other #3] Printer", "Reply-To: bob@example.org",
            "In-Reply-To: <2@example.com>", "References: <1@example.com> <2@example.com>",
            "X-Auto-Response-Suppress: All", "", "It smokes.", "It burns.", "")
        #expect(text.hasPrefix("Kind\n  person: somebody wrote it\n"))
        #expect(text.contains("  says nothing  X-Auto-Response-Suppress: All\n"))
        #expect(text.contains("ann@example.org, the first usable address of From\n"))
        #expect(text.contains("Reply-To bob@example.org is answered, but never believed\n"))
        let order = [
            "  address      extension 7 of support+7@example.com",
            "  tag          [example.com #12]: ours, the site's name\n",
            "  tag          [other #3]: not the site's name; ours only if a queue has it\n",
            "  In-Reply-To  <2@example.com>\n", "  References   <1@example.com>\n",
        ]
        let places = order.map { text.firstRange(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
        #expect(text.contains("2 lines to read\n"))
        #expect(text.contains("without a ticket: opens one, if the sender may\n"))
        #expect(!text.contains("Wrong with it"))
    }

    @Test("a bounce: who failed and why, and that it needs no sender")
    func bounce() {
        let text = explained(
            "From: MAILER-DAEMON", "Subject: failure notice", "", "<bob@example.net>:",
            "550 5.1.1 no such user", "", "--- Below this line is a copy of the message.", "",
            "Return-Path: <a@example.com>", "Message-ID: <1@example.com>", "")
        #expect(text.hasPrefix("Kind\n  bounce: a mail could not be delivered\n"))
        #expect(text.contains("  says bounce  Subject: failure notice\n"))
        #expect(text.contains("  about            the mail <1@example.com>\n"))
        #expect(text.contains("  bob@example.net  failed, status 5.1.1, for good\n"))
        #expect(text.contains("“550 5.1.1 no such user”\n"))
        #expect(text.contains("a report needs none\n"))
        #expect(text.contains("  report on  <1@example.com>\n"))
        #expect(text.contains("without a ticket: quarantine\n"))
    }

    @Test("defects are words, a limit names its setting, quarantine its reason")
    func troubles() {
        let many = (1...200).map { "<\($0)@example.org>" }.joined(separator: "\n ")
        let text = explained("Date: yesterday", "References: \(many)", "", "text")
        #expect(text.contains("Wrong with it\n  invalid date: "))
        #expect(text.contains("Limits met\n  mail.references_max  too many references: "))
        #expect(text.contains("and 90 older references\n"))
        #expect(text.hasSuffix("What would follow\n  quarantine: no sender\n"))
    }

    @Test("a mail of which nothing speaks for a program says so")
    func plain() {
        let text = explained("From: ann@example.org", "", "Hello.")
        #expect(text.contains("nothing in it speaks for a program or a list\n"))
        #expect(text.contains("Ticket\n  nothing in the mail names one\n"))
    }

    @Test("strangers' text cannot move the cursor")
    func terminal() {
        let text = explained("From: ann@example.org", "X-Autoreply: \u{1B}[2Jyes", "", "x")
        #expect(!text.contains("\u{1B}"))
    }

    @Test("the header is given byte for byte, folds and strange bytes included")
    func rawHeaders() {
        let header =
            Array("From: a@example.org\nSubject: =?utf-8?q?x?=\n\ty  ".utf8) + [0xE9, 0x0A]
        let raw = header + Array("\nbody\n".utf8)
        #expect(MailParseCommand.headers(raw, settings: Settings(siteName: "x")) == header)
    }

    @Test(
        "what cannot be asked for together is refused",
        arguments: [
            ["--json", "--explain"], ["--explain", "--raw-headers"], ["--json", "--raw-headers"],
            ["--explain", "--format", "json"], ["--raw-headers", "--format", "json"],
        ])
    func exclusive(_ words: [String]) {
        #expect(throws: (any Error).self) { try MailParseCommand.parse(words) }
    }

    @Test("each of them alone is taken", arguments: ["--json", "--explain", "--raw-headers"])
    func alone(_ word: String) throws {
        _ = try MailParseCommand.parse([word, "mail.eml"])
    }
}
