import Foundation
import TestKit
import Testing

@Suite("T431 commands for scrips and templates")
struct RuleCommandTests {
    @Test("scrip create takes query, arguments and stage; scrip list shows them")
    func create() throws {
        let tracker = try Tracker()
        try tracker.postern("field", "create", "Site", "--values", "any")
        try tracker.postern(
            "scrip", "create", "late", "--condition", "Unanswered", "--condition-argument", "4h",
            "--where", "Priority < 80", "--action", "Set Field", "--action-argument",
            "Priority: High\n\"CF.{Site}\": [Prague, Brno]", "--order", "-3")
        try tracker.postern(
            "scrip", "create", "batch", "--condition", "On Transaction", "--action", "Set Status",
            "--action-argument", "open", "--stage", "TransactionBatch", "--disabled")
        #expect(
            try tracker.postern("scrip", "show", "late") == """
                name: late
                condition: Unanswered
                condition_argument: 4h
                where: "Priority < 80"
                action: Set Field
                action_argument:
                  Priority: High
                  "CF.{Site}": [Prague, Brno]
                order: -3

                """)
        let list = try tracker.postern("scrip", "list")
        #expect(list.hasSuffix("A disabled scrip is not shown; --all shows all.\n"), "\(list)")
        let lines = list.split(separator: "\n")
        #expect(lines.first?.contains("STAGE") == true)
        #expect(lines.first?.contains("WHERE") == true)
        let late = try #require(lines.first { $0.contains(" late ") })
        for part in ["Schedule", "Unanswered 4h", "Priority < 80", "Set Field {\"CF.{Site}\": ["] {
            #expect(late.contains(part), "\(late)")
        }
        #expect(try tracker.postern("scrip", "list", "--all").contains("(disabled) batch"))
        let json = try tracker.json("scrip", "list", "--all").items
        let first = try #require(json.first { $0["name"].text == "late" })
        #expect(first["condition_argument"].text == "4h")
        #expect(first["where"].text == "Priority < 80")
        #expect(first["action_argument"]["CF.{Site}"].items.map(\.text) == ["Prague", "Brno"])
        #expect(json.first { $0["name"].text == "batch" }?["stage"].text == "TransactionBatch")
        let wrong = try tracker.run([
            "scrip", "create", "bad", "--condition", "On Create", "--action", "Set Priority",
            "--action-argument", "12x",
        ])
        #expect(wrong.errors.contains("bad.yaml:4:18: "), "\(wrong.errors)")
        let file = tracker.folder.path + "/draft.txt"
        try Files.write("name: bad\ncondition: On Craete\naction: Open Tickets\n", to: file)
        let given = try tracker.run(["scrip", "create", "bad", "--from", file])
        #expect(given.errors.contains(file + ":2:12: "), "\(given.errors)")
    }

    @Test("a scrip that gets another name in the editor is told so, and gets the old one back")
    func renamed() throws {
        let tracker = try Tracker()
        let editor = tracker.folder.path + "/editor.sh"
        func edit(_ line: String, _ name: String) throws -> FinishedRun {
            try Data("#!/bin/sh\n\(line)\n".utf8).write(to: URL(filePath: editor))
            return try tracker.run(
                ["scrip", "edit", name], environment: ["VISUAL": "/bin/sh \(editor)"])
        }
        let old = "on-create-autoreply"
        let run = try edit("sed -i 's/^name: .*/name: renamed/' \"$1\"", old)
        #expect(run.text == "Scrip \"\(old)\" is called \"renamed\" now.\n", "\(run.errors)")
        #expect(
            try tracker.postern("scrip", "revert", old)
                == "Scrip \"renamed\" is called \"\(old)\" again.\n")
        #expect(try tracker.postern("scrip", "list").contains("renamed") == false)
        _ = try edit("sed -i 's/^name: .*/name: renamed/' \"$1\"", old)
        let log = try tracker.json("scrip", "log", "renamed").items
        #expect(log.prefix(2).map { $0["name"].text } == ["renamed", old])
        #expect(log.first?["remark"].text == "edit: \(old) is called renamed")
        #expect(log.last?["verb"].text == "create")
        #expect(log.last?["name"].text == old)
        // As the change left it that took the old name away.
        let number = try #require(log[1]["id"].number)
        #expect(
            try tracker.postern("scrip", "revert", "renamed", "--to", "\(number)")
                == "Scrip \"renamed\" is so already.\n")
        #expect(
            try tracker.postern("scrip", "revert", "renamed")
                == "Scrip \"renamed\" is called \"\(old)\" again.\n")
        #expect(try tracker.postern("scrip", "show", old).contains("name: \(old)\n"))
        // Nothing was written, so there is nothing to keep.
        let failed = try edit("exit 1", old).errors
        #expect(failed.contains("did not end well") && !failed.contains("kept"), "\(failed)")
        #expect(try edit("echo >> \"$1\"; exit 1", old).errors.contains("is kept in /tmp/"))
        #expect(try edit("rm \"$1\"", old).errors.contains("is kept") == false)
        // Some editors begin a file with a byte order mark.
        let marked = try edit(
            "{ printf '\\357\\273\\277'; cat \"$1\"; } > \"$1.n\"; mv \"$1.n\" \"$1\"", old)
        #expect(marked.text == "Scrip \"\(old)\" changed.\n", "\(marked.errors)")
    }

    @Test("a negative order is a number")
    func order() throws {
        let tracker = try Tracker()
        #expect(
            try tracker.postern("scrip", "order", "on-create-autoreply", "-5")
                == "Scrip \"on-create-autoreply\" has order -5.\n")
        let json = try tracker.json("scrip", "order", "on-create-autoreply", "-6")
        #expect(json.items.count == 1)
        #expect(try tracker.postern("scrip", "show", "on-create-autoreply").contains("order: -6"))
    }

    @Test(
        "a folder without any rule changes nothing, and says what lies there",
        arguments: ["scrip", "template", "lifecycle"])
    func wrongFolder(kind: String) throws {
        let tracker = try Tracker()
        let folder = tracker.folder.path + "/wrong"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Files.write("name: x\n", to: folder + "/tell.yml")
        try Files.write("Hello\n", to: folder + "/en.md")
        let put = try tracker.run([kind, "import", folder])
        #expect(put.ending == .exited(1))
        #expect(put.errors.contains("no \(kind) here; expected "), "\(put.errors)")
        #expect(put.errors.contains("found en.md, tell.yml"), "\(put.errors)")
        if kind != "template" {
            #expect(put.errors.contains("tell.yml is left alone"), "\(put.errors)")
        }
        for more in ["--dry-run", "--yes"] {
            let run = try tracker.run([kind, "apply", folder, more])
            #expect(run.ending == .exited(1))
            #expect(run.errors.contains("--allow-empty"), "\(run.errors)")
        }
        let empty = try tracker.run([kind, "apply", folder, "--dry-run", "--allow-empty"])
        // Mails and queues need the others, which is told behind the plan.
        #expect(empty.ending == .exited(kind == "scrip" ? 0 : 1), "\(empty)")
        #expect(empty.text.contains("delete \(kind) "))
    }

    @Test("scrips are tried with the stored templates, and templates with the stored scrips")
    func partialFolders() throws {
        let tracker = try Tracker()
        let mail = tracker.folder.path + "/mail.eml"
        try Files.write(MailText.of(id: "p1@example.com"), to: mail)
        let one = tracker.folder.path + "/one"
        let other = tracker.folder.path + "/other"
        for folder in [one + "/scrips", other + "/templates/autoreply"] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        }
        func test(_ folder: String) throws -> FinishedRun {
            try tracker.run(
                ["scrip", "test", "--mail", mail, "--queue", "support", "--show-mails", "--dir"]
                    + [folder])
        }
        try Files.write(
            """
            name: mine
            condition: On Create
            action: Autoreply To Requestors
            template: autoreply

            """, to: one + "/scrips/mine.yaml")
        let scrips = try test(one)
        #expect(scrips.text.contains("✓ mine: fires"), "\(scrips)")
        #expect(!scrips.text.contains("on-create-autoreply"))
        try Files.write(
            "Subject: Mine\n\nIt is mine.\n", to: other + "/templates/autoreply/en.txt")
        let templates = try test(other)
        #expect(templates.text.contains("✓ on-create-autoreply: fires"), "\(templates)")
        #expect(templates.text.contains("It is mine."))
        let neither = try test(tracker.folder.path)
        #expect(neither.ending == .exited(64))
        #expect(neither.errors.contains("neither "), "\(neither.errors)")
    }

    @Test("mistakes are told in few words, with what there is instead")
    func refusals() throws {
        let tracker = try Tracker()
        func errors(_ arguments: String...) throws -> String {
            let run = try tracker.run(arguments)
            #expect(run.ending != .exited(0))
            return run.errors
        }
        let unknown = try errors(
            "scrip", "create", "a", "--condition", "On Craete", "--action", "Notify Owmer")
        #expect(
            unknown.contains(
                "there is no condition \"On Craete\"; did you mean \"On Create\"?"
                    + " (all: `postern scrip list --conditions`)"), "\(unknown)")
        #expect(unknown.contains("did you mean \"Notify Owner\"?"))
        #expect(try tracker.postern("scrip", "list", "--conditions").contains("\nUnowned For "))
        let actions = try tracker.json("scrip", "list", "--actions").items
        #expect(actions.first { $0["name"].text == "Webhook" }?["template"].text == "optional")
        for kind in ["template", "lifecycle"] {
            let text = try errors(kind, "disable", "x1")
            #expect(text.contains("a \(kind) is not enabled or disabled; `postern \(kind) delete`"))
        }
        #expect(
            try errors("template", "create", "x1").contains(
                "expected NAME/LANGUAGE.txt or .html, such as x1/en.txt"))
        #expect(
            try errors("template", "revert", "autoreply").contains(
                "has several files; name one: autoreply/cs.html"))
        #expect(
            try errors("template", "revert", "autorepli").contains(
                "none was changed (did you mean \"autoreply\"?)"))
        #expect(try errors("template", "show", "autorepli").contains("did you mean \"autoreply\"?"))
        let draft = tracker.folder.path + "/draft"
        try Files.write("Subjct: x\n\nHello.\n", to: draft)
        #expect(
            try errors("template", "create", "mine/en.txt", "--from", draft).contains(
                "not Subjct; did you mean \"Subject\"?"))
        try Files.write("\nHello.\n", to: draft)
        try tracker.postern("template", "create", "mine/en.txt", "--from", draft)
        try tracker.postern("template", "delete", "mine")
        try tracker.postern("template", "revert", "mine")
        #expect(try tracker.postern("template", "show", "mine") == "\nHello.\n")
    }

    @Test("a timed scrip reminds people in words of their language, whichever template it has")
    func reminder() throws {
        let tracker = try Tracker()
        try tracker.seatStaff(Tracker.staff)
        try tracker.postern("user", "set", Tracker.staff, "language=cs")
        for template in ["reminder", "transaction"] {
            try tracker.postern(
                "scrip", "create", template, "--condition", "Unowned For", "--condition-argument",
                "0s", "--action", "Notify AdminCcs", "--template", template)
        }
        try tracker.deliver(MailText.of(id: "u1@example.com"))
        try tracker.forgetSent()
        try tracker.postern("scrip", "run-due")
        let texts = try tracker.outbox().suffix(2).map { mail in
            let number = try #require(mail["id"].number)
            return try tracker.json("outbox", "show", "\(number)")["text"].text ?? ""
        }
        let reminder = try #require(texts.first { $0.contains("Požadavek nemá řešitele.") })
        for part in ["Unowned For (scrip reminder)", "Termín:     neurčen", "Stav:       new"] {
            #expect(reminder.contains(part), "\(reminder)")
        }
        #expect(
            texts.contains { $0.contains("Spustil se časový scrip „transaction“: Unowned For.") },
            "\(texts)")
    }
}
