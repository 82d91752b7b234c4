import Templates
import Testing

@Suite("What a template may cost")
struct LimitTests {
    @Test("lists within lists stop before the result is made")
    func multiplying() throws {
        let list = TemplateValue.list(Array(repeating: .text("x"), count: 200))
        for inner in ["{{.}}", ""] {
            let body = "{{#l}}{{#l}}{{#l}}{{#l}}\(inner){{/l}}{{/l}}{{/l}}{{/l}}"
            let text = try TemplateText.parse(source("\n" + body, html: body))
            let error = #expect(throws: TemplateError.self) {
                try text.render(.object(["l": list]))
            }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test("going through a list counts, also where nothing stands in it")
    func empty() throws {
        let list = TemplateValue.list(Array(repeating: .text("x"), count: 2_000))
        let text = try TemplateText.parse(source("\n{{#l}}{{#l}}{{/l}}{{/l}}"))
        let error = #expect(throws: TemplateError.self) { try text.render(.object(["l": list])) }
        #expect(error?.code == .tooLarge)
    }

    @Test("a header has a limit of its own")
    func header() throws {
        let text = try TemplateText.parse(source("Subject: {{v}}\n\n."))
        let long = String(repeating: "x", count: TemplateText.headerBytesMax + 1)
        let error = #expect(throws: TemplateError.self) {
            try text.render(.object(["v": .text(long)]))
        }
        #expect(error?.part == .header("Subject"))
        #expect(error?.code == .tooLarge)
    }

    @Test("a time is written by whoever knows the reader, and only when it is shown")
    func moments() throws {
        var asked: [Int64] = []
        let text = try TemplateText.parse(source("\n{{#due}}{{due}}{{/due}}{{^told}}-{{/told}}"))
        let filled = try text.render(.object(["due": .time(5), "told": .none])) {
            asked.append($0)
            return "<\($0)>"
        }
        #expect(filled.text == "<5>-")
        #expect(asked == [5])
        let none = try TemplateText.parse(source("\n{{#due}}x{{/due}}"))
        _ = try none.render(.object(["due": .time(5)])) { _ in
            Issue.record("asked although it is not shown")
            return ""
        }
    }

    @Test("HTML: from-text makes the HTML part, in which nothing of the text is HTML")
    func madeHTML() throws {
        let text = try TemplateText.parse(source("HTML: from-text\n\n{{v}}\n"))
        let filled = try text.render(.object(["v": .text("<b>\n&c\n\n \n\nd")]))
        #expect(filled.text == "<b>\n&c\n\n \n\nd\n")
        #expect(filled.html?.contains("<p>&lt;b&gt;<br>\n&amp;c</p>\n<p>d</p>\n") == true)
        let error = #expect(throws: TemplateError.self) {
            try TemplateText.parse(source("HTML: from-text\n\n.", html: "<p>"))
        }
        #expect(error?.code == .badHeader)
    }

    @Test("what HTML: from-text makes has the limit of every part")
    func madeHTMLLimit() throws {
        let text = try TemplateText.parse(source("HTML: from-text\n\n{{v}}"))
        // Each of them becomes several bytes.
        for letter in ["&", "\n\n.", "a\n"] {
            let count = TemplateText.renderedBytesMax / letter.utf8.count - 1
            let long = TemplateValue.text(String(repeating: letter, count: count))
            let error = #expect(throws: TemplateError.self) {
                try text.render(.object(["v": long]))
            }
            #expect(error?.code == .tooLarge)
            #expect(error?.part == .html)
        }
        let short = TemplateValue.text(String(repeating: "&", count: 200_000))
        #expect(try text.render(.object(["v": short])).html?.utf8.count ?? 0 > 1_000_000)
    }

    @Test("where only HTML is written the text is empty, for whoever sends the mail to make it")
    func onlyHTML() throws {
        for text in ["", "Subject: s\n\n \n"] {
            let template = try TemplateText.parse(source(text, html: "<p>{{v}}</p>"))
            let filled = try template.render(.object(["v": .text("x")]))
            #expect(filled.text.isEmpty)
            #expect(filled.html == "<p>x</p>")
        }
    }

    private func source(_ text: String, html: String? = nil) -> TemplateSource {
        TemplateSource(name: "test", language: "en", text: text, html: html)
    }
}
