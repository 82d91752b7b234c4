import Foundation
import Scrips
import Templates
import Testing
import Tickets

@Suite("Webhook and Run")
struct CallActionTests {
    private func outcome(
        _ action: String, _ argument: ScripArgument, _ scene: Scene, template: String? = nil
    ) throws -> ScripOutcome {
        scene.run(try ScripAction(named: action, argument: argument), template: template)
    }

    private func webhook(
        _ argument: [String: ScripArgument], _ scene: Scene, template: String? = nil
    ) throws -> Webhook? {
        let all = try outcome("Webhook", .object(argument), scene, template: template).effects
        guard case .call(.webhook(let webhook))? = all.first else { return nil }
        return webhook
    }

    private func scene(
        _ kind: Transaction.Kind = .correspond, template: String = ""
    ) throws -> Scene {
        var scene = try Scene(kind)
        scene.snapshot.nonce = "k3"
        scene.templates = TemplateSet([
            TemplateSource(name: "chat", language: "en", text: template, html: nil)
        ])
        return scene
    }

    @Test("the document tells ticket, transaction and people, and no Cc or AdminCc")
    func document() throws {
        let found = try webhook(
            ["url": "https://example.org/{ticket}/{delivery}"], try scene())
        let made = try #require(found)
        #expect(made.id == "42-\(try scene().snapshot.transaction.id)-test-k3")
        #expect(made.url == "https://example.org/42/\(made.id)")
        #expect(made.method == .post)
        #expect(made.contentType == "application/json")
        #expect(made.timeoutSeconds == 15)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(made.body.utf8)) as? [String: Any])
        #expect(document["version"] as? Int == 1)
        #expect(document["event"] as? String == "Correspond")
        #expect(document["delivery"] as? String == made.id)
        let ticket = try #require(document["ticket"] as? [String: Any])
        #expect(made.body.contains("rita.writer@example.com"))
        #expect(ticket["created"] as? String == "2026-11-18T11:06:40.000Z")
        for address in ["carl.reader", "bo.example", "cleo.example", "quinn.reader"] {
            #expect(!made.body.contains("\(address)@"), "\(made.body)")
        }
    }

    @Test("a comment goes out only where the scrip says internal")
    func comments() throws {
        let silent = try outcome(
            "Webhook", .object(["url": "https://example.org/"]), try scene(.comment))
        #expect(silent.effects.isEmpty)
        guard case .notApplicable = silent.result else {
            Issue.record("\(silent)")
            return
        }
        let told = try webhook(
            ["url": "https://example.org/", "internal": "true"], try scene(.comment))
        #expect(told?.body.contains("\"is_internal\":true") == true)
    }

    @Test("a template's values cannot end the text that they stand in")
    func templates() throws {
        var scene = try scene(template: "\n{\"text\": \"{{ticket.subject}}\"}")
        scene.snapshot.ticket.subject = "\"}, \"x\": \"\\ \u{1}\n ä"
        let json = try webhook(["url": "https://example.org/"], scene, template: "chat")
        let body = try JSONSerialization.jsonObject(with: Data((json?.body ?? "").utf8))
        #expect(body as? [String: String] == ["text": "\"}, \"x\": \"\\ ä"])

        scene.templates = TemplateSet([
            TemplateSource(
                name: "chat", language: "en", text: "\nBody={{ticket.subject}}&x=1", html: nil)
        ])
        scene.snapshot.ticket.subject = "a&b=c +ä"
        let form = try webhook(
            ["url": "https://example.org/", "format": "form"], scene, template: "chat")
        #expect(form?.body == "Body=a%26b%3Dc+%2B%C3%A4&x=1")
        #expect(form?.contentType == "application/x-www-form-urlencoded")
    }

    @Test("a template that makes no JSON is a failed scrip, and nothing is sent")
    func brokenTemplate() throws {
        let outcome = try outcome(
            "Webhook", .object(["url": "https://example.org/"]),
            try scene(template: "\n{\"text\": {{ticket.subject}}}"), template: "chat")
        guard case .failed(let reason, _) = outcome.result else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reason.contains("does not make JSON"))
    }

    @Test("Run names a program, its arguments and its input")
    func run() throws {
        let outcome = try outcome(
            "Run",
            .object([
                "program": "label", "arguments": .list(["--ticket", "{ticket}"]), "timeout": "1m",
            ]), try scene())
        guard case .call(.program(let run))? = outcome.effects.first else {
            Issue.record("\(outcome)")
            return
        }
        #expect(run.program == "label")
        #expect(run.arguments == ["--ticket", "42"])
        #expect(run.timeoutSeconds == 60)
        #expect(run.input.contains("\"event\":\"Correspond\""))
    }

    @Test(
        "mistakes are told with their place",
        arguments: [
            ("Webhook", .object([:]), "expected keys"),
            ("Webhook", .object(["secret": "x"]), "\"url\" is missing"),
            ("Webhook", .object(["url": "chat.example.org"]), ".url: expected an address"),
            ("Webhook", .object(["url": "https://e.org/{subject}"]), ".url: unknown \"{subject}\""),
            (
                "Webhook", .object(["url": "https://e.org", "secrets": "x"]),
                "did you mean \"secret\"?"
            ),
            ("Webhook", .object(["url": "https://e.org", "secret": "../x"]), ".secret: expected"),
            (
                "Webhook", .object(["url": "https://e.org", "headers": .object(["Host": "x"])]),
                "the header Host is not yours to set"
            ),
            (
                "Webhook",
                .object(["url": "https://e.org", "headers": .object(["X": "a\r\nB: c"])]),
                "holds a control character"
            ),
            ("Webhook", .object(["url": "https://e.org", "timeout": "1h"]), ".timeout: expected"),
            (
                "Webhook", .object(["url": "http://e.org/{secret:y}"]),
                ".url: {secret:y} goes only over https, or to this machine"
            ),
            (
                "Webhook",
                .object(["url": "http://e.org/", "headers": .object(["X-Key": "{secret:y}"])]),
                ".url: {secret:y} goes only over https"
            ),
            (
                "Run", .object(["program": "x", "arguments": .list(["{subject}"])]),
                "unknown \"{subject}\"; expected {ticket} or {delivery}"
            ),
            ("Run", .object(["program": "../sh"]), ".program: expected the name of a file"),
            (
                "Run", .object(["program": "x", "arguments": .list(["{secret:y}"])]),
                "no place for a secret"
            ),
        ] as [(String, ScripArgument, String)])
    func mistakes(action: String, argument: ScripArgument, words: String) {
        let problem = #expect(throws: ScripProblem.self) {
            try ScripAction(named: action, argument: argument)
        }
        #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "")")
    }
}
