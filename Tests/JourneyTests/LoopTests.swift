import TestKit
import Testing

@Suite("T180 loops and storms")
struct LoopTests {
    private static let other = "help@tracker.example"

    /// What a careless system on the way leaves of a mail: no header of ours, no reference, no tag.
    private func stripped(_ mail: SentMail, from: String, to: String, id: String) -> String {
        let subject = mail["Subject"].split(separator: " ").filter { word in
            !word.contains("[") && !word.contains("#")
        }.joined(separator: " ")
        return MailText.of(
            from: from, to: to, subject: subject, id: id,
            fields: ["MIME-Version: 1.0", "Content-Type: \(mail["Content-Type"])"],
            text: mail.body)
    }

    @Test("two trackers that answer each other stop within three rounds, all headers stripped")
    func twoTrackers() throws {
        let here = try Tracker()
        let there = try Tracker(name: "tracker.example", address: Self.other)
        try here.deliver(
            MailText.of(
                from: Self.other, subject: "New request: printer", id: "start@tracker.example"))
        var rounds = 0
        while rounds < 20 {
            let ours = try here.sent().filter { $0.recipients == [Self.other] }
            try here.forgetSent()
            guard let mail = ours.first else { break }
            #expect(ours.count == 1)
            rounds += 1
            try there.deliver(
                stripped(mail, from: Tracker.support, to: Self.other, id: "a\(rounds)@x.example"))
            let theirs = try there.sent().filter { $0.recipients == [Tracker.support] }
            try there.forgetSent()
            guard let answer = theirs.first else { break }
            try here.deliver(
                stripped(answer, from: Self.other, to: Tracker.support, id: "b\(rounds)@x.example"))
        }
        #expect(rounds <= 3)
        #expect(rounds >= 2)
        // Nothing was lost: each mail became a ticket or part of one.
        #expect(try here.quarantine().isEmpty)
    }

    @Test("with headers left, the first answer of the other tracker ends it")
    func headersLeft() throws {
        let here = try Tracker()
        let there = try Tracker(name: "tracker.example", address: Self.other)
        try here.deliver(
            MailText.of(from: Self.other, subject: "New request", id: "start@tracker.example"))
        let ours = try here.sent(by: "on-create-autoreply")
        try here.forgetSent()
        try there.deliver(ours.source)
        #expect(try there.sent().isEmpty)
    }

    @Test("a storm of one sender is taken in, and answered three times")
    func storm() throws {
        let tracker = try Tracker()
        for number in 1...60 {
            try tracker.deliver(
                MailText.of(
                    from: "alarm@example.com", subject: "Alarm", id: "storm\(number)@example.com",
                    text: "Sensor \(String(repeating: "x", count: number)) is hot.\n"))
        }
        #expect(try tracker.tickets().count == 60)
        #expect(try tracker.sent().count == 3)
        let why = try tracker.postern("why", "60", "alarm@example.com")
        #expect(why.contains("too many autoreplies"))
    }
}
