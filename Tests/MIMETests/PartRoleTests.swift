import MIME
import Testing

@Suite("The role of a part")
struct PartRoleTests {
    private func parts(_ parts: String..., type: String = "multipart/mixed") -> [Part] {
        let body = parts.map { "--b\n\($0)\n" }.joined()
        return MessageReader().read(
            Array("Content-Type: \(type); boundary=b\n\n\(body)--b--\n".utf8)
        )
        .parts
    }

    @Test(
        "follows from its type",
        arguments: [
            ("message/rfc822", PartRole.mail), ("message/global", .mail), ("message/news", .mail),
            ("text/calendar; method=REQUEST", .calendar), ("application/ics", .calendar),
            ("message/delivery-status", .report), ("message/feedback-report", .report),
            ("message/disposition-notification", .report), ("text/rfc822-headers", .report),
            ("application/pgp-signature", .signature), ("application/pkcs7-signature", .signature),
            ("application/x-pkcs7-signature", .signature), ("application/pgp-keys", .key),
            ("application/pkcs7-mime", .encrypted), ("application/pgp-encrypted", .encrypted),
            ("application/ms-tnef", .tnef), ("image/png", .attachment), ("text/plain", .body),
        ])
    func types(_ type: String, _ role: PartRole) {
        #expect(parts("Content-Type: \(type)\n\nx").map(\.role) == [role])
    }

    @Test("of a picture is to be in the text when something says so")
    func pictures() {
        let roles = parts(
            "Content-Type: text/html\n\n<img src='cid:a@x'><img src='b.png'>",
            "Content-Type: image/png\nContent-ID: <a@x>\n\nx",
            "Content-Type: image/png\nContent-Location: b.png\n\nx",
            "Content-Type: image/png\nContent-Disposition: inline\n\nx",
            "Content-Type: image/png\n\nx", "Content-Type: application/pdf\nContent-ID: <a@x>\n\nx",
            type: "multipart/related"
        ).map(\.role)
        #expect(
            roles == [
                .body, .inlinePicture, .inlinePicture, .inlinePicture, .attachment, .attachment,
            ])
    }

    @Test("a part in a digest is a mail that can be opened, as one attachment")
    func digest() throws {
        let source =
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: inner\n\nhi\n--b--\n"
        let bytes = Array(source.utf8)
        let part = try #require(MessageReader().read(bytes).parts.first)
        #expect(part.isMail)
        let content = try #require(MessageReader().content(ofPart: part.path, in: bytes))
        #expect(MessageReader().read(content).subject == "inner")
    }

    @Test(
        "an attached mail opens in any encoding, though RFC 2046 §5.2.1 forbids most",
        arguments: [
            ("base64", "U3ViamVjdDogaW5uZXIKCmhpCg=="),
            ("quoted-printable", "Subject: inn=65r\n\nhi"),
            ("8bit", "Subject: inner\n\nhi"), ("binary", "Subject: inner\n\nhi"),
        ])
    func encodedMail(_ encoding: String, _ body: String) throws {
        let bytes = Array(
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: \(encoding)\n\n\(body)\n".utf8
        )
        let content = try #require(MessageReader().content(ofPart: "1", in: bytes))
        let inner = MessageReader().read(content)
        #expect(inner.text.hasPrefix("hi"))
        #expect(inner.subject == "inner")
    }
}
