import TestKit
import Testing

@Suite(
    "T140 a real Postfix in front and behind",
    .enabled(if: MailSite.isWanted, MailSite.remark))
struct PostfixTests {
    @Test("a mail by SMTP becomes a ticket, and the answers to the answers find it")
    func roundTrip() throws {
        let site = try MailSite()
        try site.send(MailText.of(from: "Rita <rita@example.org>", id: "l1@example.org"))
        let autoreply = try site.next()
        #expect(autoreply["Subject"] == "[example.org #1] The printer is on fire")
        #expect(autoreply.envelopeSender == "")
        #expect(try site.tracker.types(1) == ["Create"])
        #expect(
            try site.tracker.history(1)[0]["mail"]["envelope"]["sender"].text == "rita@example.org")

        // By its headers alone: no tag, another subject.
        try site.send(
            MailText.of(
                from: "Rita <rita@example.org>", subject: "one more thing", id: "l2@example.org",
                fields: ["In-Reply-To: \(autoreply["Message-ID"])"]))
        try site.wait("the reply") { try site.tracker.types(1) == ["Create", "Correspond"] }
        #expect(try site.tracker.tickets() == [1])

        // By plus-address, which Postfix hands on as EXTENSION.
        try site.send(
            MailText.of(
                from: "Rita <rita@example.org>", subject: "and another", id: "l3@example.org"),
            to: "support+1@example.org")
        try site.wait("the reply to +1") { try site.tracker.history(1).count == 3 }

        // Staff answer with the machine's own sendmail as the transport.
        try site.sendThroughSendmail()
        try site.tracker.postern(
            "ticket", "correspond", "1", "--text", "On our way.", "--as", "ada")
        let answer = try site.next()
        #expect(answer["From"] == "Ada Example via support <support@example.org>")
        #expect(answer.body.contains("On our way."))
        #expect(answer["In-Reply-To"] == "<l3@example.org>")
    }

    @Test("the comment alias makes a comment")
    func comment() throws {
        let site = try MailSite()
        try site.send(MailText.of(from: "Rita <rita@example.org>", id: "l4@example.org"))
        _ = try site.next()
        try site.send(
            MailText.of(
                from: "Ada <ada@example.org>", to: Tracker.comments,
                subject: "[example.org #1] note",
                id: "l5@example.org"),
            to: Tracker.comments)
        try site.wait("the comment") { try site.tracker.types(1) == ["Create", "Comment"] }
        #expect(try site.received().count == 1)
    }

    @Test("what fails with 75 waits in Postfix's queue and comes in later, once")
    func deferred() throws {
        let site = try MailSite()
        let data = site.tracker.folder.path + "/data"
        try Files.move(data, to: data + ".away")
        try site.send(MailText.of(from: "Rita <rita@example.org>", id: "l6@example.org"))
        try site.wait("the deferral") { site.postfix.log().contains("status=deferred") }
        #expect(site.postfix.log().contains("dsn=4.3.0"))
        // The MTA's log names the reason, in mailgate's words.
        #expect(site.postfix.log().contains("mailgate: "))
        #expect(try site.postfix.queue().contains("rita@example.org"))

        try Files.move(data + ".away", to: data)
        try site.postfix.flush()
        let autoreply = try site.next()
        #expect(autoreply["In-Reply-To"] == "<l6@example.org>")
        #expect(try site.tracker.tickets() == [1])
        #expect(try site.tracker.history(1).count == 1)
        #expect(!site.postfix.log().contains("status=bounced"))
    }
}
