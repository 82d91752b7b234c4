import Scrips
import Templates
import Testing
import Tickets

@Suite("The mail that a scrip makes")
struct NotificationTests {
    private let staff = ScripAction.notify(.ownerAndAdminCcs, asComment: false)

    @Test("a notification has the headers that a machine's mail should have")
    func headers() throws {
        let mail = try #require(try Scene().mails(staff).first)
        #expect(mail.from.name == "Dora Example via support")
        #expect(mail.from.address.value == "support@example.org")
        #expect(mail.replyTo?.value == "support@example.org")
        #expect(mail.subject == "[example.org #42] Printer on fire")
        #expect(mail.automation == .generated)
        #expect(mail.envelopeSender == "support@example.org")
        #expect(mail.messageID.value == "postern.42-117-test-en@mx.example.org")
        #expect(mail.date == Timestamp(milliseconds: 1_795_000_000_000))
        #expect(
            mail.headers == [
                .init("Precedence", "bulk"),
                .init("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
                .init("X-Postern-Loop", "example.org"),
                .init("X-Postern-Ticket", "example.org #42"),
            ])
        #expect(mail.text == "Hello.\n")
        #expect(mail.html == "<p>Hello.</p>\n")
        #expect(mail.to.first?.name == "Ada Example")
    }

    @Test("an autoreply is from the queue and has the null sender")
    func autoreply() throws {
        var scene = try Scene(.create, actor: Scene.rita)
        let mail = try #require(scene.mails(.autoreply).first)
        #expect(mail.automation == .replied)
        #expect(mail.envelopeSender.isEmpty)
        #expect(mail.from.name == "Example Support")
        #expect(mail.replyTo?.value == "support@example.org")
        scene.snapshot.queue.description = ""
        #expect(scene.mails(.autoreply).first?.from.name == "support")
    }

    @Test("a queue without an address sends from the fallback")
    func senders() throws {
        var scene = try Scene()
        scene.snapshot.queue.correspondAddress = nil
        scene.snapshot.envelopeSender = EmailAddress("bounces@example.org")
        let mail = try #require(scene.mails(staff).first)
        #expect(mail.from.address.value == "postern@example.org")
        #expect(mail.envelopeSender == "bounces@example.org")
    }

    @Test(
        "a person's name cannot pretend to be an address",
        arguments: [
            ("Rita Writer", "Rita Writer via support"),
            ("ceo@example.net", "ceo via support"),
            ("\"Boss\" <ceo@example.net>", "Boss ceo via support"),
            ("ceo\u{FF20}example.net", "ceo via support"),
            ("Rita\r\nBcc: x@example.net", "Rita Bcc x via support"),
            ("Rita\u{0}\u{202E}Writer", "Rita Writer via support"),
            ("R\u{200B}ita", "Rita via support"),
            ("\"\\<>", "support"), ("@@@", "support"),
            (
                String(repeating: "x", count: 500),
                String(repeating: "x", count: 64) + " via support"
            ),
        ])
    func names(name: String, shown: String) throws {
        var scene = try Scene()
        scene.snapshot.actor.realName = name
        #expect(scene.mails(staff).first?.from.name == shown)
    }

    @Test("the system's own doing is from the queue alone, a nameless person's from their account")
    func otherActors() throws {
        var scene = try Scene()
        scene.snapshot.actor = User(id: User.systemID, name: "system")
        #expect(scene.mails(staff).first?.from.name == "support")
        scene.snapshot.actor = User(id: UserID(60), name: "noname@example.net")
        #expect(scene.mails(staff).first?.from.name == "noname via support")
    }

    @Test(
        "no line end in a subject, name or queue starts a header",
        arguments: ["\r\n", "\n", "\r", "\u{0}", "\u{85}", "\u{2028}"])
    func injection(end: String) throws {
        let evil = "x\(end)Bcc: evil@example.net"
        var scene = try Scene()
        scene.snapshot.ticket.subject = evil
        scene.snapshot.actor.realName = evil
        scene.snapshot.queue.name = evil
        scene.snapshot.queue.description = evil
        scene.snapshot.queue.subjectTag = evil
        scene.snapshot.people = [
            SnapshotPerson(
                user: User(
                    id: UserID(70), name: "n", realName: evil, isPrivileged: true,
                    addresses: [EmailAddress("n@example.org")].compactMap { $0 }),
                seats: [.init(.owner), .init(.requestor)])
        ]
        for action in [staff, .autoreply] {
            let mail = try #require(scene.mails(action).first)
            let values =
                [mail.subject, mail.from.name ?? "", mail.to.first?.name ?? ""]
                + mail.headers.map(\.value)
            for value in values {
                #expect(!value.unicodeScalars.contains { $0.value < 32 || $0.value == 0x85 })
                #expect(!value.contains("\u{2028}"))
            }
        }
    }

    @Test(
        "our tag stands in the subject once",
        arguments: [
            ("Printer", "[example.org #42] Printer"),
            ("[example.org #42] Printer", "[example.org #42] Printer"),
            ("Re: [example.org #42] Printer", "[example.org #42] Re: Printer"),
            ("Re: [EXAMPLE.ORG #7] [old.example #42] Printer", "[example.org #42] Re: Printer"),
            ("[https://example.org #42 ] Printer", "[example.org #42] Printer"),
            ("[sales #3] Printer", "[example.org #42] Printer"),
            ("[other.example #79] Printer", "[example.org #42] [other.example #79] Printer"),
            ("[exa[example.org #1]mple.org #2] x", "[example.org #42] x"),
            (
                "[comment] [#12] [example.org 12]",
                "[example.org #42] [comment] [#12] [example.org 12]"
            ),
            ("", "[example.org #42]"), ("[example.org #42]", "[example.org #42]"),
        ])
    func tagOnce(subject: String, tagged: String) throws {
        var scene = try Scene()
        scene.snapshot.ownTags = ["sales"]
        scene.snapshot.ticket.subject = subject
        #expect(scene.mails(staff).first?.subject == tagged)
    }

    @Test("a queue's own tag takes the place of the site's")
    func queueTag() throws {
        var scene = try Scene()
        scene.snapshot.queue.subjectTag = "Help Desk"
        scene.snapshot.ticket.subject = "Re: [help desk #42] [example.org #42] Printer"
        #expect(scene.mails(staff).first?.subject == "[Help Desk #42] Re: Printer")
    }

    @Test("each language has its own mail with its own Message-ID")
    func languages() throws {
        var scene = try Scene()
        scene.snapshot.queue.language = "ru"
        scene.seat(
            Scene.user(10, "Ada Example", isPrivileged: true, language: "en-GB"), [.init(.owner)])
        scene.seat(
            Scene.user(12, "Cleo Example", isPrivileged: true, language: "de"), [.init(.adminCc)])
        let mails = scene.mails(staff)
        #expect(mails.map(\.text) == ["Hello.\n", "Привет.\n"])
        #expect(mails[0].to.names == ["ada"])
        #expect(mails[0].bcc.isEmpty)
        #expect(mails[1].to.isEmpty)
        #expect(mails[1].bcc.names == ["bo", "cleo"])
        #expect(
            mails.map(\.messageID.value) == [
                "postern.42-117-test-en@mx.example.org", "postern.42-117-test-ru@mx.example.org",
            ])
    }

    @Test("no two mails of a transaction share a Message-ID, and the same run makes the same ones")
    func messageIDs() throws {
        let scene = try Scene()
        let names = ["a", "a-b", "Привет", "привет", "a b", "A"]
        // Each waits for something else, or only the first would mail.
        let scrips = names.map { name in
            Scrip(
                name: name, condition: .onTransaction, action: staff, template: "plain",
                search: "Subject != '\(name)'")
        }
        func ids() -> [String] {
            ScripEngine.run(scrips: scrips, templates: scene.templates, snapshot: scene.snapshot)
                .flatMap(\.effects).compactMap { effect in
                    if case .notify(let mail) = effect { mail.messageID.value } else { nil }
                }
        }
        #expect(ids().count == names.count)
        #expect(Set(ids()).count == names.count)
        #expect(ids() == ids())
    }

    @Test("a mail answers the newest mail that its recipients have")
    func threading() throws {
        func mail(_ id: String, _ users: [User]) -> ThreadMail? {
            MessageID(id).map { ThreadMail(id: $0, holders: Set(users.flatMap(\.addresses))) }
        }
        var scene = try Scene()
        scene.snapshot.thread = [
            mail("one@example.com", [Scene.rita]), mail("auto@example.org", [Scene.rita]),
            mail("staff@example.org", [Scene.ada, Scene.bo, Scene.cleo]),
            mail("two@example.com", [Scene.rita, Scene.carl]),
            mail("bo@example.org", [Scene.bo]),
        ].compactMap { $0 }
        let requestor = try #require(scene.mails(.notify(.requestors, asComment: false)).first)
        #expect(requestor.inReplyTo?.value == "two@example.com")
        #expect(
            requestor.references.map(\.value) == [
                "one@example.com", "auto@example.org", "two@example.com",
            ])
        let team = try #require(scene.mails(staff).first)
        #expect(team.inReplyTo?.value == "staff@example.org")
        #expect(team.references.map(\.value) == ["staff@example.org"])
        let ccs = try #require(scene.mails(.notify(.ccs, asComment: false)).first)
        #expect(ccs.references.map(\.value) == ["two@example.com"])
        // Rita and Carl have no mail in common with Ada's and Bo's comments.
        let everybody = try #require(scene.mails(.notify(.everybody, asComment: false)).first)
        #expect(everybody.inReplyTo?.value == "two@example.com")
        #expect(!everybody.references.map(\.value).contains("staff@example.org"))
        scene.snapshot.thread = []
        let first = try #require(scene.mails(staff).first)
        #expect(first.inReplyTo == nil)
        #expect(first.references.isEmpty)
    }

    @Test("files go along where the template says so, from the stored mail")
    func attachments() throws {
        let picture = Attachment(
            path: "1.2", filename: "fire.png", contentType: "image/png", sizeBytes: 12, sha256: "00"
        )
        var scene = try Scene()
        scene.snapshot.message = Scene.message("It burns.", attachments: [picture])
        let mail = try #require(scene.mails(staff, template: "files").first)
        #expect(mail.attachments == [.init(mail: MailID(9), attachment: picture)])
        #expect(mail.text == "It burns.\n")
        #expect(mail.subject == "[example.org #42] Printer on fire")
        #expect(scene.mails(staff).first?.attachments.isEmpty == true)
    }
}
