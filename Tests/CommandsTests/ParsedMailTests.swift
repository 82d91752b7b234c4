import Foundation
import MIME
import Settings
import Testing

@testable import Commands

struct ParsedMailTests {
    private static let mail = """
        From: =?utf-8?Q?=C5=BDofie?= <Zofie@Example.org>
        To: support@example.com, anna@example.org
        Subject: Re: [example.com #12] Printer
        Message-ID: <2@example.org>
        In-Reply-To: <1@example.com>
        References: <0@example.com> <1@example.com>
        Date: Sat, 21 Nov 2026 09:30:00 -0330
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/html; charset=utf-8

        <p>It <b>smokes</b>.</p>
        --b
        Content-Type: application/pdf; name="report.pdf"
        Content-Disposition: attachment; filename="report.pdf"
        Content-Transfer-Encoding: base64

        aGVsbG8=
        --b--

        """

    private let parsed = ParsedMail(
        Array(mail.utf8), settings: Settings(siteName: "example.com"))

    @Test("the bare object has the promised keys, and none without a value")
    func keys() throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let object = try JSONSerialization.jsonObject(with: encoder.encode(parsed))
        let mail = try #require(object as? [String: Any])
        #expect(mail["from"] as? String == "Zofie@Example.org")
        #expect(mail["from_name"] as? String == "Žofie")
        #expect(mail["to"] as? [String] == ["support@example.com", "anna@example.org"])
        #expect(mail["message_id"] as? String == "2@example.org")
        #expect(mail["in_reply_to"] as? String == "1@example.com")
        #expect(mail["references"] as? [String] == ["0@example.com", "1@example.com"])
        #expect(mail["date"] as? String == "2026-11-21T09:30:00-03:30")
        #expect((mail["html_text"] as? String)?.contains("It smokes.") == true)
        #expect(mail["auto_generated"] as? Bool == false)
        #expect(mail["quarantine"] == nil)
        let file = try #require((mail["attachments"] as? [[String: Any]])?.first)
        #expect(file["filename"] as? String == "report.pdf")
        #expect(file["content_type"] as? String == "application/pdf")
        #expect(file["size"] as? Int == 5)
        #expect(file["disposition"] as? String == "attachment")
        #expect(file["content_id"] == nil)
    }

    @Test("people get head, text and attachments")
    func text() {
        let text = parsed.text(Output(.text))
        #expect(text.contains("From         Žofie <Zofie@Example.org>\n"))
        #expect(text.contains("Tags         [example.com #12]\n"))
        #expect(
            text.contains("\n\nIt smokes.\n\nAttachments\n  2  report.pdf (application/pdf, 5 B)\n")
        )
    }

    @Test("a mail of nothing at all is no error")
    func empty() {
        let empty = ParsedMail([], settings: Settings(siteName: "example.com"))
        #expect(empty.quarantine == "empty")
        #expect(empty.text(Output(.text)).contains("(no text)"))
    }

    @Test(
        "dates keep the writer's offset",
        arguments: [(0, "+00:00"), (60, "+01:00"), (-210, "-03:30"), (845, "+14:05")])
    func offsets(minutes: Int, text: String) {
        let date = MailDate(milliseconds: 1_700_000_000_000, offsetMinutes: minutes)
        #expect(date.rfc3339.hasSuffix(text))
        #expect(date.rfc3339.count == 25)
    }
}
