import Delivery
import Testing
import Tickets

@testable import DeliveryCurl

@Suite("what the server said, judged without a server")
struct SMTPTalkTests {
    /// Lines as they were said: `C:` by us, `S:` by the server.
    private func talk(_ recipients: [String], _ lines: String) throws -> SMTPTalk {
        var talk = SMTPTalk(recipients: try recipients.map(address))
        for line in lines.split(separator: "\n") {
            let text = Array((line.dropFirst(3) + "\r\n").utf8)
            if line.hasPrefix("C: ") { talk.said(Array(text.prefix(16))) } else { talk.heard(text) }
        }
        return talk
    }

    private let start = """
        S: 220-sink.example.org
        S: 220 welcome
        C: EHLO tracker.example.org
        S: 250-sink.example.org
        S: 250 SIZE 100
        C: MAIL FROM:<support@example.org>
        S: 250 ok

        """

    @Test("what was taken stays taken, however the connection ended")
    func takenThenBroken() throws {
        let talk = try talk(
            ["alice@example.com"],
            start + "C: RCPT TO:<alice@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\nS: 250 queued")
        let result = talk.result(
            ending: .failed("Recv failure"), server: "mx", mustAuthenticate: false)
        #expect(result == .sent("250 queued"))
    }

    @Test("without an answer to the body it is not sent, whatever libcurl thinks")
    func noAnswer() throws {
        let talk = try talk(
            ["alice@example.com"],
            start + "C: RCPT TO:<alice@example.com>\nS: 250 ok\nC: DATA\nS: 354 go")
        let result = talk.result(ending: .completed, server: "mx", mustAuthenticate: false)
        #expect(result == .temporary("mx: the server did not say that it took the mail"))
    }

    @Test("421 at any moment is temporary and told")
    func closing() throws {
        let talk = try talk(["alice@example.com"], "S: 421 4.3.2 shutting down")
        let result = talk.result(
            ending: .failed("weird server reply"), server: "mx", mustAuthenticate: false)
        #expect(result == .temporary("mx: weird server reply: 421 4.3.2 shutting down"))
    }

    @Test("one recipient to come back for keeps the other's refusal from ending the mail")
    func mixed() throws {
        let talk = try talk(
            ["unknown@example.com", "alice@example.com"],
            start + """
                C: RCPT TO:<unknown@example.com>
                S: 550 no
                C: RCPT TO:<alice@example.com>
                S: 250 ok
                C: DATA
                S: 354 go
                S: 451 later
                """)
        let result = talk.result(
            ending: .failed("x"), server: "mx", mustAuthenticate: false)
        #expect(temporaryReason(result) != nil)
    }

    @Test("530 and its like mean our set-up, not the mail", arguments: [530, 534, 535, 538])
    func ourFault(_ code: Int) throws {
        let talk = try talk(
            ["alice@example.com"],
            "S: 220 hi\nC: EHLO x\nS: 250 hi\nC: MAIL FROM:<a@example.org>\nS: \(code) first log in"
        )
        let result = talk.result(ending: .failed("x"), server: "mx", mustAuthenticate: false)
        #expect(temporaryReason(result) == "mx: \(code) first log in")
    }

    @Test("secrets that look like commands are not taken for them")
    func secrets() throws {
        let talk = try talk(
            ["alice@example.com"],
            """
            S: 220 hi
            C: EHLO x
            S: 250 AUTH PLAIN
            C: AUTH PLAIN
            S: 334
            C: DATAQUIT
            S: 235 welcome
            C: MAIL FROM:<a@example.org>
            S: 550 no
            """)
        let result = talk.result(ending: .failed("x"), server: "mx", mustAuthenticate: true)
        #expect(permanentReason(result) == "mx: 550 no")
    }

    @Test("lines end by CRLF whatever they ended by")
    func lineEnds() {
        let bytes = CurlSession.withNetworkLineEnds(Array("a\nb\r\nc\rd\n\n\r\r\n".utf8))
        #expect(String(decoding: bytes, as: UTF8.self) == "a\r\nb\r\nc\r\nd\r\n\r\n\r\n\r\n")
    }
}
