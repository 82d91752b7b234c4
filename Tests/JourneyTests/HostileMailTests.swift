import TestKit
import Testing

@Suite("T080 hostile mail")
struct HostileMailTests {
    @Test(
        "is taken over, kept byte for byte, and can be looked at", arguments: HostileMail.allCases)
    func takenOver(hostile: HostileMail) throws {
        let tracker = try Tracker()
        let mail = hostile.bytes
        let run = try tracker.mailgate(mail)
        #expect(run.ending == .exited(0), "\(run)")
        #expect(run.errors == "")

        let kept = try tracker.tickets().count + tracker.quarantine().count
        #expect(kept == 1)
        #expect(try tracker.run(["mail", "show", "1", "--raw"]).output == mail)
        for command in [
            ["mail", "show", "1"], ["ticket", "list", "--all"], ["mail", "quarantine", "list"],
        ] {
            let shown = try tracker.run(command)
            #expect(shown.ending == .exited(0), "\(shown)")
            #expect(!shown.output.contains { $0 == 0 || $0 == 0x1B })
        }
        if try !tracker.tickets().isEmpty {
            try tracker.postern("ticket", "show", "1")
            try tracker.postern("why", "1")
        }
        // Once more, as after a crash.
        #expect(try tracker.mailgate(mail).ending == .exited(0))
        #expect(try tracker.tickets().count + tracker.quarantine().count == 1)
    }

    @Test("nothing in a mail can add a header to what goes out")
    func injection() throws {
        let tracker = try Tracker()
        try tracker.deliver(HostileMail.subjectInjection.bytes)
        let autoreply = try tracker.sent(by: "on-create-autoreply")
        #expect(autoreply[all: "Bcc"].isEmpty)
        #expect(autoreply.recipients == ["rita@example.com"])
        #expect(!autoreply.body.hasPrefix("body"))
    }

    @Test("60 MB are refused with 69, and taken once the limit allows them")
    func size() throws {
        let tracker = try Tracker()
        let line = String(repeating: "0123456789abcdef", count: 4) + "\n"
        let mail = Array(
            MailText.of(id: "large@example.com", text: String(repeating: line, count: 925_000)).utf8
        )
        #expect(mail.count > 60_000_000)
        let refused = try tracker.mailgate(mail)
        #expect(refused.ending == .exited(69), "\(refused)")
        #expect(refused.errorLines.count == 1)
        #expect(refused.errors.contains("mail.size_max"))
        #expect(try tracker.tickets().isEmpty)

        try tracker.set("mail.size_max", "100 MiB")
        try tracker.deliver(mail)
        #expect(try tracker.tickets() == [1])
        #expect(try tracker.history(1)[0]["mail"]["size"].number == mail.count)
    }

    @Test("forged headers of ours and of RT mean nothing")
    func forgedHeaders() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "forge0@example.com"))
        try tracker.deliver(
            MailText.of(
                from: "Mallory <mallory@example.net>", subject: "hello", id: "forge1@example.net",
                fields: [
                    "X-Postern-Ticket: example.org #1", "X-RT-Ticket: example.org #1",
                    "RT-Send-CC: victim@example.net", "X-RT-Loop-Prevention: example.org",
                    "X-Postern-Status: resolved", "RT-Originator: ada@example.org",
                ]))
        #expect(try tracker.tickets() == [1, 2])
        #expect(try tracker.types(1) == ["Create"])
        #expect(
            try tracker.ticket(2)["ticket"]["requestors"].items == [.string("mallory@example.net")])
    }
}
