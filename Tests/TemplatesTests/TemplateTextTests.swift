import Templates
import Testing

@Suite("Filling a template")
struct TemplateTextTests {
    @Test("a text is filled unescaped, HTML escaped")
    func escaping() throws {
        let filled = try render(
            "Subject: {{name}}\n\nHello {{name}}!\n", html: "<p>Hello {{name}}!</p>",
            ["name": .text("<b>\"A\" & 'B'</b>")])
        #expect(filled.subject == "<b>\"A\" & 'B'</b>")
        #expect(filled.text == "Hello <b>\"A\" & 'B'</b>!\n")
        #expect(filled.html == "<p>Hello &lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;!</p>")
    }

    @Test("a value is never read as a template")
    func valuesAreData() throws {
        let filled = try render(
            "\n{{name}} {{#name}}{{.}}{{/name}}", html: "{{name}}",
            ["name": .text("{{secret}}{{{secret}}}"), "secret": .text("hidden")])
        #expect(filled.text == "{{secret}}{{{secret}}} {{secret}}{{{secret}}}")
        #expect(filled.html == "{{secret}}{{{secret}}}")
    }

    @Test(
        "a header is one line whatever the value holds",
        arguments: [
            "a\r\nBcc: x@example.org", "a\nBcc: x@example.org", "a\rBcc: x@example.org",
            "a\u{0}Bcc: x@example.org", "a\u{2028}Bcc: x@example.org", "a\u{85}Bcc: x@example.org",
            "a\r\n\r\nBcc: x@example.org",
        ])
    func headerInjection(value: String) throws {
        let filled = try render(
            "Subject: {{name}}\nX-Site: {{name}}\n\n.", ["name": .text(value)])
        #expect(filled.subject == "a Bcc: x@example.org")
        #expect(filled.headers.map(\.value) == ["a Bcc: x@example.org"])
    }

    @Test("a section on nothing, on an empty text, on no and on an empty list is left out")
    func emptySections() throws {
        let empties: [TemplateValue] = [.none, .text(""), .flag(false), .list([])]
        for value in empties {
            let filled = try render("\n{{#v}}yes{{/v}}{{^v}}no{{/v}}", ["v": value])
            #expect(filled.text == "no")
        }
        let things: [TemplateValue] = [.text("x"), .flag(true), .list([.text("x")]), .object([:])]
        for value in things {
            let filled = try render("\n{{#v}}yes{{/v}}{{^v}}no{{/v}}", ["v": value])
            #expect(filled.text == "yes")
        }
    }

    @Test("a section on a list comes once for each element and sees the names outside")
    func lists() throws {
        let people: TemplateValue = .list([
            .object(["name": .text("Ada")]), .object(["name": .text("Grace")]),
        ])
        let filled = try render(
            "\n{{#people}}\n- {{name}} of {{site.name}}\n{{/people}}\n.",
            ["people": people, "site": .object(["name": .text("example.org")])])
        #expect(filled.text == "- Ada of example.org\n- Grace of example.org\n.")
    }

    @Test("lines that hold only a section's tag or a comment leave no empty line")
    func standaloneTags() throws {
        let filled = try render("\n{{! why }}\n{{#v}}\nyes\n{{/v}}\nend\n", ["v": .flag(true)])
        #expect(filled.text == "yes\nend\n")
    }

    @Test("line ends of Windows and old Macs are read as ours")
    func lineEnds() throws {
        for end in ["\r\n", "\r", "\n"] {
            let source = ["Subject: s", "", "{{#v}}", "one", "{{/v}}", "two", ""]
            let filled = try render(source.joined(separator: end), ["v": .flag(true)])
            #expect(filled.subject == "s")
            #expect(filled.text == "one\ntwo\n")
        }
    }

    @Test("a name below a text is nothing, not a look into our types")
    func noReflection() throws {
        let filled = try render(
            "\n[{{v._guts}}{{v.count}}{{l.count}}]",
            [
                "v": .text("x"), "l": .list([.text("y")]),
            ])
        #expect(filled.text == "[]")
    }

    @Test("a result over the limit is an error")
    func tooLarge() throws {
        let big = String(repeating: "x", count: TemplateText.renderedBytesMax / 2)
        let text = try TemplateText.parse(source("\n{{v}}{{v}}{{v}}"))
        let error = #expect(throws: TemplateError.self) {
            try text.render(.object(["v": .text(big)]))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test("a long template comes out whole, its sections and empty lines where they were")
    func pieces() throws {
        let unit = "before {{v}} ж\n{{#on}}\ninside {{v}}\n\n{{/on}}\n{{^on}}\nnever\n{{/on}}\n\n"
        let filled = "before x ж\ninside x\n\n\n"
        for count in [0, 1, 2, 5, 40] {
            let body = String(repeating: unit, count: count)
            let mail = try render(
                "\n" + body + "end", html: body + "<br>", ["v": .text("x"), "on": .flag(true)])
            #expect(mail.text == String(repeating: filled, count: count) + "end")
            #expect(mail.html == String(repeating: filled, count: count) + "<br>")
        }
        let lists = String(repeating: "{{#l}}\n- {{.}}\n{{/l}}\n", count: 40)
        let mail = try render(
            "\n{{#on}}\n\(lists){{/on}}\n",
            [
                "l": .list([.text("a"), .text("b")]), "on": .flag(true),
            ])
        #expect(mail.text == String(repeating: "- a\n- b\n", count: 40))
    }

    @Test("Attachments says whether files go along and is no header")
    func attachments() throws {
        let text = try TemplateText.parse(source("Attachments: yes\nSubject: s\n\n."))
        #expect(text.attachesFiles)
        #expect(try text.render(.object([:])).headers.isEmpty)
        #expect(try !TemplateText.parse(source("Attachments: no\n\n.")).attachesFiles)
        #expect(try !TemplateText.parse(source("\n.")).attachesFiles)
    }

    @Test("a template without a Subject says so, an empty X- header is left out")
    func absentHeaders() throws {
        let filled = try render("X-Team: {{v}}\n\n.", ["v": .none])
        #expect(filled.subject == nil)
        #expect(filled.headers.isEmpty)
    }

    private func source(_ text: String, html: String? = nil) -> TemplateSource {
        TemplateSource(name: "test", language: "en", text: text, html: html)
    }

    private func render(
        _ text: String, html: String? = nil, _ values: [String: TemplateValue]
    ) throws -> RenderedText {
        try TemplateText.parse(source(text, html: html)).render(.object(values))
    }
}
