import Templates
import Testing

@Suite("What is wrong with a template")
struct TemplateErrorTests {
    @Test(
        "a mistake in the text is told with its line",
        arguments: [
            (
                "Subject: s\n\none\n{{#a}}",
                "text part, line 4, column 1: {{#a}} is never closed by {{/a}}"
            ),
            ("\n{{/a}}", "text part, line 2, column 1: {{/a}} closes nothing"),
            (
                "\n{{#a}}\n{{/b}}",
                "text part, line 3, column 1: {{/b}} where {{/a}} was expected (opened in line 2)"
            ),
            ("\n\n{{a", "text part, line 3, column 1: \"{{\" without \"}}\""),
            ("\n{{}}", "text part, line 2, column 1: empty tag {{}}"),
            ("\n{{a b}}", "text part, line 2, column 1: \"a b\" is no name"),
            ("\n{{a..b}}", "text part, line 2, column 1: \"a..b\" is no name"),
            ("\n{{count(a)}}", "text part, line 2, column 1: \"count(a)\" is no name"),
            (
                "\n{{{a}}}",
                "text part, line 2, column 1: values are always escaped in HTML and never in text:"
                    + " write {{name}}"
            ),
            (
                "\nÄ {{> other}}",
                "text part, line 2, column 3: a partial's name begins with _: {{> _footer}}, not \"other\""
            ),
            ("\n{{> _fotr}}", "text part, line 2, column 1: there is no partial \"_fotr\""),
            (
                "\n{{< _a}}",
                "text part, line 2, column 1: templates cannot inherit; include one by {{> _name}}"
            ),
            ("\n{{=<% %>=}}", "text part, line 2, column 1: tags are always {{ and }}"),
            (
                "\n{{% CONTENT_TYPE: TEXT }}",
                "text part, line 2, column 1: templates have no pragmas"
            ),
            (
                "Subject: {{#a}}\n\n.",
                "header Subject, line 1, column 10: {{#a}} is never closed by {{/a}}"
            ),
            (
                "Hello,\n",
                "text part, line 1, column 1: expected \"Name: value\", or an empty line before"
                    + " the text"
            ),
            (
                "Subject: s\n folded\n\n.",
                "text part, line 2, column 1: expected \"Name: value\", or an"
                    + " empty line before the text"
            ),
            (
                "Subject: s\nsubject: t\n\n.",
                "header subject, line 2, column 1: subject stands twice"
            ),
            (
                "Bcc: x@example.org\n\n.",
                "header Bcc, line 1, column 1: a template may set Subject,"
                    + " Attachments, HTML and X- headers, not Bcc"
            ),
            (
                "X-Postern-Loop: x\n\n.",
                "header X-Postern-Loop, line 1, column 1: a template may set"
                    + " Subject, Attachments, HTML and X- headers, not X-Postern-Loop"
            ),
            (
                "Attachments: some\n\n.",
                "header Attachments, line 1, column 14: expected yes or no, found \"some\""
            ),
        ])
    func mistakes(text: String, message: String) {
        let error = #expect(throws: TemplateError.self) {
            try TemplateText.parse(source(text))
        }
        #expect(error?.description == message)
    }

    @Test(
        "no header that decides where a mail goes or what it is can be set",
        arguments: [
            "From", "To", "Cc", "Bcc", "Message-ID", "References", "In-Reply-To", "Reply-To",
            "Sender", "Return-Path", "Date", "Auto-Submitted", "Precedence", "Content-Type",
            "X-Loop", "X-RT-Loop-Prevention", "X-Auto-Response-Suppress", "x-postern-ticket", "X-",
        ])
    func forbiddenHeaders(name: String) {
        let error = #expect(throws: TemplateError.self) {
            try TemplateText.parse(source("\(name): x\n\n."))
        }
        #expect(error?.code == .badHeader)
    }

    @Test("a mistake in HTML is told with the HTML file's line")
    func htmlLines() {
        let error = #expect(throws: TemplateError.self) {
            try TemplateText.parse(source("\n.", html: "<p>\n\n{{&a}}</p>"))
        }
        #expect(error?.part == .html)
        #expect(error?.position == TemplatePosition(line: 3, column: 1))
    }

    @Test("sections in each other have a limit")
    func depth() {
        let count = 17
        let text =
            "\n" + String(repeating: "{{#a}}", count: count)
            + String(repeating: "{{/a}}", count: count)
        let error = #expect(throws: TemplateError.self) {
            try TemplateText.parse(source(text))
        }
        #expect(error?.code == .tooDeep)
    }

    @Test("a source over the limit is an error, not a slow mail")
    func sourceLimit() {
        let text = "\n" + String(repeating: "x", count: TemplateText.sourceBytesMax)
        let error = #expect(throws: TemplateError.self) {
            try TemplateText.parse(source(text))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test("an unknown name is an error, with the name that was meant")
    func unknownNames() throws {
        let text =
            "Subject: {{ticket.subjekt}}\n\nok {{ticket.id}}\n{{#people}}{{nme}}{{/people}}\n"
            + "{{#nothing}}{{ticket.id}}{{/nothing}}{{^nowhere}}{{/nowhere}}{{ticket.id.more}}"
        #expect(
            try problems(text, html: "<p>\n{{tikket.id}}") == [
                "header Subject, line 1, column 10: unknown name \"ticket.subjekt\"; did you mean"
                    + " \"ticket.subject\"?",
                "text part, line 4, column 12: unknown name \"nme\"; did you mean \"name\"?",
                "text part, line 5, column 1: unknown name \"nothing\"",
                "text part, line 5, column 38: unknown name \"nowhere\"",
                "text part, line 5, column 62: unknown name \"ticket.id.more\"",
                "HTML part, line 2, column 1: unknown name \"tikket.id\"; did you mean \"ticket.id\"?",
            ])
    }

    @Test("a name is used as what it is")
    func wrongUses() throws {
        #expect(
            try problems("\n{{closed}}\n{{people}}\n{{ticket}}\n{{#people}}{{.}}{{/people}}") == [
                "text part, line 2, column 1: \"closed\" is yes or no: use {{#closed}}…{{/closed}}",
                "text part, line 3, column 1: \"people\" is a list: use {{#people}}…{{/people}}",
                "text part, line 4, column 1: \"ticket\" has parts of its own: name one, for example"
                    + " {{ticket.id}}",
                "text part, line 5, column 12: \".\" has parts of its own: name one, for example {{name}}",
            ])
        #expect(try problems("\n{{#closed}}{{#ticket}}{{id}}{{/ticket}}{{/closed}}").isEmpty)
        #expect(try problems("\n{{#lines}}> {{.}}\n{{/lines}}").isEmpty)
    }

    @Test("values fit a shape when each has every name and no other")
    func shapes() {
        let good: TemplateValue = .object([
            "ticket": .object(["id": .text("1"), "subject": .none]), "closed": .flag(true),
            "people": .list([.object(["name": .text("Ada")])]), "lines": .list([.text("x")]),
        ])
        #expect(Self.shape.fits(good))
        #expect(!Self.shape.fits(.object(["ticket": .none])))
        #expect(!TemplateShape.object(["a": .text]).fits(.object(["a": .flag(true)])))
        #expect(!TemplateShape.object(["a": .text]).fits(.object(["a": .none, "b": .none])))
        #expect(
            Self.shape.names == [
                "closed", "lines", "people", "people.name", "ticket", "ticket.id", "ticket.subject",
            ])
    }

    @Test("a language is looked for from the exact tag to the plain one, then English, then any")
    func languages() throws {
        let set = TemplateSet(
            ["en", "ru", "pt-br"].map {
                TemplateSource(name: "a", language: $0, text: "\n\($0)", html: nil)
            } + [TemplateSource(name: "b", language: "fi", text: "\nfi", html: nil)])
        func found(_ name: String, _ wishes: [String]) -> String? {
            set.find(name, for: wishes, queue: nil)?.language
        }
        #expect(found("a", ["ru-RU"]) == "ru")
        #expect(found("a", ["de-DE", "RU"]) == "ru")
        #expect(found("a", ["pt-BR"]) == "pt-br")
        #expect(found("a", ["pt"]) == "en")
        #expect(found("b", ["ru"]) == "fi")
        #expect(found("c", ["ru"]) == nil)
    }

    private static let shape: TemplateShape = .object([
        "ticket": .object(["id": .text, "subject": .text]), "closed": .flag,
        "people": .list(.object(["name": .text])), "lines": .list(.text),
    ])

    private func source(_ text: String, html: String? = nil) -> TemplateSource {
        TemplateSource(name: "test", language: "en", text: text, html: html)
    }

    private func problems(_ text: String, html: String? = nil) throws -> [String] {
        // The unclosed `<p>` of these tests is fine: HTML is not parsed, only filled.
        try TemplateText.parse(source(text, html: html)).check(against: Self.shape)
            .map(\.description)
    }
}
