import Store
import TestKit
import Testing

@Suite("T430 scrips that act, and scrips that are tried")
struct ScripTests {
    @Test("a ticket that nobody answers is escalated once, and its staff are told")
    func escalation() throws {
        let tracker = try Tracker()
        try tracker.seatStaff(Tracker.staff)
        try tracker.addScrip(
            "escalate", "Unanswered", #""0s""#, action: "Set Priority", #""80""#, stage: "Schedule")
        try tracker.addScrip(
            "told", "On Priority Change", action: "Notify AdminCcs", template: "transaction")
        #expect(try tracker.postern("scrip", "run-due") == "No scrip is due.\n")
        try tracker.deliver(MailText.of(id: "e1@example.com"))
        try tracker.forgetSent()
        let dry = try tracker.json("scrip", "run-due", "--dry-run")
        #expect(dry["fired"].items.map { $0["scrip"].text } == ["escalate"])
        let shown = try tracker.postern("scrip", "run-due", "--dry-run", "--show-mails")
        for part in [
            "● #1 Schedule: Unanswered\n", "✓ escalate: fires", "caused by escalate",
            "would mail \(Tracker.staff)", "│ Subject: ", "Nothing was written.",
        ] {
            #expect(shown.contains(part), "\(shown)")
        }
        let untimed = try tracker.run([
            "scrip", "test", "--queue", "support", "--last", "5", "--scrip", "escalate",
        ])
        #expect(
            untimed.errors.contains("`postern scrip run-due --dry-run --scrip escalate` shows"),
            "\(untimed)")
        #expect(try tracker.ticket(1)["ticket"]["priority"].number == 0)
        let fired = try tracker.json("scrip", "run-due")["fired"].items
        #expect(fired.count == 1)
        #expect(try tracker.ticket(1)["ticket"]["priority"].number == 80)
        try tracker.postern("outbox", "flush")
        #expect(try tracker.sent().flatMap(\.recipients) == [Tracker.staff])
        #expect(try tracker.postern("scrip", "run-due") == "No scrip is due.\n")
        #expect(try tracker.postern("ticket", "show", "1").contains("scrip escalate due"))
    }

    @Test("scrips that cause each other for ever are stopped and named; the mail is taken in")
    func loop() throws {
        let tracker = try Tracker()
        try tracker.addScrip(
            "ping", "On Transaction", action: "Add Priority", #""1""#)
        try tracker.deliver(MailText.of(id: "l1@example.com"))
        let entries = try tracker.history(1)
        let error = entries.last { $0["type"].text == "SystemError" }?["new_value"].text
        #expect(error?.contains("\"ping\" → Set") == true, "\(entries)")
        #expect(entries.count < 20)
    }

    @Test("an approval made of two tickets must come before the first is resolved")
    func approval() throws {
        let tracker = try Tracker()
        try tracker.addScrip(
            "ask", "On Create", action: "Create Tickets",
            """
            [{"name": "boss", "subject": "Approve: {{ticket.subject}}", "depended_on_by": "TOP"},
             {"name": "order", "subject": "Order it", "depends_on": "boss",
              "depended_on_by": "TOP"}]
            """, search: "Subject = 'A laptop'")
        try tracker.deliver(MailText.of(subject: "A laptop", id: "a1@example.com"))
        let page = try tracker.postern("ticket", "show", "2")
        #expect(page.contains("Approve: A laptop"))
        let refused = try tracker.run(["ticket", "resolve", "1"])
        #expect(refused.ending == .exited(1))
        #expect(refused.errorLines.first?.contains("depends on") == true, "\(refused)")
        #expect(try tracker.run(["ticket", "resolve", "3"]).ending == .exited(1))
        for ticket in ["2", "3", "1"] { try tracker.postern("ticket", "resolve", ticket) }
    }

    @Test("a scrip that failed is mended and run again; its mail goes out once")
    func retry() throws {
        let tracker = try Tracker()
        try tracker.seatStaff(Tracker.staff)
        // Would tell them the same.
        try tracker.postern("scrip", "disable", "on-create-notify-staff")
        try tracker.addScrip(
            "tell", "On Create", action: "Notify AdminCcs", template: "transactoin")
        try tracker.deliver(MailText.of(id: "r1@example.com"))
        let failure = try #require(try tracker.json("scrip", "failures").items.first)
        #expect(failure["scrip"].text == "tell")
        #expect(try tracker.postern("scrip", "failures").contains("transactoin"))
        #expect(try tracker.run(["scrip", "retry", "--all"]).ending == .exited(1))
        try tracker.execute("UPDATE scrips SET is_enabled = 0 WHERE name = ?", [.text("tell")])
        let stuck = try tracker.run(["scrip", "retry", "--all"]).text
        #expect(stuck.contains("`postern scrip enable tell`"), "\(stuck)")
        #expect(stuck.contains("`postern scrip dismiss --id "), "\(stuck)")
        #expect(
            try tracker.postern("scrip", "failures").contains(
                "Scrip \"tell\" is disabled (postern scrip enable tell)"))
        try tracker.execute("UPDATE scrips SET is_enabled = 1 WHERE name = ?", [.text("tell")])
        try tracker.execute(
            "UPDATE scrips SET template = 'transaction' WHERE name = ?", [.text("tell")])
        try tracker.forgetSent()
        #expect(try tracker.postern("scrip", "retry", "--all").contains("1 mail is due now"))
        try tracker.postern("outbox", "flush")
        #expect(try tracker.sent().flatMap(\.recipients) == [Tracker.staff])
        #expect(
            try tracker.postern("scrip", "retry", "--all")
                == "No scrip waits to be run again.\n")
    }

    @Test("a disabled group that a scrip names is told of, at once and by doctor")
    func disabledGroup() throws {
        let tracker = try Tracker()
        try tracker.postern("group", "create", "Helpers")
        try tracker.postern(
            "scrip", "create", "tell", "--condition", "On Create", "--action", "Notify Group",
            "--action-argument", "\"group:helpers\"", "--template", "transaction")
        let line = "scrip \"tell\" names group \"Helpers\", which is disabled"
        #expect(try !tracker.run(["doctor", "--no-aliases"]).text.contains(line))
        #expect(
            try tracker.postern("group", "disable", "Helpers").contains(
                "These scrips name it and find nobody in it now: tell."))
        #expect(try tracker.run(["doctor", "--no-aliases"]).text.contains(line))
    }

    @Test("a mail is tried: who would get what, why not, and nothing is written")
    func trial() throws {
        let tracker = try Tracker()
        try tracker.seatStaff(Tracker.staff)
        let file = tracker.folder.path + "/mail.eml"
        let mail = MailText.of(subject: "Ink", id: "t1@example.com")
        try Files.write(mail, to: file)
        let text = try tracker.postern(
            "scrip", "test", "--mail", file, "--queue", "support", "--show-mails")
        #expect(text.contains("The mail would be: opened #1"))
        #expect(text.contains("✓ on-create-autoreply: fires"))
        #expect(text.contains("would mail rita@example.com (Requestor)"))
        #expect(text.contains("- on-resolve-notify-requestors: not \"On Resolve\""))
        #expect(text.contains("Subject: "))
        #expect(text.hasSuffix("\nNothing was written.\n"))
        #expect(try tracker.outbox().isEmpty)
        #expect(try tracker.tickets().isEmpty)
        try tracker.deliver(mail)
        let trials = try tracker.json(
            "scrip", "test", "--queue", "support", "--last", "3", "--scrip",
            "on-create-autoreply")
        #expect(trials.items.count == 1)
        let wrong = try tracker.run(["scrip", "test", "--transaction", "1", "--scrip", "autoreply"])
        #expect(wrong.ending == .exited(1))
    }
}

extension Tracker {
    /// Puts a scrip beside those that `postern init` made.
    fileprivate func addScrip(
        _ name: String, _ condition: String, _ conditionArgument: String? = nil, action: String,
        _ argument: String? = nil, template: String? = nil, search: String? = nil,
        stage: String = "TransactionCreate"
    ) throws {
        try execute(
            """
            INSERT INTO scrips (name, name_key, description, condition, action, template, stage,
                position, is_enabled, condition_argument, action_argument, search)
            VALUES (?, ?, '', ?, ?, ?, ?, 500, 1, ?, ?, ?)
            """,
            [
                .text(name), .text(name), .text(condition), .text(action), SQLValue(template),
                .text(stage), SQLValue(conditionArgument), SQLValue(argument), SQLValue(search),
            ])
    }

    fileprivate func execute(_ statement: SQL, _ values: [SQLValue]) throws {
        let other = try SQLiteDriver(path: databaseFile, busyTimeoutSeconds: 10)
        _ = try other.write { try $0.execute(statement, values) }
    }
}
