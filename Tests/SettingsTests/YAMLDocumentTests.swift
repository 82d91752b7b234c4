import Testing

@testable import Settings

/// What other readers of YAML files get from this module.
@Suite struct YAMLDocumentTests {
    private func problems(
        _ text: String, _ read: (YAMLNode, inout YAMLProblems) -> Void
    ) throws -> [String] {
        let document = try YAMLDocument(text: text, file: "x.yaml")
        var problems = document.problems
        read(document.root, &problems)
        do {
            try problems.throwIfAny()
            return []
        } catch let error as SettingsError {
            return error.problems.map(\.description)
        }
    }

    @Test("fields are known keys; others are told with the nearest")
    func fields() throws {
        let found = try problems("name: x\ninitail: [new]\nnothing: 1\n") { root, problems in
            let fields = root.fields(
                ["name", "initial", "active"], required: ["name", "active"], &problems)
            #expect(fields?["name"]?.text(&problems) == "x")
            #expect(fields?["active"] == nil)
        }
        #expect(
            found == [
                "x.yaml:2:1: unknown key \"initail\"; did you mean \"initial\"?",
                "x.yaml:3:1: unknown key \"nothing\"; expected one of name, initial, active",
                "x.yaml: \"active\" is missing",
            ])
    }

    @Test("nested values know their whole key")
    func paths() throws {
        let found = try problems("scrips:\n- {name: [a]}\n- {}\n") { root, problems in
            let scrips = root.fields(["scrips"], &problems)?["scrips"]?.list(&problems) ?? []
            for scrip in scrips {
                let name = scrip.fields(["name"], required: ["name"], &problems)?["name"]
                _ = name?.text(&problems)
            }
        }
        #expect(
            found == [
                "x.yaml:2:10: \"scrips[0].name\": expected text, found a list",
                "x.yaml:3:3: \"scrips[1].name\" is missing",
            ])
    }

    @Test("a scalar is whatever its reader takes it for")
    func scalars() throws {
        let text = "language: no\nversion: 1.10\ntime: 12:30\nquoted: \"~\"\nempty: ~\n"
        let found = try problems(text) { root, problems in
            let fields = root.fields(
                ["language", "version", "time", "quoted", "empty"], &problems)
            #expect(fields?["language"]?.text(&problems) == "no")
            #expect(fields?["language"]?.boolean(&problems) == false)
            #expect(fields?["version"]?.text(&problems) == "1.10")
            #expect(fields?["time"]?.text(&problems) == "12:30")
            #expect(fields?["quoted"]?.text(&problems) == "~")
            #expect(fields?["empty"]?.content == .nothing)
            #expect(fields?["empty"]?.texts(&problems) == [])
        }
        #expect(found.isEmpty)
    }

    @Test("keys of the file's own are entries, in order, with their places")
    func entries() throws {
        let document = try YAMLDocument(text: "open: 1\n\nclosed: 2\n", file: "x.yaml")
        var problems = document.problems
        let entries = try #require(document.root.entries(&problems))
        #expect(entries.map(\.key) == ["open", "closed"])
        #expect(entries.map(\.position.line) == [1, 3])
    }

    @Test("aliases stand for their anchor; merge keys are unknown")
    func aliases() throws {
        let found = try problems("a: &x [1, 2]\nb: *x\n<<: {c: 1}\n") { root, problems in
            let fields = root.fields(["a", "b"], &problems)
            #expect(fields?["b"]?.texts(&problems) == ["1", "2"])
        }
        #expect(found == ["x.yaml:3:1: unknown key \"<<\"; expected one of a, b"])
    }

    @Test("aliases cannot fill the memory")
    func manyAliases() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(list)]\n"
        }
        let document = try YAMLDocument(text: text, file: "x.yaml")
        #expect(document.problems.list.map(\.text) == ["more than 100000 values"])
    }

    @Test("repeated keys are found in every mapping, also after letters beyond ASCII")
    func duplicates() throws {
        let text = "a: {ключ: 1, ключ: 2}\r\nb:\r\n  \"k\": 1\r\n  k: 2\r\na: 3\r\n"
        let document = try YAMLDocument(text: text, file: "x.yaml")
        #expect(
            document.problems.list.map(\.description) == [
                "x.yaml:1:14: \"a.ключ\" is given twice; it was given before on line 1",
                "x.yaml:4:3: \"b.k\" is given twice; it was given before on line 3",
                "x.yaml:5:1: \"a\" is given twice; it was given before on line 1",
            ])
        var problems = document.problems
        let entries = try #require(document.root.entries(&problems))
        #expect(entries.map(\.key) == ["a", "b"])
        #expect(entries.first?.value.text(&problems) == "3")
    }

    @Test("a repeated key written in another way is still told")
    func escapedDuplicate() throws {
        let error = try #require(
            #expect(throws: SettingsError.self) {
                _ = try YAMLDocument(text: "\"\\x6b\": 1\nk: 2\n", file: "x.yaml")
            })
        #expect(error.detail == "x.yaml:1:1: \"k\" is given twice in one place")
    }

    @Test("a key that is not text is a mistake, not a crash")
    func strangeKey() throws {
        let found = try problems("[a, b]: 1\n") { _, _ in }
        #expect(
            found == [
                "x.yaml:1:1: expected text before the colon, found a list or keys with values"
            ])
    }

    @Test("two documents in one file are one too many")
    func twoDocuments() throws {
        let error = try #require(
            #expect(throws: SettingsError.self) {
                _ = try YAMLDocument(text: "a: 1\n---\nb: 2\n", file: "x.yaml")
            })
        #expect(
            error.detail == "x.yaml:2:1: not YAML: but found another document "
                + "(expected a single document in the stream, line 1)")
    }

    @Test("deep nesting ends in a message, not in a crash")
    func deepNesting() throws {
        let text = String(repeating: "[", count: 100_000)
        let error = try #require(
            #expect(throws: SettingsError.self) {
                _ = try YAMLDocument(text: text, file: "x.yaml")
            })
        #expect(error.detail.hasPrefix("x.yaml:1:"))
    }

    @Test("no truncated or damaged sample traps")
    func damaged() {
        let bytes = Array(SettingsSample.text(values: ["site.name": "a"]).utf8)
        for cut in stride(from: 0, to: bytes.count, by: 97) {
            let text = String(decoding: bytes[..<cut], as: UTF8.self)
            _ = try? Settings.parse(text, file: "x.yaml")
        }
        for place in stride(from: 0, to: bytes.count, by: 89) {
            var damaged = bytes
            damaged[place] ^= 0x1F
            _ = try? Settings.parse(String(decoding: damaged, as: UTF8.self), file: "x.yaml")
        }
    }
}
