import TestKit
import Testing

@Suite("T420 who is mailed by hand, and who is silenced")
struct SquelchTests {
    /// A ticket of Rita's, with Carl as Cc and Ada and Bo as AdminCcs of the queue.
    private func tracker() throws -> Tracker {
        let tracker = try Tracker()
        try tracker.postern("user", "create", "bo", "--privileged", "--address", "bo@example.org")
        try tracker.seatStaff("ada@example.org", "bo@example.org")
        try tracker.deliver(MailText.of(id: "q1@example.com"))
        try tracker.postern("ticket", "watcher", "add", "1", "cc", "carl@example.com")
        try tracker.forgetSent()
        return tracker
    }

    /// The maildir's copy tells the envelope in a field that no recipient gets.
    private static func asReceived(_ mail: SentMail) -> String {
        var isEnvelope = false
        return mail.source.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.first != " ", line.first != "\t" {
                isEnvelope = line.lowercased().hasPrefix("x-envelope-to:")
            }
            return !isEnvelope
        }.joined(separator: "\n")
    }

    @Test("names are taken, and an address of nobody there with a warning")
    func names() throws {
        let tracker = try tracker()
        let slip = try tracker.run([
            "ticket", "squelch", "add", "1", "carl@exmaple.com", "--as", "ada",
        ])
        #expect(slip.ending == .exited(0))
        #expect(
            slip.errors
                == "note: nobody on #1 has the address carl@exmaple.com; did you mean "
                + "carl@example.com?\n")
        let named = try tracker.run([
            "ticket", "comment", "1", "--squelch", "bo", "--text", "Not for Bo.", "--as", "ada",
        ])
        #expect(named.ending == .exited(0))
        #expect(named.errors.isEmpty, "\(named.errors)")
        #expect(try !tracker.sent().flatMap(\.recipients).contains("bo@example.org"))
        let nobody = try tracker.run(["ticket", "squelch", "add", "1", "nobody-here"])
        #expect(nobody.ending == .exited(64))
    }

    @Test("a squelched Cc gets nothing, and why says so")
    func squelchedCc() throws {
        let tracker = try tracker()
        try tracker.postern("ticket", "squelch", "add", "1", "carl@example.com", "--as", "ada")
        try tracker.postern(
            "ticket", "correspond", "1", "--text", "It is out.", "--as", "ada")
        #expect(
            try tracker.sent().map(\.recipients).sorted { $0[0] < $1[0] } == [
                ["bo@example.org"], ["rita@example.com"],
            ])
        #expect(try tracker.postern("ticket", "show", "1").contains("carl@example.com"))
        let why = try tracker.postern("why", "1", "carl@example.com")
        #expect(
            why.contains("was not mailed: they are squelched on this ticket"), "\(why)")
        let decision = try tracker.history(1).last?["decisions"].items.first {
            $0["address"].text == "carl@example.com"
        }
        #expect(decision?["outcome"].text == "squelched")
        #expect(
            try tracker.json("ticket", "squelch", "list", "1").items.map(\.text)
                == ["carl@example.com"])

        try tracker.forgetSent()
        try tracker.postern("ticket", "squelch", "remove", "1", "carl@example.com", "--as", "ada")
        try tracker.postern(
            "ticket", "correspond", "1", "--text", "For you, Carl.", "--squelch",
            "rita@example.com", "--as", "ada")
        #expect(try tracker.sent().flatMap(\.recipients).contains("carl@example.com"))
        #expect(try !tracker.sent().flatMap(\.recipients).contains("rita@example.com"))
        #expect(
            try tracker.postern("why", "1", "rita@example.com").contains(
                "whoever wrote it left them out of this message"))
    }

    @Test("a one-time Bcc gets the mail and stands in no header of anybody's")
    func bcc() throws {
        let tracker = try tracker()
        try tracker.postern(
            "ticket", "correspond", "1", "--text", "We wrote to the carrier.", "--cc",
            "carrier@example.net", "--bcc", "lawyer@example.net", "--as", "ada")
        let sent = try tracker.sent()
        #expect(sent.flatMap(\.recipients).count { $0 == "lawyer@example.net" } == 1)
        for mail in sent {
            #expect(!Self.asReceived(mail).contains("lawyer@"), "\(mail.source)")
        }
        let others = try #require(sent.first { $0.recipients.contains("lawyer@example.net") })
        #expect(others["Cc"].contains("carrier@example.net"))
        #expect(others.body.contains("We wrote to the carrier."))
        // Nobody became a watcher, and the next answer does not go there.
        try tracker.forgetSent()
        try tracker.postern("ticket", "correspond", "1", "--text", "Done.", "--as", "ada")
        #expect(
            try tracker.sent().flatMap(\.recipients).sorted()
                == ["bo@example.org", "carl@example.com", "rita@example.com"])
        // The requestor may read the ticket and does not learn of the Bcc there either.
        let page = try tracker.postern("ticket", "show", "1", "--as", "rita@example.com")
        #expect(page.contains("carrier@example.net"))
        #expect(!page.contains("lawyer"))
        let why = try tracker.postern("why", "1", "--as", "rita@example.com")
        #expect(why.contains("on-create-autoreply") && !why.contains("notify-others"))
        #expect(try tracker.postern("why", "1").contains("lawyer@example.net (one-time Bcc)"))
    }

    @Test("a comment reaches no requestor, though he is AdminCc elsewhere and here by a group")
    func comment() throws {
        let tracker = try tracker()
        try tracker.postern("queue", "create", "sales", "--address", "sales@example.org")
        try tracker.postern("queue", "watcher", "add", "sales", "admincc", "rita@example.com")
        try tracker.postern("group", "create", "helpers")
        try tracker.postern("group", "add", "helpers", "rita@example.com")
        try tracker.postern("queue", "watcher", "add", "support", "admincc", "group:helpers")
        // Even a right that she should not have changes nothing.
        try tracker.postern("right", "grant", "ShowTicketComments", "--to", "admincc")
        try tracker.forgetSent()
        try tracker.postern("ticket", "comment", "1", "--text", "Do not tell her.", "--as", "ada")
        #expect(try tracker.sent().map(\.recipients) == [["bo@example.org"]])
        let why = try tracker.postern("why", "1", "rita@example.com")
        #expect(why.contains("only staff who own the ticket or are its AdminCc read this"))
        // Nor does one whom a member of staff would send it to by mistake.
        for option in ["--cc", "--bcc"] {
            let run = try tracker.run([
                "ticket", "comment", "1", "--text", "Hm.", option, "rita@example.com", "--as",
                "ada",
            ])
            #expect(run.ending == .exited(1))
            #expect(run.errors.contains("rita@example.com is a requestor of #1"))
        }
        #expect(try tracker.types(1).count { $0 == "Comment" } == 1)
    }
}
