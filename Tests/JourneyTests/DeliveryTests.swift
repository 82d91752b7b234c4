import Foundation
import TestKit
import Testing

@Suite("T120 mail that cannot leave")
struct DeliveryTests {
    /// A tracker that sends through a script; `body` is the script's, with the recipients as
    /// arguments.
    private func tracker(_ body: String) throws -> Tracker {
        let tracker = try Tracker()
        try setSendmail(tracker, body)
        try tracker.set("delivery.transport", "sendmail")
        try tracker.set("delivery.sendmail.path", "\"\(tracker.folder.path)/sendmail\"")
        try tracker.set("delivery.retry_delay_min", "1 s")
        return tracker
    }

    private func setSendmail(_ tracker: Tracker, _ body: String) throws {
        try Files.write("#!/bin/sh\n\(body)\n", to: tracker.folder.path + "/sendmail", mode: 0o755)
    }

    @Test("stays queued, mailgate exits 0, and flush sends it once the server is mended")
    func mended() throws {
        let tracker = try tracker("echo 'queue is full' >&2; exit 75")
        try tracker.deliver(MailText.of(id: "j1@example.com"))
        let waiting = try tracker.outbox()
        #expect(waiting.map { $0["state"].text } == ["queued"])
        #expect(waiting[0]["attempts"].number == 1)
        #expect(waiting[0]["last_error"].text?.contains("queue is full") == true)
        #expect(try tracker.postern("outbox", "list").contains("queue is full"))

        try setSendmail(
            tracker,
            "cat > '\(tracker.folder.path)/out'; echo \"$@\" > '\(tracker.folder.path)/args'")
        usleep(2_200_000)
        try tracker.postern("outbox", "flush")
        #expect(try tracker.outbox().map { $0["state"].text } == ["sent"])
        let mail = SentMail(try Files.text(tracker.folder.path + "/out"))
        #expect(mail["Subject"] == "[example.org #1] The printer is on fire")
        // The null sender, and an argument vector that an address cannot become an option of.
        let arguments = try Files.text(tracker.folder.path + "/args")
        #expect(arguments.hasPrefix("-i -f <> "), "\(arguments)")
        #expect(arguments.hasSuffix("-- rita@example.com\n"), "\(arguments)")
    }

    @Test("is not tried before its time, but retry makes it due at once")
    func retry() throws {
        let tracker = try tracker("exit 75")
        try tracker.set("delivery.retry_delay_min", "1 h")
        try tracker.deliver(MailText.of(id: "j2@example.com"))
        try setSendmail(tracker, "cat > '\(tracker.folder.path)/out'")
        try tracker.postern("outbox", "flush")
        #expect(try tracker.outbox()[0]["state"].text == "queued")
        try tracker.postern("outbox", "retry", "1")
        try tracker.postern("outbox", "flush")
        #expect(try tracker.outbox()[0]["state"].text == "sent")
    }

    @Test("is dead after a permanent refusal; doctor tells, and retry brings it back")
    func dead() throws {
        let tracker = try tracker("echo 'no such user' >&2; exit 67")
        try tracker.deliver(MailText.of(id: "j3@example.com"))
        #expect(try tracker.outbox()[0]["state"].text == "dead")
        let doctor = try tracker.run(["doctor"])
        #expect(doctor.ending == .exited(1), "\(doctor)")
        #expect(doctor.text.contains("outbox retry"), "\(doctor)")
        #expect(try tracker.postern("why", "1", "rita@example.com").contains("no such user"))

        try setSendmail(tracker, "cat > '\(tracker.folder.path)/out'")
        try tracker.postern("outbox", "retry", "--dead")
        try tracker.postern("outbox", "flush")
        #expect(try tracker.outbox()[0]["state"].text == "sent")
    }

    @Test("can be cancelled, and is not sent then")
    func cancelled() throws {
        let tracker = try tracker("exit 75")
        try tracker.deliver(MailText.of(id: "j4@example.com"))
        try tracker.postern("outbox", "cancel", "1")
        try setSendmail(tracker, "touch '\(tracker.folder.path)/out'")
        usleep(2_200_000)
        try tracker.postern("outbox", "flush")
        #expect(try tracker.outbox()[0]["state"].text == "cancelled")
        #expect(Files.names(in: tracker.folder.path).contains("out") == false)
    }

    @Test("holds mailgate up for no longer than attempt_timeout allows")
    func slow() throws {
        let tracker = try tracker("sleep 60")
        try tracker.set("delivery.attempt_timeout", "1 s")
        let start = ContinuousClock.now
        try tracker.deliver(MailText.of(id: "j5@example.com"))
        #expect(ContinuousClock.now - start < .seconds(15))
        #expect(try tracker.tickets() == [1])
        #expect(try tracker.outbox()[0]["state"].text == "queued")
    }

    @Test("waits in the outbox when the transport is none")
    func noTransport() throws {
        let tracker = try Tracker()
        try tracker.set("delivery.transport", "none")
        try tracker.deliver(MailText.of(id: "j6@example.com"))
        #expect(try tracker.outbox().map { $0["state"].text } == ["queued"])
        #expect(try tracker.outbox()[0]["attempts"].number == 0)
    }
}
