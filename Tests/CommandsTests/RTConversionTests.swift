import Foundation
import Templates
import Testing

@testable import Commands

@Suite("Templates of RT")
struct RTConversionTests {
    @Test("a simple template becomes one of ours, word by word")
    func simple() throws {
        let conversion = RTConversion(
            template(
                "Admin Comment",
                """
                Subject: [Comment] {$TicketSubject}
                RT-Attach-Message: yes
                Precedence: bulk
                X-Team: {$TicketQueueName}

                Hello { $Requestor },
                {$TransactionContent}
                {$Ticket->OwnerObj->Name} {$rtname} {$Transaction->Content()}
                """), language: "de")
        let source = try #require(conversion.source)
        #expect(source.key == TemplateKey(name: "admin-comment", language: "de"))
        #expect(
            source.text == """
                Subject: [Comment] {{ticket.subject}}
                Attachments: yes
                X-Team: {{queue.name}}

                Hello {{#requestors}}{{address}} {{/requestors}},
                {{message.text}}
                {{#owner}}{{name}}{{/owner}}{{^owner}}Nobody{{/owner}} {{site.name}} {{message.text}}
                """)
        #expect(source.html == nil)
        #expect(conversion.notes.map(\.line) == [3])
    }

    @Test(
        "times, dates, priorities and custom fields become ours",
        arguments: [
            ("{$TicketCFSite}", "{{ticket.field.site}}"),
            ("{$TicketCFRootCause}", "{{ticket.field.root_cause}}"),
            ("{$TicketCFSLA}", "{{ticket.field.sla}}"),
            ("{$Ticket->FirstCustomFieldValue('Root cause')}", "{{ticket.field.root_cause}}"),
            ("{$TicketTimeWorked}", "{{ticket.timeWorked}}"),
            ("{$TicketTimeLeft}", "{{ticket.timeLeft}}"),
            ("{$TicketTimeEstimated}", "{{ticket.timeEstimated}}"),
            ("{$TicketTold}", "{{ticket.told}}"), ("{$TicketStarts}", "{{ticket.starts}}"),
            ("{$TicketStarted}", "{{ticket.started}}"),
            ("{$TicketResolved}", "{{ticket.resolved}}"),
            ("{$TicketFinalPriority}", "{{ticket.finalPriority}}"),
            ("{$Ticket->ToldAsString}", "{{ticket.told}}"),
            ("{$Ticket->ResolvedObj->AsString()}", "{{ticket.resolved}}"),
        ])
    func names(theirs: String, ours: String) throws {
        let conversion = RTConversion(template("a", "\n\(theirs)\n"), language: "en")
        #expect(conversion.problems == [])
        #expect(conversion.source?.text == "\n\(ours)\n")
        #expect(conversion.notes.isEmpty == !ours.contains("field."))
    }

    @Test("an HTML template becomes HTML, its plain part made from that")
    func html() throws {
        let conversion = RTConversion(
            template(
                "Correspondence in HTML", "Content-Type: text/html\r\n\r\n<p>{$TicketId}</p>\r\n",
                queue: "Sales"),
            language: "en")
        let source = try #require(conversion.source)
        #expect(
            source.key
                == TemplateKey(name: "correspondence-in-html", language: "en", queue: "Sales"))
        #expect(source.text == "\n")
        #expect(source.html == "<p>{{ticket.id}}</p>\n")
    }

    @Test(
        "what needs a person is told with its line, and nothing is taken over",
        arguments: [
            ("\nHello\n{loc(\"x\")}", 3, "Perl code: {loc(\"x\")}"),
            (
                "\n{ my $x = { a => 1 };\n $x }\n{$TicketId}", 2,
                "Perl code: {my $x = { a => 1 }; $x}"
            ),
            (
                "\n{$TicketSubjekt}", 2,
                "{$TicketSubjekt}: there is no such name here; did you mean {$TicketSubject}?"
            ),
            ("\n{$WebURL}", 2, "{$WebURL}: there are no web pages to point at"),
            (
                "From: x@example.org\n\nx", 1,
                "a template may set Subject, Attachments, HTML and X- headers, not From"
            ),
            ("Subject: x\nno header\n\nx", 2, "a header was expected, found \"no header\""),
            (
                "\n{$TransactionTimeTaken}", 2,
                "{$TransactionTimeTaken}: templates have the ticket's time only:"
                    + " {$TicketTimeWorked}"
            ),
            ("\nopen { brace", 2, "{ without }"),
            ("\n{{$TicketId}}", 2, "Perl code: {{$TicketId}}"),
            (
                "Content-Type: text/html\n\n<a href=\"{$TicketSubject}\">", 3,
                "{{ticket.subject}}: a value cannot begin the address in \"href\": write"
                    + " https://HOST/ or mailto: before it"
            ),
            (
                "", nil,
                "nothing is written here; only a queue's own template may be empty, to send no mail"
            ),
        ] as [(String, Int?, String)])
    func persons(text: String, line: Int?, message: String) {
        let conversion = RTConversion(template("a", text), language: "en")
        #expect(conversion.source == nil)
        #expect(conversion.problems == [RTConversion.Remark(line: line, text: message)])
    }

    @Test("a name without Latin letters needs a person")
    func names() {
        #expect(RTConversion(template("Ответ", "\nx"), language: "en").source == nil)
        #expect(RTConversion.name(from: "Admin Comment (HTML)") == "admin-comment-html")
    }

    @Test("a dump in JSON has many templates, for all queues or for one")
    func dump() throws {
        let json = """
            {"Templates": [{"Name": "A", "Queue": 0, "Content": "\\nx", "Type": "Simple"},
             {"Name": "B", "Queue": "Sales", "Content": ""}, {"Name": "C", "Queue": "0"}]}
            """
        let all = try RTTemplate.read(Array(json.utf8), file: "dump.json")
        #expect(all.map { "\($0.name) \($0.queue ?? "-")" } == ["A -", "B Sales", "C -"])
        let silent = RTConversion(all[1], language: "en")
        #expect(silent.source?.isEmpty == true)
        for bad in ["{}", "[", "{\"Templates\": 1}"] {
            #expect(throws: CommandFailure.self) {
                try RTTemplate.read(Array(bad.utf8), file: "dump.json")
            }
        }
        #expect(throws: CommandFailure.self) {
            try RTTemplate.read(Array("@Templates = ({});".utf8), file: "initialdata")
        }
        #expect(
            try RTTemplate.read(Array("\nx".utf8), file: "d/Status Change.txt").map(\.name) == [
                "Status Change"
            ])
    }

    @Test(
        "what is wrong with a dump is told with its place",
        arguments: [
            ("{\"Templates\": [\n {\"Name\": \"ä\",,}]}", "d.json:2:15: not JSON; expected {"),
            ("{\"Templates\": [\n", "d.json:2:1: not JSON; expected {"),
            (
                "{\"Templates\": [{\"Name\": \"a\"}, {\"Content\": \"\"}]}",
                "d.json: Templates[1]: \"Name\" is missing"
            ),
            ("{\"Templates\": [{\"Name\": 1}]}", "d.json: Templates[0].Name: of the wrong kind"),
            ("[]", "d.json: expected {"),
        ])
    func brokenDump(json: String, message: String) {
        let failure = #expect(throws: CommandFailure.self) {
            try RTTemplate.read(Array(json.utf8), file: "d.json")
        }
        #expect(failure?.text.hasPrefix(message) == true, "\(failure?.text ?? "")")
    }

    @Test("a file that cannot be read needs a person")
    func unread() {
        let conversion = RTConversion(
            RTTemplate(unread: "d/Old Mail.txt", because: "not UTF-8"), language: "en")
        #expect(conversion.source == nil)
        #expect(conversion.name == "old-mail")
        #expect(conversion.problems == [RTConversion.Remark(line: nil, text: "not UTF-8")])
    }

    private func template(_ name: String, _ content: String, queue: String? = nil) -> RTTemplate {
        RTTemplate(name: name, queue: queue, type: nil, content: content)
    }
}

@Suite("The page about templates")
struct TemplatePageTests {
    @Test("docs/templates.md has every name; RECORD=1 writes its table anew")
    func names() throws {
        let path =
            URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path + "/docs/templates.md"
        let page = try String(contentsOfFile: path, encoding: .utf8)
        let begin = "<!-- names: made by RECORD=1 swift test --filter TemplatePageTests -->\n"
        let start = try #require(page.range(of: begin)).upperBound
        let end = try #require(page.range(of: "<!-- end of names -->")).lowerBound
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            let fresh = page[..<start] + TemplateNameReport.markdown + page[end...]
            try String(fresh).write(toFile: path, atomically: true, encoding: .utf8)
            return
        }
        #expect(page[start..<end] == TemplateNameReport.markdown, "RECORD=1 writes it anew")
    }
}
