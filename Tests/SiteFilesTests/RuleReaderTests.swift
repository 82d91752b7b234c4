import Foundation
import Scrips
import Settings
import SiteFiles
import Templates
import Testing
import Tickets

@Suite("Files of rules, read together")
struct RuleReaderTests {
    private static let lifecycle = """
        initial: [new]
        active: [open]
        inactive: [done]
        create: [new]
        defaults: {on_create: new, on_resolve: done, approved: open, denied: done}
        transitions: {new: [open], open: [done]}

        """

    @Test(
        "what contradicts itself in a lifecycle is told with line and column",
        arguments: [
            ("active: [open]", "active: [open, lost]", "l.yaml:2:16: lifecycle \"l\": no"),
            ("inactive: [done]", "inactive: [done, new]", "l.yaml:3:18: lifecycle \"l\" lists"),
            (
                "active: [open]", "active: [open, Open]",
                "l.yaml:2:16: lifecycle \"l\" lists \"open\" and \"Open\", which differ"
            ),
            (
                "inactive: [done]", "inactive: [done, Any]",
                "l.yaml:3:18: lifecycle \"l\": no status can be called \"Any\""
            ),
            (
                "initial: [new]", "initial: []",
                "l.yaml:1:10: \"initial\": expected at least one status"
            ),
            ("active: [open]", "active: []", "l.yaml:2:9: \"active\": expected at least one"),
            ("approved: open", "approved: opne", "did you mean \"open\"?"),
            (
                "create: [new]", "create: [new]\nrights: {\"* -> done\": ModifyTickt}",
                "did you mean \"ModifyTicket\"?"
            ),
            (
                "create: [new]",
                "create: [new]\nown_rights: [Bless]\nrights: {\"* -> done\": Bles}",
                "did you mean \"Bless\"?"
            ),
            (
                "create: [new]",
                "create: [new]\nown_rights: [Bless, Curse]\nrights: {\"* -> done\": Bless}",
                "l.yaml:5:21: no step under \"rights\" asks for \"Curse\""
            ),
            (
                "create: [new]", "create: [new]\nown_rights: [modifyticket, b-c, D, d]",
                "Postern has the right ModifyTicket already"
            ),
            ("create: [new]", "create: [new]\nown_rights: [b-c]", "expected the name of a right"),
            (
                "create: [new]", "create: [new]\nown_rights: [D, d]",
                "the right \"d\" is given twice"
            ),
            (
                "create: [new]", "create: [open]",
                "default on_create cannot be \"new\", which \"create\" does not list"
            ),
            ("denied: done", "refused: done", "unknown key \"defaults.refused\""),
            ("on_create: new, ", "", "l.yaml:5:11: \"defaults.on_create\" is missing"),
        ])
    func lifecycleMistakes(line: String, mistake: String, message: String) {
        let text = Self.lifecycle.replacingOccurrences(of: line, with: mistake)
        let reading = RuleReader().read(.lifecycle, [RuleText(file: "l.yaml", text: text)])
        let found = reading.problems.map(\.description).joined(separator: "\n")
        #expect(found.contains(message), "\(found)")
        #expect(reading.rules.isEmpty)
    }

    @Test("maps name lifecycles and statuses that are there; both ends are looked up")
    func maps() throws {
        let files = [
            RuleText(file: "a.yaml", text: Self.lifecycle),
            RuleText(
                file: "b.yaml",
                text: Self.lifecycle + "maps:\n  a: {new: open, opne: done}\n  c: {new: new}\n"),
            RuleText(file: "d.yaml", text: Self.lifecycle + "maps: {a: {new: opne}}\n"),
        ]
        let reading = RuleReader(folder: "x").read(.lifecycle, files)
        #expect(
            reading.problems.map(\.description) == [
                "x/d.yaml:7:17: \"maps.a.new\": expected one of new, open, done, found \"opne\"; did "
                    + "you mean \"open\"?",
                "x/b.yaml:8:18: lifecycle \"a\" has no status \"opne\"; did you mean \"open\"?",
                "x/b.yaml:9:3: there is no lifecycle \"c\"; did you mean \"a\"?",
            ])
        let good = try LifecycleFile.read(
            text: Self.lifecycle + "maps: {a: {new: open}}\n", file: "b.yaml", name: "b")
        #expect(good.status(for: "new", from: "a") == "open")
        #expect(good.status(for: "new", from: "z") == "new")
        #expect(good.status(for: "gone", from: "a") == nil)
        #expect(good.defaultApproved == "open")
    }

    @Test("a lifecycle survives the way into JSON and back")
    func json() throws {
        let one = try LifecycleFile.read(
            text: Self.lifecycle + "own_rights: [Bless]\nrights: {\"* -> done\": Bless}\n"
                + "maps: {a: {new: open}}\n",
            file: "b.yaml", name: "Ночь")
        #expect(one.right(from: "open", to: "done").rawValue == "Bless")
        #expect(one.ownRights.map(\.rawValue) == ["Bless"])
        let data = try JSONEncoder().encode(one)
        #expect(try JSONDecoder().decode(Lifecycle.self, from: data) == one)
    }

    @Test("a scrip's queue that is nowhere is told with line and column")
    func queues() {
        let text = "name: a\ncondition: On Create\naction: Open Tickets\nqueues: [Support, sale]\n"
        let reading = RuleReader(queues: ["support", "sales"]).read(
            .scrip, [RuleText(file: "a.yaml", text: text)])
        #expect(
            reading.problems.map(\.description) == [
                "a.yaml:4:19: \"queues[1]\": there is no queue \"sale\"; did you mean \"sales\"?"
            ])
    }

    @Test(
        "a queue's new name goes into the text of a scrip, however it stands there",
        arguments: [
            ("queues: [old, older, OLD]\n", "queues: [\"a: b\", older, \"a: b\"]\n"),
            ("queues:\n  - 'old' # it\n  - x\n", "queues:\n  - \"a: b\" # it\n  - x\n"),
            ("queues: [\"\\u006fld\"]", "queues: [\"a: b\"]"),
            ("# é old\r\nqueues: [ old ]\r\n", "# é old\r\nqueues: [ \"a: b\" ]\r\n"),
        ])
    func renaming(before: String, after: String) {
        let text = ScripFile.renaming(queue: "old", to: "a: b", in: before)
        #expect(text.map { Array($0.utf8) } == Array(after.utf8))
        #expect(ScripFile.renaming(queue: "new", to: "a: b", in: before) == nil)
    }

    @Test("whatever is written as one scalar is read as the same bytes")
    func scalars() throws {
        var texts = ["", " ", "a ", " a", "yes", "~", "1e3", "a: b", "a #b", "-", "🔥", "e\u{301}"]
        texts += (UInt32(1)...0x2FFF).compactMap { Unicode.Scalar($0) }
            .map { "x" + String($0) + "y" }
        texts += [
            "x\u{FEFF}", "\u{FEFF}", "\u{FEFF}x", "\u{FEFF}\u{FEFF}x", "\\uFEFF", "\u{FFFD}",
            "\u{E000}", "\u{10FFFF}", "\u{1F468}\u{200D}\u{1F469}",
        ]
        for text in texts {
            let scalar = YAMLScalar.text(text)
            let yaml = "- k: \(scalar)\n- [\(scalar), \(scalar)]\n- {k: \(scalar)} # c\n"
            let found = Self.texts(try YAMLDocument(text: yaml, file: "y").root)
            let isSame =
                found.count == 4 && found.allSatisfy { $0.utf8.elementsEqual(text.utf8) }
            if !isSame { Issue.record("\(yaml)") }
        }
    }

    @Test(
        "a text keeps the byte order mark that it begins with, however it is written",
        arguments: [
            "k: \"\u{FEFF}x\"", "k: \"\\uFEFFx\"", "k: \"\\ufeffx\"", "k: \"\\U0000FEFFx\"",
            "k: '\u{FEFF}x'", "k: \u{FEFF}x", "k: |-\n  \u{FEFF}x", "k: >-\n\n  \u{FEFF}x",
            "\u{FEFF}k: \u{FEFF}x", "a: [\r\n\u{FEFF}1]\r\nk: \"\\uFEFFx\"", "\"\\uFEFFx\": 1",
        ])
    func marks(yaml: String) throws {
        guard case .mapping(let entries) = try YAMLDocument(text: yaml, file: "y").root.content,
            let last = entries.last
        else {
            Issue.record("no mapping")
            return
        }
        let text = last.key == "k" ? Self.texts(last.value).first : last.key
        let newlines = yaml.contains(">") ? "\n" : ""
        #expect(text.map { Array($0.utf8) } == Array((newlines + "\u{FEFF}x").utf8))
    }

    @Test("a file may begin with a byte order mark", arguments: ["", "# c\n", "---\n"])
    func markedFile(beginning: String) throws {
        let text = "\u{FEFF}\(beginning)name: a\ncondition: On Create\naction: Open Tickets\n"
        #expect(try ScripFile.read(text: text, file: "a.yaml").name == "a")
        let list = try YAMLDocument(text: "\u{FEFF}- k: x\n  l: y\n- z\n", file: "a.yaml")
        #expect(Self.texts(list.root) == ["x", "y", "z"])
        let template = TemplateSource(
            name: "a", language: "en", text: "\u{FEFF}Subject: x\n\n.", html: "\u{FEFF}<p>")
        let filled = try TemplateText.parse(template) { _ in template }.render(.object([:]))
        #expect(filled.html == "<p>")
        let flow = "\u{FEFF}{name: a, queues: [old], condition: On Create, action: Open Tickets}"
        #expect(
            ScripFile.renaming(queue: "old", to: "new", in: flow)
                == flow.replacingOccurrences(of: "old", with: "new"))
    }

    @Test(
        "a text that begins with none gets none",
        arguments: [
            "k: '\\uFEFFx'", "k: \\uFEFFx", "k: x\u{FEFF}", "k: |-\n  x\n  \u{FEFF}x",
            "\u{FEFF}k: x",
        ])
    func noMarks(yaml: String) throws {
        let texts = Self.texts(try YAMLDocument(text: yaml, file: "y").root)
        #expect(texts.allSatisfy { $0.unicodeScalars.first != "\u{FEFF}" })
    }

    private static func texts(_ node: YAMLNode) -> [String] {
        switch node.content {
        case .nothing: []
        case .text(let text): [text]
        case .list(let nodes): nodes.flatMap(texts)
        case .mapping(let entries): entries.flatMap { texts($0.value) }
        }
    }
}
