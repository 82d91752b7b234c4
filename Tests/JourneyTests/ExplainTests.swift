import TestKit
import Testing

@Suite("T110 merge, link and the reasons")
struct ExplainTests {
    private let folder = "T110-explain"

    @Test("two tickets about one thing are merged, and both numbers lead to it")
    func merge() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "i1@example.com"))
        try tracker.deliver(
            MailText.of(
                from: "Carl <carl@example.com>", subject: "Smoke on floor 2", id: "i2@example.com"))
        try Golden.check(
            try tracker.postern("ticket", "merge", "2", "into", "1", "--as", "ada"),
            folder + "/merge.txt")
        try Golden.check(try tracker.postern("ticket", "show", "2"), folder + "/merged.ticket")
        // Carl answers his own autoreply.
        try tracker.deliver(
            MailText.of(
                from: "Carl <carl@example.com>", subject: "Re: [example.org #2] Smoke on floor 2",
                id: "i3@example.com"))
        let last = try #require(try tracker.history(1).last)
        #expect(last["mail"]["match"].text?.contains("#2 was merged into #1") == true)
        #expect(try tracker.tickets() == [1])
    }

    @Test("links are shown at both ends")
    func link() throws {
        let tracker = try Tracker()
        try tracker.deliver(MailText.of(id: "i4@example.com"))
        try tracker.deliver(MailText.of(subject: "Buy an extinguisher", id: "i5@example.com"))
        try Golden.check(
            try tracker.postern("ticket", "link", "1", "depends-on", "2", "--as", "ada"),
            folder + "/link.txt")
        let links = [try tracker.ticket(1)["links"][0], try tracker.ticket(2)["links"][0]]
        #expect(links.map { $0["kind"].text } == ["DependsOn", "DependedOnBy"])
        #expect(links.map { $0["ticket"].number } == [2, 1])
        try tracker.postern("ticket", "unlink", "1", "depends-on", "2", "--as", "ada")
        #expect(try tracker.ticket(1)["links"].items.isEmpty)
    }

    @Test("right explain says why somebody may, and why not")
    func rights() throws {
        let tracker = try Tracker()
        try tracker.postern("user", "create", "bo", "--privileged", "--address", "bo@example.org")
        try tracker.postern("group", "create", "desk")
        try tracker.postern("group", "add", "desk", "bo")
        try tracker.postern(
            "right", "grant", "DeleteTicket", "--to", "group:desk", "--queue", "support")
        try tracker.deliver(MailText.of(id: "i6@example.com"))
        var text = ""
        for words in [
            ["bo", "DeleteTicket", "--ticket", "1"],
            ["rita@example.com", "ReplyToTicket", "--ticket", "1"],
            ["rita@example.com", "CommentOnTicket", "--ticket", "1"],
            ["rita@example.com", "CreateTicket", "--queue", "support"], ["ada", "AdminQueue"],
            ["bo", "AdminQueue"],
        ] {
            text += "$ postern right explain \(words.joined(separator: " "))\n"
            text += try tracker.run(["right", "explain"] + words).text + "\n"
        }
        try Golden.check(text, folder + "/rights.txt")
    }

    @Test("why says who was mailed, who was not, and the reasons")
    func why() throws {
        let tracker = try Tracker()
        try tracker.seatStaff(Tracker.staff)
        try tracker.deliver(try Golden.bytes("T010-open-by-mail/in.eml"))
        try tracker.deliver(try Golden.bytes("T020-reply-by-tag/in.eml"))
        try tracker.postern("ticket", "comment", "1", "--text", "Between us.", "--as", "ada")
        try tracker.postern("ticket", "resolve", "1", "--as", "ada")
        try Golden.check(try tracker.postern("why", "1"), folder + "/why.txt")
        try Golden.check(
            try tracker.postern("why", "1", "rita@example.com"), folder + "/why-rita.txt")
        try Golden.check(
            try tracker.postern("why", "1", "nobody@example.net"), folder + "/why-nobody.txt")
    }
}
