import TestKit
import Testing

@Suite("T020 T030 replies find their ticket")
struct ReplyTests {
    @Test("T020 the answer of staff by tag goes to the requestor", arguments: StoreEngine.all)
    func byTag(engine: StoreEngine) throws {
        let tracker = try Tracker(engine)
        try tracker.deliver(try Golden.bytes("T010-open-by-mail/in.eml"))
        let autoreply = try tracker.sent(by: "on-create-autoreply")["Message-ID"]
        try tracker.forgetSent()
        try tracker.deliver(try Golden.bytes("T020-reply-by-tag/in.eml"))

        let folder = "T020-reply-by-tag"
        try Golden.check(try tracker.postern("ticket", "show", "1"), folder + "/want.ticket")
        #expect(try tracker.sent().count == 1)
        let answer = try tracker.sent(by: "on-correspond-notify-requestors")
        try Golden.check(answer.source, folder + "/want.eml")
        #expect(answer.recipients == ["rita@example.com"])
        // Both are mails that Rita has, so her mail program shows the answer below them.
        #expect(answer["References"] == "<fire.1@mail.example.com> \(autoreply)")
        #expect(answer["In-Reply-To"] == autoreply)
        #expect(
            try tracker.history(1).last?["mail"]["match"].text == "subject tag [example.org #1]")
    }

    @Test("T030 a reply to the autoreply finds its ticket by headers alone")
    func byHeaders() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "b1@example.com"))
        let autoreply = try tracker.sent(by: "on-create-autoreply")
        try tracker.deliver(
            MailText.of(
                subject: "Something else entirely", id: "b2@example.com",
                fields: ["In-Reply-To: \(autoreply["Message-ID"])"]))

        #expect(try tracker.tickets() == [1])
        let reply = try #require(try tracker.history(1).last)
        #expect(reply["type"].text == "Correspond")
        #expect(
            reply["mail"]["match"].text == "reference \(autoreply["Message-ID"]), which we sent")
    }

    @Test("T030 References serve where In-Reply-To is missing")
    func byReferences() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "b3@example.com"))
        let autoreply = try tracker.sent(by: "on-create-autoreply")
        try tracker.deliver(
            MailText.of(
                subject: "Re: no tag", id: "b4@example.com",
                fields: [
                    "References: <unknown@example.net>", " <b3@example.com>",
                    " \(autoreply["Message-ID"])",
                ]))
        #expect(try tracker.tickets() == [1])
    }

    @Test("a reply to +number reaches that ticket")
    func byAddress() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "b5@example.com"))
        try tracker.deliver(
            MailText.of(subject: "no tag", id: "b6@example.com"),
            environment: ["RECIPIENT": "support+1@example.org", "EXTENSION": "1"])
        #expect(try tracker.history(1).last?["mail"]["match"].text == "address extension +1")
    }

    @Test("a stranger who writes a tag gets a ticket of his own, which refers to the other")
    func strangerWithTag() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "b7@example.com"))
        try tracker.deliver(
            MailText.of(
                from: "Mallory <mallory@example.net>", subject: "Re: [example.org #1] mine now",
                id: "b8@example.net"))
        #expect(try tracker.tickets() == [1, 2])
        #expect(try tracker.history(1).count == 1)
        let link = try tracker.ticket(2)["links"][0]
        #expect(link["kind"].text == "RefersTo")
        #expect(link["ticket"].number == 1)
        #expect(try tracker.sent().allSatisfy { !$0.source.contains("It burns") })
    }

    @Test("another tracker's tag leads nowhere")
    func foreignTag() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "b9@example.com"))
        try tracker.deliver(
            MailText.of(subject: "Re: [example.net #1] other", id: "b10@example.com"))
        #expect(try tracker.tickets() == [1, 2])
    }
}
