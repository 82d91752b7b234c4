import FoundationEssentials
import Scrips
import SiteFiles
import Templates
import Testing
import Tickets

@Suite("Templates of single queues, as files")
struct QueueTemplateTests {
    @Test(
        "a queue's name becomes a folder's and comes back",
        arguments: [
            ("support", "support"), ("Büro Ost", "Büro Ost"), ("a/b", "a%2Fb"), ("100%", "100%25"),
            (".hidden", "%2Ehidden"), ("..", "%2E."), ("a.b", "a.b"), ("x\ny", "x%0Ay"),
            ("Підтримка", "Підтримка"), ("\u{85}", "%C2%85"), ("a/\u{301}b", "a%2F\u{301}b"),
            ("\u{301}b", "%CC%81b"), ("b\u{301}", "b\u{301}"), ("\u{600}", "%D8%80"),
            (
                String(repeating: "x", count: 300),
                String(repeating: "x", count: 199) + "%/" + String(repeating: "x", count: 101)
            ),
            (String(repeating: "x", count: 199), String(repeating: "x", count: 199)),
            (
                String(repeating: "x", count: 199) + ".",
                String(repeating: "x", count: 199) + "%/%2E"
            ),
        ])
    func words(name: String, word: String) {
        #expect(FileWord.encode(name) == word)
        #expect(FileWord.decode(word) == name)
    }

    @Test(
        "a folder that encoding never makes stands for no queue",
        arguments: [
            "%", "%4", "%41", "%2f", "%zz", "%FF", ".x", "a%2Eb", "a/b", "a%/b", "a%", "%/",
        ])
    func foreignWords(word: String) {
        #expect(FileWord.decode(word) == nil)
    }

    @Test(
        "a long name comes back to the byte from folders that a file system takes",
        arguments: ["Ж", "支援", "👩‍👩‍👧‍👦", "e\u{301}", "%", "/.", "\u{600}\u{301}"])
    func longNames(unit: String) throws {
        for count in 1...200 {
            let name = String(repeating: unit, count: count)
            let word = FileWord.encode(name)
            let parts = word.split(separator: "/", omittingEmptySubsequences: false)
            #expect(parts.allSatisfy { (1...200).contains($0.utf8.count) && $0.first != "." })
            #expect(FileWord.decode(word).map { Array($0.utf8) } == Array(name.utf8))
            let path = TemplatePath(name: "a", language: "en", queue: name, isHTML: false)
            #expect(TemplatePath(path.text) == path)
            let all = ["srv"] + path.text.split(separator: "/").map(String.init)
            #expect(TemplatePath.partCount(of: all) == all.count - 1)
        }
    }

    @Test("templates of a queue with a long name are read from the folders that it fills")
    func longFolders() throws {
        let name = String(repeating: "Відділ ", count: 40) + "1"
        let path = TemplatePath(name: "a", language: "en", queue: name, isHTML: false)
        try withFolder([path.text: "\nx"]) { folder in
            let sources = try TemplateFolder.read(folder)
            #expect(sources.map(\.queue) == [name])
            let files = try RuleFolder.files(.template, in: folder)
            #expect(files.map(\.file) == [path.text])
        }
    }

    @Test("templates below queues belong to the queue, empty ones among them")
    func reading() throws {
        let files = [
            "a/en.txt": "\n{{> _end}}\n", "_end/en.txt": "site",
            "queues/Büro%2F1/_end/en.txt": "own",
            "queues/Büro%2F1/a/de.txt": "", "b/en.html": "<p>{{ticket.id}}</p>",
        ]
        try withFolder(files) { folder in
            let found = try TemplateFolder.read(folder)
            #expect(
                found.map { "\($0.queue ?? "-") \($0.name) \($0.language) \($0.isEmpty)" } == [
                    "- _end en false", "- a en false", "- b en false", "Büro/1 _end en false",
                    "Büro/1 a de true",
                ])
            for source in found {
                let paths = TemplateFolder.paths(of: source.key, in: folder)
                let path = source.html == nil ? paths.text : paths.html
                #expect(FileManager.default.fileExists(atPath: path))
            }
        }
    }

    @Test("mistakes in partials and in queues' templates name the right file, line and column")
    func mistakes() throws {
        let files = [
            "a/en.txt": "\nä {{> _end}}\n", "_end/en.txt": "x\n{{ticket.ide}}",
            "queues/sales/_end/en.txt": "{{> _other}}", "queues/%41/a/en.txt": "\n.",
            "queues/sales/b/en.txt": "\n{{#message}}", "b/en.txt": " ",
            "_loop/en.txt": "{{> _loop}}",
            "a/de.txt": "\n{{> _loop}}", "queues/sales/queues/en.txt": "\n.",
        ]
        try withFolder(files) { folder in
            let error = #expect(throws: SiteFileError.self) { try TemplateFolder.read(folder) }
            #expect(
                error?.problems.map { String($0.description.dropFirst(folder.count + 1)) } == [
                    "_end/en.txt:2:1: unknown name \"ticket.ide\"; did you mean \"ticket.id\"?",
                    "_loop/en.txt:1:1: the partial includes itself: _loop → _loop",
                    "b/en.txt: nothing is written here; only a queue's own template may be empty,"
                        + " to send no mail",
                    "queues/%41: stands for no queue: write %2F for /, %25 for %, %2E for a leading"
                        + " dot",
                    "queues/sales/_end/en.txt:1:1: there is no partial \"_other\"",
                    "queues/sales/b/en.txt:2:1: {{#message}} is never closed by {{/message}}",
                    "queues/sales/queues: a template's name has lower-case letters, digits and single"
                        + " hyphens only; a partial's has _ before them",
                ])
        }
    }

    private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "postern-templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = URL(filePath: folder.path() + "/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try body(folder.path())
    }
}
