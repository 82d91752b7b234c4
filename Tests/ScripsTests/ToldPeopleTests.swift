import Scrips
import Templates
import Testing
import Tickets

@Suite("Nobody is told the same twice")
struct ToldPeopleTests {
    private static let staff = ScripAction.notify(.adminCcs, asComment: false)
    private static let others = ScripAction.notify(.requestorsAndCcs, asComment: false)

    /// Bo is AdminCc and Cc.
    private func scene() throws -> Scene {
        var scene = try Scene()
        scene.seat(Scene.bo, [.init(.adminCc), .init(.cc)])
        scene.snapshot.message = Scene.message("It burns.")
        return scene
    }

    private func scrip(
        _ name: String, _ action: ScripAction, template: String, order: Int64,
        on condition: ScripCondition = .onTransaction, search: String? = nil
    ) -> Scrip {
        Scrip(
            name: name, condition: condition, action: action, template: template, order: order,
            search: search)
    }

    private func outcomes(
        _ scene: Scene, _ scrips: [Scrip], mailed: [Scrip: [Notification]] = [:]
    ) -> [ScripOutcome] {
        ScripEngine.run(
            scrips: scrips, templates: scene.templates, snapshot: scene.snapshot, mailed: mailed)
    }

    private func decision(_ outcome: ScripOutcome) -> MailDecision.Outcome? {
        outcome.decisions.first { $0.user == Scene.bo.id }?.outcome
    }

    @Test("who sits in two roles gets the mail of the first scrip")
    func twoRoles() throws {
        let found = outcomes(
            try scene(),
            [
                scrip("two", Self.others, template: "files", order: 20),
                scrip("one", Self.staff, template: "quote", order: 10),
            ])
        #expect(found.map(\.scrip) == ["one", "two"])
        #expect(found.map(decision) == [.mailed, .alreadyTold])
        let second = try #require(found.last).effects.flatMap { effect -> [EmailAddress] in
            if case .notify(let mail) = effect { mail.recipients } else { [] }
        }
        #expect(!second.isEmpty)
        #expect(!second.contains { Scene.bo.addresses.contains($0) })
    }

    @Test("spelling a search differently makes no other occasion")
    func spelling() throws {
        let first = scrip("one", Self.staff, template: "files", order: 10, search: "Status = 'new'")
        let second = scrip("two", Self.others, template: "files", order: 20, search: "status='new'")
        #expect(outcomes(try scene(), [first, second]).map(decision) == [.mailed, .alreadyTold])
    }

    @Test(
        "a mail counts as told only if whoever has it misses nothing",
        arguments: ["mention", "empty", "unshown", "bare", "html", "plain"])
    func misses(template: String) throws {
        var scene = try scene()
        let file = Attachment(
            path: "2", filename: "log.txt", contentType: "text/plain", sizeBytes: 3, sha256: "")
        scene.snapshot.message = Scene.message("It burns.\n\nA < B", attachments: [file])
        let texts: [String: String] = [
            // Names the message and does not show it.
            "mention": "Attachments: yes\n\n{{#message}}Mail from {{author}}.{{/message}}\n",
            "empty": "Attachments: yes\n\n{{^message}}{{message.text}}{{/message}}\n",
            "unshown": "Attachments: yes\n\nIt burns. A < B {{message.text}}\n",
            // Leaves the files out.
            "bare": "\n{{message.text}}\n",
            "html": "Attachments: yes\n\n{{message.text}}\n",
        ]
        let made = texts.map { name, text in
            TemplateSource(
                name: name, language: "en", text: text,
                html: name == "html" ? "<p>It burns.</p>" : nil)
        }
        scene.templates = TemplateSet(Scene.sources + made)
        let found = outcomes(
            scene,
            [
                scrip("one", Self.staff, template: template, order: 10),
                scrip("two", Self.others, template: "files", order: 20),
            ])
        #expect(found.map(decision) == [.mailed, .mailed])
    }

    @Test(
        "what says more than an earlier mail goes out",
        arguments: [
            "\n{{message.text}}\nYou must approve it today.\n",
            "Subject: [ACTION] {{ticket.subject}}\n\n{{message.text}}\n",
        ])
    func more(text: String) throws {
        var scene = try scene()
        let urgent = TemplateSource(name: "urgent", language: "en", text: text, html: nil)
        let plain = TemplateSource(
            name: "message", language: "en", text: "\n{{message.text}}\n", html: nil)
        scene.templates = TemplateSet([urgent, plain])
        let scrips = [
            scrip("one", Self.staff, template: "message", order: 10),
            scrip("two", Self.others, template: "urgent", order: 20),
        ]
        #expect(outcomes(scene, scrips).map(decision) == [.mailed, .mailed])
        // The other way round, nothing new is said, unless under another subject.
        let reversed = [
            scrip("one", Self.staff, template: "urgent", order: 10),
            scrip("two", Self.others, template: "message", order: 20),
        ]
        let second: MailDecision.Outcome = text.hasPrefix("Subject") ? .mailed : .alreadyTold
        #expect(outcomes(scene, reversed).map(decision) == [.mailed, second])
    }

    @Test("what goes out from the comment address stands for nothing from the public one")
    func asComment() throws {
        let found = outcomes(
            try scene(),
            [
                scrip(
                    "one", .notify(.adminCcs, asComment: true), template: "files", order: 10),
                scrip("two", Self.others, template: "files", order: 20),
            ])
        #expect(found.map(decision) == [.mailed, .mailed])
    }

    @Test("another text, another condition or search, an autoreply is another mail")
    func others() throws {
        let first = scrip("one", Self.staff, template: "files", order: 10)
        let correspond = try ScripCondition(named: "On Correspond")
        for second in [
            scrip("two", Self.others, template: "plain", order: 20),
            scrip("two", Self.others, template: "files", order: 20, on: correspond),
            scrip("two", Self.others, template: "files", order: 20, search: "id > 0"),
        ] {
            #expect(outcomes(try scene(), [first, second]).map(decision) == [.mailed, .mailed])
        }
        var scene = try scene()
        scene.seat(Scene.bo, [.init(.adminCc), .init(.requestor)])
        let confirming = scrip("two", .autoreply, template: "files", order: 20)
        #expect(outcomes(scene, [first, confirming]).map(decision) == [.mailed, .mailed])
        let before = scrip("zero", .autoreply, template: "files", order: 0)
        #expect(outcomes(scene, [before, first]).map(decision) == [.mailed, .mailed])
    }

    @Test("the same template tells the same, be there a message or not")
    func sameTemplate() throws {
        let scrips = [
            scrip("one", Self.staff, template: "plain", order: 10),
            scrip("two", Self.others, template: "plain", order: 20),
        ]
        #expect(outcomes(try scene(), scrips).map(decision) == [.mailed, .alreadyTold])
    }

    @Test("a scrip that fails tells nobody")
    func failure() throws {
        let scrips = [
            scrip("one", Self.staff, template: "broken", order: 10),
            scrip("two", Self.others, template: "files", order: 20),
        ]
        #expect(outcomes(try scene(), scrips).map(decision) == [.scripFailed, .mailed])
    }

    @Test("mails of an earlier run count")
    func earlier() throws {
        let first = scrip("one", Self.staff, template: "quote", order: 10)
        let second = scrip("two", Self.others, template: "files", order: 20)
        let scene = try scene()
        let mails = outcomes(scene, [first]).flatMap(\.effects).compactMap { effect in
            if case .notify(let mail) = effect { mail } else { nil }
        }
        #expect(outcomes(scene, [second], mailed: [first: mails]).map(decision) == [.alreadyTold])
        #expect(outcomes(scene, [second], mailed: [first: []]).map(decision) == [.mailed])
    }
}
