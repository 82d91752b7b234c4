import TestKit
import Testing

@Suite("T010 open by mail")
struct OpenByMailTests {
    private let folder = "T010-open-by-mail"

    @Test("a mail becomes a ticket, and its sender is told so", arguments: StoreEngine.all)
    func open(engine: StoreEngine) throws {
        let tracker = try Tracker(engine)
        try tracker.deliver(
            try Golden.bytes(folder + "/in.eml"), ["--queue", "support", "--action", "correspond"],
            environment: ["SENDER": "rita@example.com", "RECIPIENT": Tracker.support])

        try Golden.check(try tracker.postern("ticket", "show", "1"), folder + "/want.ticket")
        let sent = try tracker.sent()
        #expect(sent.count == 1)
        try Golden.check(
            try tracker.sent(by: "on-create-autoreply").source, folder + "/want.eml")

        let ticket = try tracker.ticket(1)
        #expect(ticket["ticket"]["status"].text == "new")
        #expect(ticket["ticket"]["requestors"].items == [.string("rita@example.com")])
        let mail = ticket["history"][0]["mail"]
        #expect(mail["message_id"].text == "fire.1@mail.example.com")
        #expect(mail["kind"].text == "person")
        #expect(mail["envelope"]["sender"].text == "rita@example.com")
        let attachment = ticket["history"][0]["message"]["attachments"][0]
        #expect(attachment["filename"].text == "printer.log")
    }

    @Test("the stored mail is byte for byte what came in, and its parts can be had")
    func record() throws {
        let tracker = try Tracker()
        let mail = try Golden.bytes(folder + "/in.eml")
        try tracker.deliver(mail)
        let raw = try tracker.run(["mail", "show", "1", "--raw"])
        #expect(raw.output == mail)

        let part = try tracker.ticket(1)["history"][0]["message"]["attachments"][0]["part"].text
        let file = tracker.folder.path + "/part"
        try tracker.postern("mail", "show", "1", "--part", try #require(part), "--output", file)
        #expect(
            try Files.text(file)
                == "08:57 tray 2 empty\n08:58 temperature 140 C\n08:59 temperature 210 C\n")
    }

    @Test("without --queue the recipient's address decides")
    func byRecipient() throws {
        let tracker = try Tracker()
        try tracker.postern(
            "queue", "create", "sales", "--address", "sales@example.org")
        try tracker.deliver(
            MailText.of(id: "a1@example.com"), [], environment: ["RECIPIENT": "sales@example.org"])
        #expect(try tracker.ticket(1)["queue"]["name"].text == "sales")
    }

    @Test("an address that is no queue's leads to quarantine, not into a queue")
    func unknownRecipient() throws {
        let tracker = try Tracker()
        try tracker.deliver(
            MailText.of(id: "a2@example.com"), [], environment: ["RECIPIENT": "other@example.org"])
        #expect(
            try tracker.quarantine().map { $0["quarantine"].text } == ["no queue has this address"])
    }

    @Test("--verbose says on one line what became of the mail")
    func verbose() throws {
        let tracker = try Tracker()
        let run = try tracker.mailgate(
            Array(MailText.of(id: "a3@example.com").utf8), ["--queue", "support", "--verbose"])
        #expect(run.ending == .exited(0))
        let line = try #require(run.errorLines.first)
        #expect(line.hasPrefix("mailgate: ticket=1 opened mail=1 from=<rita@example.com>"))
        #expect(line.hasSuffix("match=new ticket: nothing in the mail names one"))
    }
}
