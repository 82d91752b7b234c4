import TestKit
import Testing

@Suite("T423 what people cannot find out")
struct SecrecyTests {
    private func said(_ tracker: Tracker, _ arguments: [String], by user: String) throws -> String {
        let run = try tracker.run(arguments + ["--as", user])
        return "\(run.ending)\n" + run.text + run.errors
    }

    @Test("a requestor learns of nobody whether they have an account")
    func accounts() throws {
        let tracker = try Tracker()
        try tracker.postern("user", "create", "bo", "--privileged", "--address", "bo@example.org")
        try tracker.postern("user", "address", "add", "bo", "bo@example.com")
        try tracker.seatStaff("bo@example.org")
        try tracker.postern("user", "create", "dis", "--privileged")
        try tracker.postern("user", "disable", "dis")
        try tracker.deliver(MailText.of(id: "x1@example.com"))
        try tracker.deliver(
            MailText.of(from: "Sam Sung <sam@example.com>", subject: "Ink", id: "x2@example.com"))
        let rita = "rita@example.com"
        let questions: [(String) -> [String]] = [
            { ["why", "1", $0] }, { ["why", "1", "--right", "ShowTicket", "--user", $0] },
            { ["why", "1", "--status", "open", "--user", $0] },
            { ["right", "explain", $0, "SuperUser"] }, { ["right", "grant", "Watch", "--to", $0] },
            { ["ticket", "squelch", "add", "1", $0] },
            { ["user", "set", $0, "language=de"] }, { ["user", "disable", $0] },
            { ["user", "address", "add", $0, "new@example.com"] }, { ["user", "show", $0] },
        ]
        for question in questions {
            let unknown = try said(tracker, question("nosuch"), by: rita)
            for name in ["dis", "ada"] {
                let known = try said(tracker, question(name), by: rita)
                #expect(
                    known.replacing("\"\(name)\"", with: "\"nosuch\"")
                        .replacing("called \(name) on", with: "called nosuch on") == unknown)
            }
            let nobody = try said(tracker, question("no@example.net"), by: rita)
            for address in ["sam@example.com", "bo@example.com"] {
                let known = try said(tracker, question(address), by: rita)
                #expect(known.replacing(address, with: "no@example.net") == nobody)
            }
        }
        // Themselves, and those whom the ticket shows them.
        #expect(try said(tracker, ["why", "1", rita], by: rita).contains("is Requestor of"))
        let bo = try said(tracker, ["why", "1", "bo@example.org"], by: rita)
        #expect(bo.contains("bo <bo@example.org> is AdminCc of"))
    }

    @Test("lists are of what one sees, and doctor is staff's")
    func lists() throws {
        let tracker = try Tracker()
        try tracker.postern("queue", "create", "secret", "--address", "secret@example.org")
        try tracker.postern("user", "create", "bo", "--privileged")
        try tracker.postern("right", "revoke", "SeeQueue", "ShowTicket", "--to", "privileged")
        try tracker.postern("right", "grant", "SeeQueue", "--to", "bo", "--queue", "support")
        try tracker.deliver(MailText.of(id: "x3@example.com"))
        for list in [["aliases"], ["lifecycle", "list"]] {
            #expect(try said(tracker, list, by: "ada").contains("secret"))
            let seen = try said(tracker, list, by: "bo")
            #expect(seen.contains("support") && !seen.contains("secret"))
        }
        #expect(try !said(tracker, ["aliases"], by: "rita@example.com").contains("secret"))
        #expect(
            try said(tracker, ["doctor", "--quick"], by: "rita@example.com")
                == "exited(1)\npostern: rita@example.com is no member of staff\n")
    }

    @Test("roles that come from a group that one may not know are not told")
    func groups() throws {
        let tracker = try Tracker()
        try tracker.postern("user", "create", "bo", "--privileged")
        try tracker.postern("user", "create", "lim", "--privileged")
        try tracker.postern("group", "create", "spies")
        try tracker.postern("group", "add", "spies", "bo")
        try tracker.postern("queue", "watcher", "add", "support", "admincc", "group:spies")
        try tracker.deliver(MailText.of(id: "x4@example.com"))
        try tracker.postern("right", "revoke", "SeeGroup", "ShowACL", "--to", "privileged")
        let role = "bo is AdminCc of this ticket now."
        #expect(try tracker.postern("why", "1", "bo").contains(role))
        #expect(try said(tracker, ["why", "1", "bo"], by: "bo").contains(role))
        #expect(try !said(tracker, ["why", "1", "bo"], by: "lim").contains("is AdminCc"))
        let right = ["right", "explain", "bo", "ShowTicket", "--ticket", "1"]
        #expect(try said(tracker, right, by: "lim").contains("may ask only about themselves"))
        #expect(try said(tracker, right, by: "bo").contains("bo holds ShowTicket"))
    }
}
