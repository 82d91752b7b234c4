import TestKit
import Testing

@Suite("T040 autoreply by language")
struct LanguageTests {
    private let folder = "T040-languages"

    @Test(
        "three requestors get three texts, each in their language; who reads none of ours the queue's"
    )
    func autoreply() throws {
        let tracker = try Tracker()
        try tracker.postern("queue", "set", "support", "language=de")
        for (name, language) in [("olha", "uk"), ("jana", "cs"), ("ivan", "ru"), ("aino", "fi")] {
            try tracker.postern(
                "user", "create", name, "--address", "\(name)@example.com", "--language", language)
            try tracker.forgetSent()
            try tracker.deliver(
                MailText.of(from: "\(name)@example.com", id: "\(name)@mail.example.com"))
            let mail = try tracker.sent(by: "on-create-autoreply")
            #expect(mail.recipients == ["\(name)@example.com"])
            try Golden.check(mail.source, folder + "/\(name).eml")
        }
    }

    @Test("times stand in each reader's language and time zone, else the queue's")
    func times() throws {
        let tracker = try Tracker()
        try tracker.postern("queue", "set", "support", "language=de", "time-zone=Europe/Berlin")
        let readers = [
            ("olha", "uk", "Asia/Tokyo", #/Коли: +\d+ \p{L}+ \d{4} р\., \d\d:\d\d \(UTC\+9\)\n/#),
            ("john", "en", "Asia/Tokyo", #/When: +\d+ \p{L}+ \d{4}, \d\d:\d\d JST\n/#),
            ("aino", "fi", "none", #/Wann: +\d+\. \p{L}+ \d{4}, \d\d:\d\d MES?Z\n/#),
        ]
        for (name, language, zone, _) in readers {
            try tracker.postern(
                "user", "create", name, "--privileged", "--address", "\(name)@example.org",
                "--language", language)
            try tracker.postern("user", "set", name, "time-zone=\(zone)")
            try tracker.seatStaff("\(name)@example.org")
        }
        try tracker.deliver(MailText.of(id: "times@mail.example.com"))
        let outbox = try tracker.outbox()
        for (name, _, _, pattern) in readers {
            let row = try #require(
                outbox.first { $0["bcc"].items.contains(.string("\(name)@example.org")) })
            let number = try #require(row["id"].number)
            let text = try tracker.json("outbox", "show", "\(number)")["text"].text ?? ""
            #expect(text.contains(pattern), "\(name): \(text)")
        }
    }

    @Test("a wrong time zone and a wrong name of a field are refused, and nothing is changed")
    func mistakes() throws {
        let tracker = try Tracker()
        let run = try tracker.run(["user", "set", "ada", "language=uk", "time-zone=Europe/Kyev"])
        #expect(run.ending == .exited(1))
        #expect(
            run.errors == "postern: there is no time zone \"Europe/Kyev\"; expected a name such as"
                + " Europe/Berlin or UTC; did you mean \"Europe/Kyiv\"?\n")
        let user = try tracker.json("user", "show", "ada")["user"]
        #expect(user["language"] == .null)
        #expect(user["time_zone"] == .null)
        try tracker.postern("user", "set", "ada", "time-zone=Europe/Kyiv")
        #expect(try tracker.json("user", "show", "ada")["user"]["time_zone"].text == "Europe/Kyiv")
    }

    @Test(
        "templates of RT are taken over whole, or listed for a person, and nothing is overwritten")
    func importRT() throws {
        let tracker = try Tracker()
        let source = tracker.folder.path + "/rt"
        let target = tracker.folder.path + "/taken"
        try tracker.write("Subject: {$TicketSubject}\n\nHello\n", to: source + "/Greeting.txt")
        try tracker.write("\n{ some_perl() }\n", to: source + "/Clever")
        let refused = try tracker.run(["template", "import-rt", source, "--to", target])
        #expect(refused.ending == .exited(1))
        #expect(
            refused.text == """
                "Clever": needs a person:
                  line 2: Perl code: {some_perl()}
                "Greeting": \(target)/greeting/en.txt

                1 of 2 can be taken over; nothing was written; --skip leaves out those that need a person.

                """)
        #expect(Files.names(in: target).isEmpty)
        let skipped = try tracker.run(["template", "import-rt", source, "--to", target, "--skip"])
        #expect(skipped.ending == .exited(1))
        #expect(
            try Files.text(target + "/greeting/en.txt") == "Subject: {{ticket.subject}}\n\nHello\n")
        let again = try tracker.run(["template", "import-rt", source, "--to", target, "--skip"])
        #expect(again.ending == .exited(1))
        #expect(again.errors.contains("exists and is not overwritten; nothing was written"))
    }
}

extension Tracker {
    /// Writes a file and the folders above it.
    fileprivate func write(_ text: String, to path: String) throws {
        try Files.makeFolder(of: path)
        try Files.write(text, to: path)
    }
}
