import Foundation
import TestKit
import Testing

@Suite("A site's whole configuration as files")
struct SiteTests {
    @Test(
        "it goes out, is edited as files, comes back; a third instance built from them is equal",
        arguments: StoreEngine.all)
    func roundTrip(engine: StoreEngine) throws {
        let first = try Tracker(engine)
        try first.postern("group", "create", "Erste Hilfe")
        try first.postern("group", "add", "Erste Hilfe", "ada")
        try first.postern("queue", "watcher", "add", "support", "admincc", "group:Erste Hilfe")
        let folder = first.folder.path + "/site"
        try first.postern("site", "export", folder)
        #expect(try first.postern("site", "diff", folder) == "")

        // As an admin does with an editor.
        try edit(folder + "/queues.yaml") {
            $0 + "\n- {name: \"Бухгалтерия: #1\", lifecycle: errands, address: b@example.org}\n"
        }
        try edit(folder + "/rights.yaml") { $0 + "- {group: Erste Hilfe, rights: [StealTicket]}\n" }
        try """
        # Short.
        initial: [new]
        active: [open]
        inactive: [done]
        create: [new]
        defaults: {on_create: new, on_resolve: done}
        transitions: {new: [open, done], open: [done], done: [open]}
        maps: {default: {stalled: open, resolved: done, rejected: done, deleted: done}}
        """.write(toFile: folder + "/lifecycles/errands.yaml", atomically: true, encoding: .utf8)
        try edit(folder + "/scrips/10-on-create-autoreply.yaml") {
            "# Not for bookkeeping.\n" + $0 + "queues: [support]\n"
        }
        try edit(folder + "/templates/autoreply/en.txt") { $0 + "-- \nExample Inc.\n" }
        let diff = try first.run(["site", "diff", folder])
        #expect(diff.ending == .exited(1))
        for line in ["+- name: \"Бухгалтерия: #1\"", "+Example Inc.", "+# Not for bookkeeping."] {
            #expect(diff.text.contains(line), "\(diff.text)")
        }
        let plan = try first.postern("site", "apply", folder, "--dry-run")
        #expect(plan.hasSuffix("Nothing was done.\n"))
        try first.postern("site", "apply", folder, "--yes")
        #expect(try first.postern("site", "diff", folder) == "")

        let second = first.folder.path + "/second"
        try first.postern("site", "export", second)
        let third = try Tracker(engine)
        try third.postern("site", "apply", second, "--yes")
        #expect(try third.postern("site", "diff", second) == "")
        try third.postern("site", "export", third.folder.path + "/third")
        #expect(try files(third.folder.path + "/third") == files(second))

        // It works there.
        try third.deliver(MailText.of(id: "s1@example.com"))
        #expect(try third.sent(by: "on-create-autoreply").source.contains("Example Inc."))
        let log = try third.json("scrip", "log", "on-create-autoreply").items
        #expect(log.map { $0["remark"].text } == ["site apply", "init"])
        try third.postern("scrip", "revert", "on-create-autoreply")
        #expect(
            try third.postern("scrip", "show", "on-create-autoreply").contains("queues") == false)
        #expect(try third.run(["site", "diff", second]).ending == .exited(1))
    }

    @Test("a mistyped file changes nothing and is named with line and column")
    func mistakes() throws {
        let tracker = try Tracker()
        let folder = tracker.folder.path + "/site"
        try tracker.postern("site", "export", folder)
        try edit(folder + "/queues.yaml") {
            $0.replacingOccurrences(of: "lifecycle: default", with: "lifecycle: defalt")
                + "\n- name: billing\n  lifecycle: default\n"
        }
        try edit(folder + "/scrips/30-on-create-notify-ccs.yaml") {
            $0.replacingOccurrences(of: "condition: On Create", with: "condition: On Creat")
        }
        try edit(folder + "/templates/resolved/en.txt") { $0 + "{{ticket.nummer}}\n" }
        let run = try tracker.run(["site", "apply", folder, "--yes"])
        #expect(run.ending == .exited(78))
        for place in [
            "/queues.yaml:", "did you mean \"default\"?", "/scrips/30-on-create-notify-ccs.yaml:",
            "did you mean \"On Create\"?", "/templates/resolved/en.txt:",
        ] {
            #expect(run.errors.contains(place), "\(run.errors)")
        }
        #expect(try tracker.postern("queue", "list").contains("billing") == false)
        #expect(try tracker.postern("scrip", "log", "--brief").contains("apply") == false)
    }

    @Test("a plan tells what would be refused, and writes nothing")
    func refusedPlan() throws {
        let tracker = try Tracker()
        let folder = tracker.folder.path + "/site"
        try tracker.postern("site", "export", folder)
        try edit(folder + "/groups.yaml") { _ in
            "- {name: alpha, groups: [beta]}\n- {name: beta, groups: [alpha]}\n"
        }
        let plan = try tracker.run(["site", "apply", folder, "--dry-run"])
        #expect(plan.ending == .exited(1))
        #expect(plan.text.contains("create group \"alpha\""), "\(plan.text)")
        #expect(plan.errors.contains("alpha"), "\(plan.errors)")
        #expect(try tracker.postern("group", "list").contains("alpha") == false)
    }

    @Test("an emptied folder of scrips deletes them only when told so")
    func emptied() throws {
        let tracker = try Tracker()
        let folder = tracker.folder.path + "/site"
        try tracker.postern("site", "export", folder)
        for file in try files(folder).keys where file.hasPrefix("scrips/") {
            try FileManager.default.moveItem(
                atPath: folder + "/" + file, toPath: folder + "/" + file.dropLast(5) + ".yml")
        }
        let refused = try tracker.run(["site", "apply", folder, "--yes"])
        #expect(refused.ending == .exited(1))
        #expect(refused.errors.contains("--allow-empty"), "\(refused.errors)")
        #expect(refused.errors.contains(".yml is left alone"), "\(refused.errors)")
        try tracker.postern("site", "apply", folder, "--yes", "--allow-empty")
        #expect(try tracker.postern("scrip", "list").contains("autoreply") == false)
    }

    @Test("scrips go out and in to the byte, are switched, edited and taken back")
    func scrips() throws {
        let tracker = try Tracker()
        let folder = tracker.folder.path + "/scrips"
        try tracker.postern("scrip", "export", folder)
        #expect(
            try files(folder) == files(Tracker.sources + "/scrips").filter { $0.key != "README.md" }
        )
        try tracker.postern("scrip", "import", folder)
        try tracker.postern("scrip", "disable", "on-create-autoreply")
        try tracker.deliver(MailText.of(id: "s2@example.com"))
        #expect(try tracker.sent().isEmpty)
        let diff = try tracker.run(["scrip", "diff", folder])
        #expect(diff.ending == .exited(1))
        #expect(diff.text.hasSuffix("-enabled: false\n"), "\(diff.text)")
        try tracker.postern("scrip", "apply", folder, "--yes")
        #expect(try tracker.postern("scrip", "diff", folder) == "")
        try tracker.postern(
            "scrip", "create", "tell-boss", "--condition", "On Create", "--action",
            "Notify AdminCcs", "--template", "transaction", "--queue", "support")
        try tracker.postern("queue", "set", "support", "name=Kundendienst: 1")
        #expect(
            try tracker.postern("scrip", "show", "tell-boss").contains(
                "queues: [\"Kundendienst: 1\"]"))
        #expect(try tracker.run(["scrip", "delete", "tell-bos"]).errors.contains("tell-boss"))
        try tracker.postern("scrip", "delete", "tell-boss")
        try tracker.postern("scrip", "revert", "tell-boss")
        #expect(try tracker.postern("scrip", "list").contains("tell-boss"))
        let refused = try tracker.run(["template", "delete", "transaction"])
        #expect(refused.ending == .exited(1))
        #expect(refused.errors.contains("tell-boss"))
    }

    @Test("the editor's text is put in force, or kept in a file when it is wrong")
    func editor() throws {
        let tracker = try Tracker()
        let script = tracker.folder.path + "/editor"
        func edit(_ sed: String) throws -> FinishedRun {
            try "#!/bin/sh\nsed -i '\(sed)' \"$1\"\n".write(
                toFile: script, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
            return try Tracker.postern.run(
                ["scrip", "edit", "on-create-autoreply"],
                environment: ["POSTERN_CONFIG": tracker.settingsFile, "EDITOR": script])
        }
        #expect(try edit("s/order: 10/order: 11/").ending == .exited(0))
        #expect(
            try tracker.postern("scrip", "show", "on-create-autoreply").contains("order: 11"))
        #expect(try edit("s/nothing at all//").text == "Nothing was changed.\n")
        let wrong = try edit("s/On Create/On Fire/")
        #expect(wrong.ending == .exited(78))
        #expect(wrong.errors.contains("10-on-create-autoreply.yaml:"), "\(wrong.errors)")
        let kept = try #require(wrong.errors.firstMatch(of: /kept in (\S+)/)).1
        #expect(try String(contentsOfFile: String(kept), encoding: .utf8).contains("On Fire"))
        try FileManager.default.removeItem(atPath: String(kept))
        // Somebody else is quicker.
        let other =
            "POSTERN_CONFIG='\(tracker.settingsFile)' '\(Tracker.postern.path)'"
            + " scrip order on-create-autoreply 12 > /dev/null"
        try "#!/bin/sh\n\(other)\necho '# late' >> \"$1\"\n".write(
            toFile: script, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
        let late = try Tracker.postern.run(
            ["scrip", "edit", "on-create-autoreply"],
            environment: ["POSTERN_CONFIG": tracker.settingsFile, "EDITOR": script])
        #expect(late.ending == .exited(1))
        #expect(late.errors.contains("was changed meanwhile"), "\(late.errors)")
        let text = try tracker.postern("scrip", "show", "on-create-autoreply")
        #expect(text.contains("order: 12"))
        #expect(!text.contains("# late"))
        let file = try #require(late.errors.firstMatch(of: /kept in (\S+)/)).1
        #expect(try String(contentsOfFile: String(file), encoding: .utf8).contains("# late"))
        try FileManager.default.removeItem(atPath: String(file))
    }

    private func edit(_ path: String, _ change: (String) -> String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try change(text).write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// All files below a folder by their paths.
    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: "\(folder)/\(path)", isDirectory: &isFolder)
            if exists, !isFolder.boolValue {
                files[path] = try Data(contentsOf: URL(filePath: "\(folder)/\(path)"))
            }
        }
        return files
    }
}
