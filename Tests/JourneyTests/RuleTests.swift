import Foundation
import TestKit
import Testing

@Suite("Rules, one by one, from the command line")
struct RuleTests {
    @Test("a queue's own template is imported for the queue, file by file or with all others")
    func queueTemplate() throws {
        let tracker = try Tracker()
        let folder = tracker.folder.path + "/templates"
        let own = folder + "/queues/support/autoreply"
        try write("Subject: Ours\n\nOnly support says so.\n", to: own + "/en.txt")
        let site = try tracker.postern("template", "show", "autoreply/en.txt")
        let plan = try tracker.postern("template", "import", own + "/en.txt")
        #expect(plan.contains("create template \"queues/support/autoreply/en.txt\""), "\(plan)")
        #expect(try tracker.postern("template", "show", "autoreply/en.txt") == site)
        try tracker.deliver(MailText.of(id: "r1@example.com"))
        #expect(try tracker.sent(by: "on-create-autoreply").source.contains("Only support"))
        // The folder of a queue, or of all queues, would be taken for the site's.
        for path in ["/queues", "/queues/support"] {
            let run = try tracker.run(["template", "import", folder + path])
            #expect(run.ending == .exited(64))
            #expect(run.errors.contains("templates of queues are imported from the folder above"))
        }
        #expect(try tracker.postern("template", "import", folder) == "Everything is so already.\n")
    }

    @Test("delete takes the files of one template, never a folder of others, nor what mails need")
    func delete() throws {
        let tracker = try Tracker()
        let folder = tracker.folder.path + "/templates"
        for name in [
            "queues/support/autoreply/en.txt", "queues/support/news/de.txt", "news/en.txt",
        ] {
            try write("Subject: x\n\n.\n", to: "\(folder)/\(name)")
        }
        try tracker.postern("template", "import", folder)
        let all = try tracker.postern("template", "export", tracker.folder.path + "/all")
        for name in ["queues", "queues/support", "que", "news/"] {
            let run = try tracker.run(["template", "delete", name])
            #expect(run.ending == .exited(1))
            #expect(run.errors.contains("there is no template \"\(name)\""), "\(run.errors)")
        }
        let partial = try tracker.run(["template", "delete", "_footer"])
        #expect(partial.ending == .exited(1))
        #expect(partial.errors.contains("there is no partial \"_footer\""), "\(partial.errors)")
        #expect(
            try tracker.postern("template", "export", tracker.folder.path + "/again")
                == all.replacingOccurrences(of: "/all", with: "/again"))
        try tracker.postern("template", "delete", "queues/support/news")
        try tracker.postern("template", "delete", "news/en.txt")
        #expect(
            try tracker.run(["template", "show", "queues/support/news/de.txt"]).ending == .exited(1)
        )
        #expect(try tracker.postern("template", "list").contains("autoreply"))
    }

    @Test("what a scrip names and is not there is told with line and column")
    func names() throws {
        let tracker = try Tracker()
        let file = tracker.folder.path + "/50-tell.yaml"
        let text = """
            name: tell
            condition: On Create
            action: Notify AdminCcs
            template: transaction
            where: Queue = 'suport'

            """
        try write(text, to: file)
        let create = try tracker.run(["scrip", "create", "tell", "--from", file])
        #expect(create.ending == .exited(78))
        let message =
            ".yaml:5:8: \"where\": column 9: found \"suport\", expected a queue; did you mean "
            + "\"support\"?"
        #expect(create.errors.contains("tell" + message), "\(create.errors)")
        let tried = try tracker.run(["scrip", "import", file, "--dry-run"])
        #expect(tried.ending == .exited(78))
        #expect(tried.text.contains("create scrip \"tell\"\nNothing was done.\n"), "\(tried.text)")
        #expect(tried.errors.contains(String(file.dropLast(5)) + message), "\(tried.errors)")
        let imported = try tracker.run(["scrip", "import", file])
        #expect(imported.errors.contains(String(file.dropLast(5)) + message), "\(imported.errors)")
        let site = tracker.folder.path + "/site"
        try tracker.postern("site", "export", site)
        try write(text, to: site + "/scrips/50-tell.yaml")
        for more in ["--yes", "--dry-run"] {
            let applied = try tracker.run(["site", "apply", site, more])
            #expect(applied.ending == .exited(78))
            #expect(
                applied.errors.contains(site + "/scrips/50-tell" + message), "\(applied.errors)")
        }
        #expect(try tracker.run(["site", "diff", site]).text.contains("+name: tell"))

        try tracker.postern("role", "create", "Engineer")
        try write(
            "name: tell\ncondition: On Create\naction: Notify Roles\naction_argument: Engineer\n"
                + "template: transaction\n", to: file)
        try tracker.postern("scrip", "import", file)
        let renamed = try tracker.run(["role", "set", "Engineer", "name=Technician"])
        #expect(renamed.ending == .exited(1))
        #expect(renamed.errors.contains("scrip \"tell\""), "\(renamed.errors)")
        #expect(try tracker.postern("role", "disable", "Engineer").contains("tell"))
    }

    @Test("templates of a queue with a long name go out and come back; emptied folders go")
    func longName() throws {
        let tracker = try Tracker()
        let name = String(repeating: "Відділ підтримки ", count: 11) + "№ 1"
        #expect(name.utf8.count > 255)
        try tracker.postern("queue", "set", "support", "name=" + name)
        let own = "/templates/queues/\(parts(of: name).joined(separator: "/"))/autoreply/en.txt"
        let first = tracker.folder.path + "/first"
        try write("Subject: Ours\n\nOnly they say so.\n", to: first + own)
        try tracker.postern("template", "import", first + own)
        try tracker.deliver(MailText.of(id: "n1@example.com"), ["--queue", name])
        #expect(try tracker.sent(by: "on-create-autoreply").source.contains("Only they"))
        let site = tracker.folder.path + "/site"
        try tracker.postern("site", "export", site)
        #expect(FileManager.default.fileExists(atPath: site + own))
        let other = try Tracker(address: "help@example.org")
        try other.postern("site", "apply", site, "--yes")
        #expect(try other.postern("site", "diff", site) == "")

        // What is gone leaves no folder behind; the folders of the kinds stay.
        try tracker.postern("template", "delete", "queues" + own.dropFirst(17))
        for scrip in try tracker.json("scrip", "list").items {
            try tracker.postern("scrip", "delete", try #require(scrip["name"].text))
        }
        try tracker.postern("site", "export", site, "--force")
        let files = FileManager.default
        #expect(!files.fileExists(atPath: site + "/templates/queues"))
        #expect(try files.contentsOfDirectory(atPath: site + "/scrips") == [])
        #expect(try tracker.postern("site", "diff", site) == "")
        try tracker.postern("site", "export", site + "/new")
        #expect(try files.contentsOfDirectory(atPath: site + "/new/scrips") == [])
    }

    /// A name without special letters, as folders of at most 200 bytes.
    private func parts(of name: String) -> [String] {
        var parts = [""]
        for scalar in name.unicodeScalars {
            let last = parts[parts.count - 1]
            if last.utf8.count + String(scalar).utf8.count >= 200 {
                parts[parts.count - 1] += "%"
                parts.append("")
            }
            parts[parts.count - 1].unicodeScalars.append(scalar)
        }
        return parts
    }

    private func write(_ text: String, to path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}
