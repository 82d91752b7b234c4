import Scrips
import Templates
import Testing
import Tickets

@Suite("What a scrip does besides mailing")
struct ScripEffectTests {
    @Test(
        "Open Tickets and Open Inactive Tickets lead to the first active status",
        arguments: [
            ("new", "open", nil), ("open", nil, nil), ("stalled", "open", nil),
            ("resolved", "open", "open"), ("rejected", "open", "open"),
            ("unheard-of", nil, nil),
        ] as [(String, String?, String?)])
    func opening(status: String, open: String?, openInactive: String?) throws {
        var scene = try Scene()
        scene.snapshot.ticket.status = status
        #expect(newStatus(scene.run(.openTickets)) == open)
        #expect(newStatus(scene.run(.openInactiveTickets)) == openInactive)
    }

    @Test("a requestor's addition leaves a new ticket new")
    func newStaysNew() throws {
        var scene = try Scene(actor: Scene.rita)
        scene.snapshot.ticket.status = "new"
        #expect(scene.run(.openTickets).result == .notApplicable("\"new\" until staff answer"))
        scene.snapshot.ticket.status = "resolved"
        #expect(newStatus(scene.run(.openInactiveTickets)) == "open")
    }

    @Test("a robot reopens nothing")
    func robots() throws {
        var scene = try Scene(actor: Scene.rita)
        scene.snapshot.ticket.status = "resolved"
        for kind in MailKind.allCases where kind.isAutomatic {
            scene.snapshot.mailKind = kind
            #expect(scene.run(.openInactiveTickets).effects.isEmpty)
            #expect(scene.run(.openTickets).effects.isEmpty)
        }
        scene.snapshot.mailKind = nil
        scene.snapshot.transaction = Scene.transaction(.autoReply)
        #expect(scene.run(.openInactiveTickets).effects.isEmpty)
    }

    @Test(
        "another tracker's tag is kept in the ticket's subject",
        arguments: [
            ("[remote #79] Printer", "Printer [remote #79]"),
            ("[remote #79] [example.org #42] Printer", "Printer [remote #79]"),
            ("[a #1] [b #2] [a #1] [c #3] [d #4]", "Printer [a #1] [b #2] [c #3]"),
            ("[example.org #1] [https://example.org #2] [old.example #3]", nil),
            ("[comment] [#5]", nil), ("Printer", nil),
            ("[\(String(repeating: "x", count: 90)) #1]", nil),
        ] as [(String, String?)])
    func foreignTags(subject: String, changed: String?) throws {
        var scene = try Scene()
        scene.snapshot.ticket.subject = "Printer"
        scene.snapshot.message = Scene.message("x", subject: subject)
        #expect(newSubject(scene.run(.extractSubjectTag)) == changed)
    }

    @Test("a tag that is there already is not added again, and a long subject gives way to it")
    func foreignTagRoom() throws {
        var scene = try Scene()
        scene.snapshot.message = Scene.message("x", subject: "[Remote #79]")
        scene.snapshot.ticket.subject = "[remote #79] Printer"
        #expect(newSubject(scene.run(.extractSubjectTag)) == nil)
        scene.snapshot.ticket.subject = String(repeating: "x", count: 200)
        let subject = try #require(newSubject(scene.run(.extractSubjectTag)))
        #expect(subject.count == 200)
        #expect(subject.hasSuffix("x [Remote #79]"))
        scene.snapshot.message = nil
        #expect(scene.run(.extractSubjectTag).result == .notApplicable("nothing was written"))
    }

    @Test(
        "a broken scrip fails alone, with the reason and whom it would have mailed",
        arguments: [
            (
                "broken",
                "template \"broken\" (en): text part, line 2, column 1: unknown name \"nonsense\""
            ),
            (
                "unclosed",
                "template \"unclosed\" (en): text part, line 2, column 1: {{#message}} is never"
                    + " closed by {{/message}}"
            ),
            ("absent", "there is no template \"absent\""),
            (nil, "action \"Notify Owner and AdminCcs\" needs a template"),
        ] as [(String?, String)])
    func failures(template: String?, reason: String) throws {
        let scene = try Scene()
        let action = ScripAction.notify(.ownerAndAdminCcs, asComment: false)
        let scrips = [
            Scrip(name: "a", condition: .onTransaction, action: action, template: template),
            Scrip(name: "b", condition: .onTransaction, action: action, template: "plain"),
        ]
        let outcomes = ScripEngine.run(
            scrips: scrips, templates: scene.templates, snapshot: scene.snapshot)
        guard case .failed(let found, let decisions) = outcomes[0].result else {
            Issue.record("expected a failure, found \(outcomes[0].result)")
            return
        }
        #expect(found == reason)
        #expect(decisions.map(\.outcome) == [.scripFailed, .scripFailed, .scripFailed])
        #expect(outcomes[1].effects.count == 1)
    }

    @Test("what only staff may read becomes no public answer unless the scrip says so")
    func internalEntries() throws {
        var scene = try Scene(.status)
        func result(_ argument: ScripArgument?) throws -> ScripOutcome {
            scene.run(try ScripAction(named: "Record Correspondence", argument: argument))
        }
        #expect(try result(nil).effects.count == 1)
        // History shows requestors no forward either.
        scene.snapshot.transaction = Scene.transaction(.forwardTicket)
        #expect(
            try result(nil).result
                == .notApplicable(
                    "only staff may read it, and the scrip does not say internal: true"))
        #expect(try result(.object(["internal": "false"])).effects.isEmpty)
        #expect(try result(.object(["internal": "true"])).effects.count == 1)
    }

    @Test("the values of every kind of transaction have exactly the names of the shape")
    func valuesFitShape() throws {
        // A template that uses every text there is would miss a name that is gone; the check on
        // unknown names looks at the shape only. So both are held together through the engine.
        let names = ScripValues.shape.names
        #expect(names.contains("message.paragraphs.lines"))
        for kind in Transaction.Kind.allCases {
            var scene = try Scene(kind)
            #expect(ScripValues.shape.fits(ScripValues.tree(of: scene.snapshot)))
            scene.snapshot.message = Scene.message("a\n\nb")
            scene.snapshot.ticket.owner = nil
            scene.snapshot.people = []
            #expect(ScripValues.shape.fits(ScripValues.tree(of: scene.snapshot)))
        }
    }

    @Test("a text that is too long for a mail is cut between two characters, and says so")
    func longText() throws {
        var scene = try Scene()
        scene.templates = TemplateSet([
            TemplateSource(
                name: "plain", language: "en",
                text: "\n{{message.text}}{{#message.isCut}}…cut{{/message.isCut}}",
                html:
                    "{{#message.paragraphs}}<p>{{#lines}}{{.}}<br>\n{{/lines}}</p>\n{{/message.paragraphs}}"
            )
        ])
        let owner = ScripAction.notify(.owner, asComment: false)
        for piece in ["<", "\"", "ж", "\n\"\n", "&'x\r\n\r\n"] {
            let text = String(repeating: piece, count: 700_000)
            scene.snapshot.message = Scene.message("start" + text)
            let mail = try #require(scene.mails(owner).first)
            #expect(mail.text.hasSuffix("…cut"))
            #expect(mail.text.hasPrefix("start"))
            #expect(!mail.text.contains("\u{FFFD}"))
            #expect((mail.html?.utf8.count ?? 0) <= TemplateText.renderedBytesMax)
        }
    }

    @Test("the HTML part has the text as paragraphs, never the sender's HTML")
    func htmlOfMessage() throws {
        var scene = try Scene()
        scene.templates = TemplateSet([
            TemplateSource(
                name: "plain", language: "en", text: "\n{{message.text}}",
                html:
                    "{{#message.paragraphs}}<p>{{#lines}}{{.}}<br>{{/lines}}</p>{{/message.paragraphs}}"
            )
        ])
        scene.snapshot.message = Scene.message(
            "\r\n<b>hi</b>\r\n> old\u{7}\r\n \r\n\r\nbye\r\n\r\n")
        let mail = try #require(scene.mails(.notify(.owner, asComment: false)).first)
        #expect(mail.text == "<b>hi</b>\n> old\n \n\nbye")
        #expect(mail.html == "<p>&lt;b&gt;hi&lt;/b&gt;<br>&gt; old<br></p><p>bye<br></p>")
    }

    @Test(
        "what only staff may read is not quoted where others read, unless the scrip says so",
        arguments: [
            ("Set Field", ["Subject": "About {{message.text}}"]),
            ("Set Field", ["CF.{Note}": "{{#message.paragraphs}}x{{/message.paragraphs}}"]),
            ("Add Link", ["refers_to": "https://example.org/?q={{message.text}}"]),
        ] as [(String, [String: ScripArgument])])
    func quotedNotes(name: String, argument: [String: ScripArgument]) throws {
        let action = try ScripAction(named: name, argument: .object(argument))
        var allowed = argument
        allowed["internal"] = "true"
        let allowing = try ScripAction(named: name, argument: .object(allowed))
        for kind in [Transaction.Kind.comment, .correspond] {
            var scene = try Scene(kind)
            scene.snapshot.message = Scene.message("secret")
            #expect(scene.run(action).effects.isEmpty == (kind == .comment), "\(kind)")
            #expect(!scene.run(allowing).effects.isEmpty)
        }
        var scene = try Scene(.comment)
        scene.snapshot.message = Scene.message("secret")
        let plain = try ScripAction(
            named: "Set Field", argument: .object(["Subject": "{{ticket.id}}"]))
        #expect(!scene.run(plain).effects.isEmpty)
    }

    private func newStatus(_ outcome: ScripOutcome) -> String? {
        guard case .change(.status(let status))? = outcome.effects.first else { return nil }
        return status
    }

    private func newSubject(_ outcome: ScripOutcome) -> String? {
        guard case .change(.subject(let subject))? = outcome.effects.first else { return nil }
        return subject
    }
}
