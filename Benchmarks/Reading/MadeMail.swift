/// Mails of a wanted size or shape, the same in every run.
enum MadeMail {
    private static let words = """
        the printer on the second floor is out of paper again and nobody knows where the key of the \
        store room may be so could somebody please have a look before the meeting on Monday thanks
        """.split(separator: " ").map(String.init)

    /// Lines of about 70 letters, together `bytes` long or a little more.
    static func prose(bytes: Int, seed: Int = 1) -> String {
        var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        var text = ""
        text.reserveCapacity(bytes + 100)
        var column = 0
        while text.utf8.count < bytes {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let word = words[Int(state >> 33) % words.count]
            text += word
            column += word.utf8.count + 1
            text += column > 65 ? "\n" : " "
            if column > 65 { column = 0 }
        }
        return text + "\n"
    }

    private static func header(_ lines: [String], seed: Int = 1) -> String {
        let fixed = [
            "Return-Path: <ann@example.org>",
            "Received: from mail.example.org (mail.example.org [192.0.2.1])",
            "\tby mx.example.com (Postfix) with ESMTPS id 4F\(seed)",
            "\tfor <support@example.com>; Mon, 02 Feb 2026 10:00:02 +0100 (CET)",
            "Received: from desk.example.org (desk.example.org [198.51.100.7])",
            "\tby mail.example.org with ESMTPSA id 9A\(seed); Mon, 02 Feb 2026 10:00:01 +0100",
            "Date: Mon, 02 Feb 2026 10:00:00 +0100",
            "From: =?utf-8?q?Anne_Ex=C3=A4mple?= <ann@example.org>",
            "To: Support <support@example.com>, \"Bob, the other\" <bob@example.org>",
            "Message-ID: <\(seed).mail@example.org>", "In-Reply-To: <\(seed).first@example.com>",
            "References: <\(seed).first@example.com> <\(seed).second@example.org>",
            "MIME-Version: 1.0",
        ]
        return (fixed + lines).joined(separator: "\n") + "\n\n"
    }

    /// What most people write: about 2 KB, half of it header.
    static func plain(seed: Int) -> [UInt8] {
        let lines = ["Subject: Re: [example.com #\(seed)] paper", "Content-Type: text/plain"]
        let text = prose(bytes: 700, seed: seed)
        let quote = prose(bytes: 300, seed: seed + 1).split(separator: "\n").map { "> \($0)" }
        let body = "\(text)\nOn Mon, Bob wrote:\n\(quote.joined(separator: "\n"))\n-- \nAnn\n"
        return Array((header(lines, seed: seed) + body).utf8)
    }

    /// A text and one attachment in base64; `bytes` is the size of the whole, more or less.
    static func withAttachment(bytes: Int) -> [UInt8] {
        let line = Array((String(repeating: "UG9zdGVybiByZWFk", count: 4) + "cyBt\n").utf8)
        var mail = Array(
            (header(["Subject: a file", "Content-Type: multipart/mixed; boundary=\"frontier\""])
                + "--frontier\nContent-Type: text/plain\n\n" + prose(bytes: 500)
                + "--frontier\nContent-Type: application/pdf; name=\"paper.pdf\"\n"
                + "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n").utf8)
        mail.reserveCapacity(bytes + 200)
        while mail.count < bytes { mail += line }
        return mail + Array("--frontier--\n".utf8)
    }

    /// So many small attachments.
    static func parts(_ count: Int) -> [UInt8] {
        var mail = header([
            "Subject: parts", "Content-Type: multipart/mixed; boundary=\"frontier\"",
        ])
        for number in 0..<count {
            mail += "--frontier\nContent-Type: image/png; name=\"picture-\(number % 50).png\"\n"
            mail += "Content-Transfer-Encoding: base64\n\nUG9zdGVybiByZWFkcyBt\n"
        }
        return Array((mail + "--frontier--\n").utf8)
    }

    /// So many multiparts, one inside the other, and a text in the innermost.
    static func nested(_ depth: Int) -> [UInt8] {
        var mail = header(["Subject: nested", "Content-Type: multipart/mixed; boundary=\"b0\""])
        for level in 1..<max(2, depth) {
            mail += "--b\(level - 1)\nContent-Type: multipart/mixed; boundary=\"b\(level)\"\n\n"
        }
        mail += "--b\(max(2, depth) - 1)\n\nthe text\n"
        for level in (0..<max(2, depth)).reversed() { mail += "--b\(level)--\n" }
        return Array(mail.utf8)
    }

    /// One header field that repeats `item` on one line until it is `bytes` long.
    static func field(_ name: String, _ item: String, bytes: Int) -> [UInt8] {
        let count = max(1, bytes / item.utf8.count)
        let line = "\(name): " + String(repeating: item, count: count)
        return Array((header([line, "Content-Type: text/plain"]) + "a text\n").utf8)
    }

    /// Nothing but a text of that size.
    static func text(bytes: Int) -> [UInt8] {
        let head = header(["Subject: a text", "Content-Type: text/plain; charset=utf-8"])
        return Array((head + prose(bytes: bytes)).utf8)
    }

    /// Nothing but HTML of that size, as mail programs write it.
    static func html(bytes: Int) -> [UInt8] {
        var mail = header(["Subject: a page", "Content-Type: text/html; charset=utf-8"])
        mail += "<html><head><style>p { margin: 0 }</style></head><body>\n"
        let piece = """
            <p class="MsoNormal"><span style="font-size:11pt">The <b>printer</b> &amp; its paper&nbsp;are
            out; see <a href="https://example.org/paper?id=7">the page</a>.</span></p>
            <ul><li>first</li><li>second &mdash; later</li></ul>
            <table><tr><td>one</td><td>two</td></tr><tr><td>three</td><td>four</td></tr></table>
            <blockquote type="cite"><div>What somebody wrote before, in a line or two.</div></blockquote>

            """
        while mail.utf8.count < bytes { mail += piece }
        return Array((mail + "</body></html>\n").utf8)
    }
}
