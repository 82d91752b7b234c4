import Testing

/// Mails that are made to hurt, each built when it is asked for.
enum HostileMail: String, CaseIterable, CustomTestStringConvertible {
    case nulBytes = "NUL bytes in header, body and names"
    case tenThousandParts = "10,000 parts"
    case nested300 = "nested 300 deep"
    case nested5000 = "nested 5,000 deep"
    case attached5000 = "5,000 mails, each attached to the next"
    case longHeaderLine = "a header line of 200 KB"
    case longUnfoldedAddressList = "20,000 addresses in To"
    case noDate = "no Date"
    case noHeader = "text without any header"
    case onlyHeader = "header without end"
    case hugeReferences = "20,000 References"
    case endlessEncodedWords = "100,000 encoded words in Subject"
    case brokenEverything = "broken base64, quoted-printable and charset"
    case subjectInjection = "line ends in an encoded Subject"
    case openComments = "100,000 open comments in From"
    case hostileFileNames = "file names that climb folders"
    case loneCarriageReturns = "CR alone as line end"
    case twentyThousandHeaders = "20,000 header fields"

    var testDescription: String { rawValue }

    var bytes: [UInt8] {
        switch self {
        case .nulBytes: Array(nulBytes.utf8)
        case .tenThousandParts: Array(tenThousandParts.utf8)
        case .nested300: Array(nested(300).utf8)
        case .nested5000: Array(nested(5_000).utf8)
        case .attached5000: Array(attached(5_000).utf8)
        case .brokenEverything: brokenEverything
        case .loneCarriageReturns:
            Array(MailText.of(id: "cr@example.com").utf8).map { $0 == 10 ? 13 : $0 }
        default: Array(ordinary.utf8)
        }
    }

    /// Those in which one field or another is what hurts.
    private var ordinary: String {
        switch self {
        case .longHeaderLine:
            MailText.of(
                id: "long@example.com",
                fields: ["X-Long: " + String(repeating: "a b ", count: 51_200)])
        case .longUnfoldedAddressList:
            MailText.of(
                to: (1...20_000).map { "a\($0)@example.net" }.joined(separator: ", "),
                id: "many@example.com")
        case .noDate:
            "From: rita@example.com\nTo: support@example.org\nSubject: when?\n\nNo date.\n"
        case .noHeader: "This is no mail.\nIt only looks like text.\n"
        case .onlyHeader: "From: rita@example.com\nSubject: cut off"
        case .hugeReferences:
            MailText.of(
                id: "refs@example.com",
                fields: [
                    "References:"
                        + (1...20_000).map { " <r\($0)@example.net>" }.joined(separator: "\n")
                ])
        case .endlessEncodedWords:
            MailText.of(
                subject: String(repeating: "=?utf-8?Q?=F0=9F=94=A5?=\n ", count: 100_000) + "end",
                id: "words@example.com")
        case .subjectInjection:
            MailText.of(
                subject: "=?utf-8?Q?hello=0D=0ABcc:_victim@example.net=0D=0A=0D=0Abody?=",
                id: "inject@example.com")
        case .openComments:
            MailText.of(
                from: String(repeating: "(", count: 100_000) + " rita@example.com",
                id: "comments@example.com")
        case .hostileFileNames: fileNames
        case .twentyThousandHeaders:
            MailText.of(
                id: "fields@example.com", fields: (1...20_000).map { "X-Field-\($0): value" })
        default: MailText.of(id: "ordinary@example.com")
        }
    }

    private var nulBytes: String {
        MailText.of(
            from: "R\0ita <rita@example.com>", subject: "nul \0 in =?utf-8?Q?=00the?= subject",
            id: "n\0ul@example.com",
            fields: ["Content-Type: text/plain; charset=\"utf-8\0\"; name=\"a\0b.txt\""],
            text: "before\0after\n\0\0\0\n")
    }

    private var tenThousandParts: String {
        let part = "--cut\nContent-Type: text/plain\n\nx\n"
        return MailText.of(
            id: "parts@example.com", fields: ["Content-Type: multipart/mixed; boundary=cut"],
            text: String(repeating: part, count: 10_000) + "--cut--\n")
    }

    private func nested(_ depth: Int) -> String {
        var body = ""
        for level in 1..<depth {
            body += "--b\(level - 1)\nContent-Type: multipart/mixed; boundary=b\(level)\n\n"
        }
        body += "--b\(depth - 1)\nContent-Type: text/plain\n\nThe innermost.\n"
        for level in (0..<depth).reversed() { body += "--b\(level)--\n" }
        return MailText.of(
            id: "nest\(depth)@example.com", fields: ["Content-Type: multipart/mixed; boundary=b0"],
            text: body)
    }

    private func attached(_ depth: Int) -> String {
        let head = "Content-Type: message/rfc822\n\n"
        return MailText.of(
            id: "att\(depth)@example.com", fields: ["Content-Type: message/rfc822"],
            text: String(repeating: head, count: depth) + "Subject: innermost\n\nend\n")
    }

    private var brokenEverything: [UInt8] {
        Array(
            MailText.of(
                subject: "=?x-klingon?B?%%%%?= =?utf-8?B?4pyo?= =?utf-8?Q?=ZZ?= =?", id: "<><@",
                fields: ["Content-Type: multipart/mixed; boundary=\"", "Content-Type: text/html"],
                text:
                    "--\"\nContent-Type: text/plain; charset=none\nContent-Transfer-Encoding: base64\n\n"
            ).utf8) + [0xFF, 0xFE, 0x00, 0x3D, 0x0A, 0x3D, 0x5A, 0x80, 0x81]
    }

    private var fileNames: String {
        let names = [
            "../../../../etc/cron.d/evil", "/etc/passwd", "..", "con\\..\\x", "a\u{202E}gpj.exe",
            String(repeating: "n", count: 5_000),
        ]
        let parts = names.map { name in
            """
            --cut
            Content-Type: application/octet-stream; name="\(name)"
            Content-Disposition: attachment; filename="\(name)"

            x

            """
        }
        return MailText.of(
            id: "names@example.com", fields: ["Content-Type: multipart/mixed; boundary=cut"],
            text: parts.joined() + "--cut--\n")
    }
}
