import TestKit
import Testing

@Suite("T050 comments stay among staff")
struct CommentTests {
    /// A ticket of Rita's, with Ada and Bo as AdminCcs of the queue and Carl as Cc of the ticket.
    private func tracker() throws -> Tracker {
        let tracker = try Tracker()
        try tracker.postern("user", "create", "bo", "--privileged", "--address", "bo@example.org")
        try tracker.seatStaff("ada@example.org", "bo@example.org")
        try tracker.deliver(MailText.of(id: "d1@example.com"))
        try tracker.postern("ticket", "watcher", "add", "1", "cc", "carl@example.com")
        try tracker.forgetSent()
        return tracker
    }

    @Test("a mail to the comment address goes to the other staff and to nobody else")
    func comment() throws {
        let tracker = try tracker()
        try tracker.deliver(
            MailText.of(
                from: "Ada <ada@example.org>", to: Tracker.comments,
                subject: "Re: [example.org #1] The printer is on fire", id: "d2@example.org",
                text: "She did this before.\n"),
            ["--queue", "support", "--action", "comment"])

        #expect(try tracker.types(1) == ["Create", "AddWatcher", "Comment"])
        let sent = try tracker.sent()
        #expect(sent.map(\.recipients) == [["bo@example.org"]])
        // An answer to it is a comment as well.
        #expect(sent.first?["Reply-To"].contains(Tracker.comments) == true)
        #expect(sent.first?["From"].contains(Tracker.comments) == true)
        #expect(sent.first?["To"].contains("rita") == false)
        let mailed = try tracker.history(1).last?["decisions"].items.filter {
            $0["is_mailed"].flag == true
        }
        #expect(mailed?.map { $0["address"].text } == ["bo@example.org"])
    }

    @Test("a comment from the command line reaches no requestor either")
    func fromCommandLine() throws {
        let tracker = try tracker()
        try tracker.postern("ticket", "comment", "1", "--text", "Between us.", "--as", "ada")
        #expect(try tracker.sent().map(\.recipients) == [["bo@example.org"]])
    }

    @Test("an answer to the comment's notification is a comment")
    func answer() throws {
        let tracker = try tracker()
        try tracker.postern("ticket", "comment", "1", "--text", "Between us.", "--as", "ada")
        let notification = try #require(try tracker.sent().first)
        try tracker.forgetSent()
        try tracker.deliver(
            MailText.of(
                from: "Bo <bo@example.org>", to: Tracker.comments, subject: "Re: yes",
                id: "d3@example.org",
                fields: ["In-Reply-To: \(notification["Message-ID"])"]),
            [], environment: ["RECIPIENT": Tracker.comments])
        #expect(try tracker.types(1) == ["Create", "AddWatcher", "Comment", "Comment"])
        #expect(try tracker.sent().map(\.recipients) == [["ada@example.org"]])
    }

    @Test("a requestor's mail to the comment address is kept for staff to look at")
    func requestorComments() throws {
        let tracker = try tracker()
        try tracker.deliver(
            MailText.of(
                to: Tracker.comments, subject: "Re: [example.org #1] hm", id: "d4@example.com"),
            ["--queue", "support", "--action", "comment"])
        #expect(try tracker.types(1) == ["Create", "AddWatcher"])
        #expect(try tracker.quarantine().map { $0["quarantine"].text } == ["no right"])
        #expect(try tracker.sent().isEmpty)
    }
}
