import Templates
import Testing

@Suite("Partials")
struct PartialTests {
    @Test(
        "a text part includes the partial's text, an HTML part its HTML, each with its own escaping"
    )
    func kinds() throws {
        let set = TemplateSet([
            source("a", "Subject: {{> _end}}\n\nHello\n{{> _end}}\n.", html: "<p>{{> _end}}</p>"),
            source("_end", "-- \n{{v}}\n", html: "<i>{{v}}</i>"),
        ])
        let filled = try render(set, "a")
        #expect(filled.subject == "-- <x>")
        #expect(filled.text == "Hello\n-- \n<x>\n.")
        #expect(filled.html == "<p><i>&lt;x&gt;</i></p>")
    }

    @Test("a partial sees the names of the section in which it is included, once for each element")
    func scope() throws {
        let set = TemplateSet([
            source("a", "\n{{#people}}\n{{> _person}}\n{{/people}}"),
            source("_person", "- {{name}} of {{v}}\n"),
        ])
        #expect(try render(set, "a").text == "- Ada of <x>\n- Bo of <x>\n")
        #expect(set.mistakes(against: Self.shape).isEmpty)
    }

    @Test("a partial is taken in the template's language, else in English; a queue's own wins")
    func versions() throws {
        let set = TemplateSet([
            source("a", "\n{{> _end}}", language: "ru"),
            source("a", "\n{{> _end}}", language: "fi"),
            source("_end", "en"), source("_end", "ru", language: "ru"),
            TemplateSource(name: "_end", language: "en", queue: "Büro", text: "q", html: nil),
        ])
        func text(_ language: String, _ queue: String?) throws -> String {
            let found = try #require(set.find("a", for: [language], queue: queue))
            return try set.template(found, queue: queue).render(.object([:])).text
        }
        #expect(try text("ru", nil) == "ru")
        #expect(try text("fi", nil) == "en")
        #expect(try text("ru", "büro") == "q")
        #expect(try text("ru", "other") == "ru")
    }

    @Test(
        "what is wrong with a partial is told with its own name, line and column",
        arguments: [
            (
                ["a": "\n{{> _b}}", "_b": "one\n {{vv}}"],
                [
                    "partial \"_b\" (en), text part, line 2, column 2: unknown name \"vv\"; did you"
                        + " mean \"v\"?"
                ]
            ),
            (
                ["a": "\n{{#people}}{{> _b}}{{/people}}{{> _b}}", "_b": "{{name}}"],
                ["partial \"_b\" (en), text part, line 1, column 1: unknown name \"name\""]
            ),
            (
                ["a": "\n{{> _c}}", "_b": "x"],
                [
                    "template \"a\" (en), text part, line 2, column 1: there is no partial \"_c\"; did"
                        + " you mean \"_b\"?"
                ]
            ),
            (
                ["a": "\n{{> _b}}", "_b": "\n{{> _c}}", "_c": "\n\n{{> _b}}"],
                [
                    "partial \"_c\" (en), text part, line 3, column 1: the partial includes itself: _b"
                        + " → _c → _b"
                ]
            ),
            (
                ["a": "\n{{> _b}}", "_b": "{{> _b}}"],
                [
                    "partial \"_b\" (en), text part, line 1, column 1: the partial includes itself: _b"
                        + " → _b"
                ]
            ),
            (
                ["a": "\n{{> _b}}", "_b": "x {{#people}}"],
                [
                    "partial \"_b\" (en), text part, line 1, column 3: {{#people}} is never closed by"
                        + " {{/people}}"
                ]
            ),
            (
                ["_b": "{{name}} {{nme}}"],
                [
                    "partial \"_b\" (en), text part, line 1, column 10: unknown name \"nme\"; did you"
                        + " mean \"name\"?"
                ]
            ),
            (
                ["a": " \n"],
                [
                    "template \"a\" (en), text part: nothing is written here; only a queue's own"
                        + " template may be empty, to send no mail"
                ]
            ),
        ] as [([String: String], [String])])
    func mistakes(texts: [String: String], messages: [String]) {
        let set = TemplateSet(texts.map { source($0, $1) })
        let found = set.mistakes(against: Self.shape).map(\.description)
        // A recursion is told for whoever includes it and for those that nobody includes.
        #expect(Array(Set(found)).sorted().first { $0 == messages[0] } == messages[0], "\(found)")
        #expect(texts["_c"] != nil || found == messages)
    }

    @Test("so many tags that checking them would take long are refused")
    func manyTags() {
        let set = TemplateSet([
            source("a", "\n" + String(repeating: "{{> _b}}", count: 300)),
            source("_b", String(repeating: "{{v}}", count: 100)),
        ])
        #expect(
            set.mistakes(against: Self.shape).map(\.detail) == [
                "there are more than 20000 tags with those of its partials"
            ])
        let less = TemplateSet([
            source("a", "\n" + String(repeating: "{{> _b}}", count: 190)),
            source("_b", String(repeating: "{{v}}", count: 100)),
        ])
        #expect(less.mistakes(against: Self.shape).isEmpty)
    }

    @Test("an HTML part cannot include a partial that has no HTML")
    func noHTML() {
        let set = TemplateSet([source("a", "\n.", html: "<p>{{> _b}}"), source("_b", "text")])
        #expect(
            set.mistakes(against: Self.shape).map(\.description) == [
                "template \"a\" (en), HTML part, line 1, column 4: partial \"_b\" (en) has no HTML;"
                    + " an HTML part needs it"
            ])
    }

    @Test("a text part cannot include a partial that has only HTML")
    func noText() {
        let set = TemplateSet([source("a", "\n{{> _b}}"), source("_b", "", html: "<p>x</p>")])
        #expect(
            set.mistakes(against: Self.shape).map(\.description) == [
                "template \"a\" (en), text part, line 2, column 1: partial \"_b\" (en) has no text;"
                    + " a text part needs it"
            ])
    }

    @Test("partials that multiply stop at a limit, when checked and when filled")
    func multiplying() throws {
        // Eight levels of ten: a hundred million inclusions.
        let ten = { (name: String) in String(repeating: "{{> \(name)}}", count: 10) }
        var sources = [source("a", "\n" + ten("_1"))]
        for level in 1..<8 { sources.append(source("_\(level)", ten("_\(level + 1)"))) }
        sources.append(source("_8", "{{v}}"))
        let set = TemplateSet(sources)
        let found = set.mistakes(against: Self.shape)
        #expect(found.contains { $0.detail == "partials are included more than 1000 times" })
        let error = #expect(throws: TemplateError.self) { try render(set, "a") }
        #expect(error?.code == .tooLarge)
        sources.append(source("_8", "{{> _9}}"))
        sources.append(source("_9", "x"))
        let deep = #expect(throws: TemplateError.self) { try render(TemplateSet(sources), "a") }
        #expect(deep?.code == .tooDeep)
    }

    @Test("partials that include each other crosswise are read once each")
    func crosswise() throws {
        let names = { (level: Int) in (1...20).map { "_l\(level)n\($0)" } }
        let all = { (level: Int) in names(level).map { "{{> \($0)}}" }.joined() }
        var sources = [source("a", "\n" + all(1))]
        for level in 1...7 {
            sources += names(level).map { source($0, level < 7 ? all(level + 1) : "x") }
        }
        let set = TemplateSet(sources)
        let found = try #require(set.find("a", for: [], queue: nil))
        let text = try set.template(found, queue: nil)
        #expect(text.check(against: Self.shape).map(\.code) == [.tooLarge])
    }

    @Test("a queue's own template wins in whatever language, and may be empty")
    func queues() {
        let set = TemplateSet([
            source("a", "\nen"), source("a", "\nru", language: "ru"),
            TemplateSource(name: "a", language: "en", queue: "Sales", text: "\nsales", html: nil),
            TemplateSource(name: "a", language: "en", queue: "Silent", text: " \n", html: "\n"),
        ])
        #expect(set.find("a", for: ["ru"], queue: "sales")?.text == "\nsales")
        #expect(set.find("a", for: ["ru"], queue: "other")?.text == "\nru")
        #expect(set.find("a", for: ["ru"], queue: nil)?.text == "\nru")
        #expect(set.find("a", for: ["ru"], queue: "silent")?.isEmpty == true)
        #expect(set.mistakes(against: Self.shape).isEmpty)
    }

    private static let shape: TemplateShape = .object([
        "v": .text, "people": .list(.object(["name": .text])),
    ])

    private func source(
        _ name: String, _ text: String, html: String? = nil, language: String = "en"
    ) -> TemplateSource {
        TemplateSource(name: name, language: language, text: text, html: html)
    }

    private func render(_ set: TemplateSet, _ name: String) throws -> RenderedText {
        let source = try #require(set.find(name, for: ["en"], queue: nil))
        return try set.template(source, queue: nil).render(
            .object([
                "v": .text("<x>"),
                "people": .list([
                    .object(["name": .text("Ada")]), .object(["name": .text("Bo")]),
                ]),
            ]))
    }
}
