import TestKit
import Testing

@Suite("T422 why a change is refused")
struct WhyStatusTests {
    @Test("why names everything in the way of a status, and changes nothing")
    func status() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "w1@example.com"))
        try tracker.deliver(MailText.of(subject: "Buy an extinguisher", id: "w2@example.com"))
        try tracker.postern("ticket", "link", "1", "depends-on", "2", "--as", "ada")
        let ada = try tracker.json("why", "1", "--status", "resolved", "--user", "ada")
        #expect(ada["is_allowed"].flag == false)
        #expect(ada["refusal"].text == "#1 depends on #2, which is still new")
        #expect(ada["checks"].items.map { $0["is_met"].flag } == [true, true, false])
        let rita = try tracker.json(
            "why", "--ticket", "1", "--status", "resolved", "--user", "rita@example.com")
        #expect(rita["checks"].items.map { $0["is_met"].flag } == [true, false, false])
        #expect(rita["refusal"].text?.contains("does not hold ModifyTicket") == true)
        let text = try tracker.postern("why", "2", "--status", "resolved", "--user", "ada")
        #expect(text.contains("It would be done, and 1 mail would go out."))
        #expect(try tracker.status(2) == "new")
        #expect(try tracker.types(2) == ["Create"])
    }

    @Test("a refusal tells nothing of a ticket to those who may not see it")
    func secrecy() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "w9@example.com"))
        try tracker.deliver(
            MailText.of(from: "carl@example.net", subject: "Mine", id: "w10@example.com"))
        for change in ["status=new", "status=zzz", "status=open", "priority=zzz", "queue=support"] {
            let run = try tracker.run(["ticket", "set", "1", change, "--as", "carl@example.net"])
            #expect(run.ending == .exited(1), "\(change)")
            #expect(
                run.errors
                    == "postern: carl@example.net does not hold ModifyTicket on ticket #1\n")
        }
        let asked = try tracker.run([
            "right", "explain", "ada", "SuperUser", "--as", "carl@example.net",
        ])
        #expect(asked.ending == .exited(1))
        #expect(asked.errors.contains("may ask only about themselves"))
        let own = try tracker.postern(
            "why", "2", "--right", "DeleteTicket", "--as", "carl@example.net")
        #expect(!own.contains("Granted to"))
        #expect(!own.contains("ada"))
    }

    @Test("why leads to rights as well, and says when a question makes no sense")
    func rights() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "w3@example.com"))
        let right = try tracker.json(
            "why", "1", "--right", "ReplyToTicket", "--user", "rita@example.com")
        #expect(right["is_allowed"].flag == true)
        #expect(right["sentence"].text?.contains("is Requestor there") == true)
        for arguments in [
            ["why", "1", "--right", "ReplyToTicket", "--status", "open"],
            ["why", "1", "--queue", "support"], ["why"], ["why", "1", "ada", "bo"],
        ] {
            #expect(try tracker.run(arguments).ending == .exited(64), "\(arguments)")
        }
    }
}
