import TestKit
import Testing

@Suite("T070 quarantine")
struct QuarantineTests {
    /// What cannot become a ticket, and the reason that is given.
    enum Unfit: String, CaseIterable {
        case noFrom = "no sender"
        case empty = "empty"
        case garbage = "no sender "
        case onlyBlank = "empty "

        var reason: String { rawValue.split(separator: " ").joined(separator: " ") }

        var bytes: [UInt8] {
            switch self {
            case .noFrom:
                Array("To: support@example.org\nSubject: who am I?\n\nNobody wrote this.\n".utf8)
            case .empty: []
            case .garbage: (0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ $0 >> 3) }
            case .onlyBlank: Array("\n\r\n  \n".utf8)
            }
        }
    }

    @Test("what cannot be a ticket is kept with its reason", arguments: Unfit.allCases)
    func kept(unfit: Unfit) throws {
        let tracker = try Tracker()
        try tracker.deliver(unfit.bytes)
        #expect(try tracker.tickets().isEmpty)
        #expect(try tracker.sent().isEmpty)
        #expect(try tracker.quarantine().map { $0["quarantine"].text } == [unfit.reason])
        #expect(try tracker.run(["mail", "show", "1", "--raw"]).output == unfit.bytes)
    }

    @Test("a mail that swells when it is decoded is kept, and released once the limit allows it")
    func swelling() throws {
        let tracker = try Tracker()
        try tracker.set("mail.decoded_bytes_max", "1 MiB")
        let mail =
            "From: rita@example.com\nMessage-ID: <swell@example.com>\n"
            + "Content-Type: application/x\nContent-Transfer-Encoding: base64\n\n"
            + String(repeating: String(repeating: "QUJD", count: 18) + "\n", count: 20_000)
        try tracker.deliver(mail)
        #expect(try tracker.tickets().isEmpty)
        #expect(
            try tracker.quarantine().map { $0["quarantine"].text }
                == ["decodes to more than mail.decoded_bytes_max"])
        try tracker.set("mail.decoded_bytes_max", "2 MiB")
        try tracker.postern("mail", "quarantine", "release", "1", "--queue", "support")
        #expect(try tracker.tickets() == [1])
    }

    @Test("it is listed, shown and released into a ticket")
    func release() throws {
        let tracker = try Tracker()
        // A disabled queue takes no mail; its admin may still want this one.
        try tracker.postern("queue", "create", "old", "--address", "old@example.org")
        try tracker.postern("queue", "disable", "old")
        try tracker.deliver(
            MailText.of(to: "old@example.org", subject: "Still there?", id: "f1@example.com"),
            ["--queue", "old"])
        #expect(try tracker.tickets().isEmpty)

        let list = try tracker.postern("mail", "quarantine", "list")
        #expect(list.contains("queue disabled"))
        #expect(list.contains("Still there?"))
        let shown = try tracker.postern("mail", "quarantine", "show", "1")
        #expect(shown.contains("It burns."))

        try tracker.postern("mail", "quarantine", "release", "1", "--queue", "support")
        #expect(try tracker.tickets() == [1])
        #expect(try tracker.quarantine().isEmpty)
        let ticket = try tracker.ticket(1)
        #expect(ticket["queue"]["name"].text == "support")
        #expect(ticket["ticket"]["requestors"].items == [.string("rita@example.com")])
        // The autoreply is due as if the mail had come in just now.
        #expect(try tracker.sent().map(\.recipients) == [["rita@example.com"]])

        let again = try tracker.run(["mail", "quarantine", "release", "1", "--queue", "support"])
        #expect(again.ending == .exited(1))
        #expect(again.errorLines.count == 1)
    }

    @Test("what has no sender cannot be released, and stays")
    func releaseWithoutSender() throws {
        let tracker = try Tracker()
        try tracker.deliver(Unfit.noFrom.bytes)
        let run = try tracker.run(["mail", "quarantine", "release", "1", "--queue", "support"])
        #expect(run.ending == .exited(1), "\(run)")
        #expect(try tracker.tickets().isEmpty)
        #expect(try tracker.quarantine().count == 1)
    }

    @Test("doctor counts what waits there")
    func doctor() throws {
        let tracker = try Tracker()
        try tracker.deliver(Unfit.noFrom.bytes)
        #expect(try tracker.run(["doctor"]).text.contains("no sender"))
    }
}
