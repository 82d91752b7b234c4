import Foundation
import Testing
import Tickets

@testable import Gateway

/// The real executable, one process a mail.
@Suite("mailgate")
struct MailgateTests {
    private let queue = ["--queue", "support", "--action", "correspond", "--verbose"]

    @Test("a mail becomes a ticket, its autoreply leaves, and the same mail again changes nothing")
    func ordinary() throws {
        let fixture = try GatewayFixture()
        let first = try fixture.mailgate(
            queue, mail: .mail(), environment: ["SENDER": "ann@example.org"])
        #expect(first.status == 0)
        #expect(
            first.error.hasPrefix(
                "mailgate: ticket=1 opened mail=1 from=<ann@example.org> id=<m1@example.org> "
                    + "kind=\"person\" mails=1 match=new ticket"))
        #expect(fixture.count(in: "out/new") == 1)

        // The MTA's second try: another mbox line, other trace headers on top.
        let again = Array("From a@b Tue Feb  3 11:00:00 2026\nReturn-Path: <a@b>\n".utf8)
        let second = try fixture.mailgate(queue, mail: again + .mail())
        #expect(second.status == 0)
        #expect(second.error.hasPrefix("mailgate: ticket=1 duplicate mail=1"))
        #expect(fixture.count(in: "out/new") == 1)
        #expect(fixture.count(in: "crashes") == 0)
    }

    @Test("without --verbose nothing is said, or the MTA would log or bounce it")
    func silent() throws {
        let fixture = try GatewayFixture()
        let ending = try fixture.mailgate(["--queue=support"], mail: .mail())
        #expect(ending.status == 0)
        #expect(ending.error.isEmpty)
        #expect(ending.output.isEmpty)
    }

    @Test("the recipient's address decides where no queue is named")
    func recipient() throws {
        let fixture = try GatewayFixture()
        let known = try fixture.mailgate(
            ["--verbose"], mail: .mail(), environment: ["RECIPIENT": "support@help.example"])
        #expect(known.error.contains("ticket=1 opened"))
        let unknown = try fixture.mailgate(
            ["--verbose"], mail: .mail(id: "m2@example.org"),
            environment: ["RECIPIENT": "nobody@help.example"])
        #expect(unknown.status == 0)
        #expect(try fixture.quarantine().map(\.quarantine) == [.unknownRecipient])
    }

    @Test("what is no mail is taken over into quarantine, never lost and never refused")
    func quarantine() throws {
        let fixture = try GatewayFixture()
        let noSender = Array("Subject: x\n\nbody\n".utf8)
        let garbage = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 >> 3) }
        for mail in [[], noSender, garbage, .mail(headers: "X-Postern-Loop: help.example")] {
            let ending = try fixture.mailgate(queue, mail: mail)
            #expect(ending.status == 0)
            #expect(ending.error.contains("quarantined"))
        }
        #expect(
            try fixture.quarantine().compactMap(\.quarantine?.rawValue).sorted()
                == ["empty", "no sender", "no sender", "own loop"])
    }

    @Test("hostile environment variables are dropped and noted as defects")
    func environment() throws {
        let fixture = try GatewayFixture()
        let ending = try fixture.mailgate(
            queue + ["--debug"], mail: .mail(),
            environment: ["SENDER": "a b", "RECIPIENT": "x@y\n@z", "EXTENSION": "a b"])
        #expect(ending.status == 0)
        #expect(ending.error.contains("mailgate: defect: SENDER is no address\n"))
        #expect(ending.error.contains("mailgate: defect: EXTENSION is no part of an address\n"))
    }

    @Test("a mail over the limit is refused with 69, and the writer gets no broken pipe")
    func tooLarge() throws {
        let fixture = try GatewayFixture()
        let line =
            "head -c 5000000 /dev/zero | $MAILGATE --queue support; echo \"${PIPESTATUS[@]}\""
        let ending = try fixture.bash(line)
        #expect(ending.output == "0 69\n")
        #expect(
            ending.error == "mailgate: the mail is larger than 200000 bytes (mail.size_max)\n")
        let limit = [UInt8].mail(body: "") + Array(repeating: 0x78, count: 200_000)
        #expect(try fixture.mailgate(queue, mail: Array(limit.prefix(200_000))).status == 0)
        #expect(try fixture.mailgate(queue, mail: Array(limit.prefix(200_001))).status == 69)
    }

    @Test("a closed standard input is a reason to try again")
    func closedInput() throws {
        let fixture = try GatewayFixture()
        let ending = try fixture.bash("exec \"$MAILGATE\" --queue support <&-")
        #expect(ending.status == 75)
        #expect(ending.error == "mailgate: standard input cannot be read: Bad file descriptor\n")
    }

    @Test("help goes to standard output, whole")
    func help() throws {
        let ending = try GatewayFixture().mailgate(["--help"], mail: [])
        #expect(ending.status == 0)
        #expect(ending.output == GatewayHelp.text)
        #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("a mail is not swallowed by an alias line that asks for help or for the version")
    func helpWithMail() throws {
        let fixture = try GatewayFixture()
        for option in ["--help", "--version"] {
            let ending = try fixture.mailgate([option], mail: .mail())
            #expect(ending.status == 64)
            #expect(ending.output.isEmpty)
        }
        let version = try fixture.mailgate(["--version"], mail: [])
        #expect(version.output == "mailgate (Postern) 0.1.0\n")
    }
}
