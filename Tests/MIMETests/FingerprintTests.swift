import MIME
import Testing

@Suite("Fingerprints")
struct FingerprintTests {
    private let trace = """
        Return-Path: <ada@example.org>
        X-Original-To: support@example.com
        Delivered-To: support@example.com
        Received: from mx.example.com by mail.example.com
        \twith ESMTP id 1; Tue, 1 Jul 2025 09:30:01 +0200
        Authentication-Results: mx.example.com; dkim=pass
        X-Spam-Status: No

        """
    private let own = """
        DKIM-Signature: v=1; d=example.org
        From: ada@example.org
        Subject: s

        """
    private let id = "Message-ID: <one@example.org>\n"

    private func compute(_ text: String) -> String { MailFingerprint.compute(Array(text.utf8)) }

    @Test("trace fields, the mailbox line and line ends at the end do not count")
    func trace_() {
        let plain = compute(own + id + "\nText\n")
        #expect(compute(trace + own + id + "\nText\n") == plain)
        #expect(compute("From ada Tue Jul  1\n" + trace + own + id + "\nText\n\n") == plain)
        #expect(compute((own + id + "\nText\n").replacing("\n", with: "\r\n")) == plain)
    }

    @Test("everything else counts")
    func rest() {
        let plain = compute(own + id + "\nText\n")
        #expect(compute(own + id + "\nText \n") != plain)
        #expect(compute(own + id + "\nText\n.\n") != plain)
        #expect(compute("X-Other: 1\n" + own + id + "\nText\n") != plain)
        #expect(compute(own + trace + id + "\nText\n") != plain)
        #expect(compute(own.replacing("d=example.org", with: "d=x") + id + "\nText\n") != plain)
    }

    @Test("without a Message-ID the Received fields count, and only they")
    func received() {
        let first = compute(trace + own + "\nText\n")
        #expect(compute(trace.replacing("id 1", with: "id 2") + own + "\nText\n") != first)
        #expect(compute(trace.replacing("dkim=pass", with: "none") + own + "\nText\n") == first)
        #expect(compute(trace + own + "\nText\n") == first)
        #expect(compute((trace + own + "\nText\n").replacing("\n", with: "\r\n")) == first)
    }

    @Test("nothing, and next to nothing, have fingerprints too")
    func empty() {
        #expect(compute("").utf8.count == 64)
        #expect(compute("\n\n").utf8.count == 64)
        #expect(compute(trace).utf8.count == 64)
    }

    @Test("digests are those of the standard")
    func digest() {
        // FIPS 180-4, test vector for "abc".
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(Digest.sha256Hex(Array("abc".utf8)) == abc)
        let digest = IncrementalDigest()
        for byte in "abc".utf8 { digest.update([byte]) }
        #expect(digest.hex() == abc)
        #expect(Digest.sha256Hex([]).hasPrefix("e3b0c442"))
    }
}
