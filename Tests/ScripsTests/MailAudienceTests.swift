import Scrips
import Testing
import Tickets

@Suite("Whom a scrip mails")
struct MailAudienceTests {
    @Test(
        "each audience stands where RT puts it",
        arguments: [
            (.autoreply, ["rita"], [], []),
            (.notify(.requestors, asComment: false), ["rita"], [], []),
            (.notify(.owner, asComment: false), ["ada"], [], []),
            (.notify(.ccs, asComment: false), ["quinn"], ["carl"], []),
            (.notify(.adminCcs, asComment: false), [], [], ["bo", "cleo"]),
            (.notify(.ownerAndAdminCcs, asComment: false), ["ada"], [], ["bo", "cleo"]),
            (.notify(.ownerOrAdminCcs, asComment: false), ["ada"], [], []),
            (.notify(.requestorsAndCcs, asComment: false), ["rita"], ["carl", "quinn"], []),
            (
                .notify(.everybody, asComment: false), ["rita"], ["carl", "quinn"],
                ["ada", "bo", "cleo"]
            ),
            (.notify(.requestors, asComment: true), [], [], []),
            (.notify(.owner, asComment: true), ["ada"], [], []),
            (.notify(.ccs, asComment: true), [], [], []),
            (.notify(.adminCcs, asComment: true), [], [], ["bo", "cleo"]),
            (.notify(.ownerAndAdminCcs, asComment: true), ["ada"], [], ["bo", "cleo"]),
            (.notify(.ownerOrAdminCcs, asComment: true), ["ada"], [], []),
            (.notify(.requestorsAndCcs, asComment: true), [], [], []),
            (.notify(.everybody, asComment: true), ["ada"], [], ["bo", "cleo"]),
        ] as [(ScripAction, [String], [String], [String])])
    func placement(action: ScripAction, to: [String], cc: [String], bcc: [String]) throws {
        let mails = try Scene().mails(action)
        #expect(mails.count == ((to + cc + bcc).isEmpty ? 0 : 1))
        #expect(mails.flatMap(\.to).names == to)
        #expect(mails.flatMap(\.cc).names == cc)
        #expect(mails.flatMap(\.bcc).names == bcc)
    }

    @Test("everybody who was considered has one decision", arguments: ScripAction.withoutArgument)
    func decisionsAreComplete(action: ScripAction) throws {
        guard action.template == .required else { return }
        var scene = try Scene()
        scene.seat(Scene.bo, [.init(.adminCc), .init(.cc), .init(.requestor)])
        let outcome = scene.run(action)
        let users = outcome.decisions.map(\.user)
        #expect(Set(users).count == users.count)
        let mailed = Set(outcome.decisions.filter(\.outcome.isMailed).map(\.address))
        let recipients = outcome.effects.flatMap { effect -> [EmailAddress] in
            if case .notify(let mail) = effect { mail.recipients } else { [] }
        }
        #expect(mailed == Set(recipients))
        #expect(mailed.count == recipients.count)
    }

    @Test("a role that nobody holds is told so")
    func nobody() throws {
        var scene = try Scene()
        scene.snapshot.people = []
        let outcome = scene.run(.notify(.ownerAndAdminCcs, asComment: false))
        #expect(outcome.effects.isEmpty)
        #expect(
            outcome.decisions == [
                MailDecision(address: nil, user: nil, role: .adminCc, outcome: .nobody)
            ])
    }

    @Test("the AdminCcs stand in for an owner whom no mail reaches")
    func ownerOrAdminCcs() throws {
        let action = ScripAction.notify(.ownerOrAdminCcs, asComment: false)
        var scene = try Scene()
        scene.snapshot.people.removeAll { $0.user.id == Scene.ada.id }
        #expect(scene.mails(action).flatMap(\.bcc).names == ["bo", "cleo"])
        scene.seat(
            Scene.user(10, "Ada Example", isPrivileged: true, isDisabled: true), [.init(.owner)])
        #expect(scene.mails(action).flatMap(\.bcc).names == ["bo", "cleo"])
        // Who did it themselves knows of it; that is no reason to wake the others.
        var own = try Scene(actor: Scene.ada)
        own.snapshot.transaction = Scene.transaction(.correspond, actor: Scene.ada)
        #expect(own.mails(action).isEmpty)
    }

    @Test("who did it is not mailed, unless the site wants it; the autoreply goes out anyway")
    func ownAction() throws {
        var scene = try Scene(actor: Scene.rita)
        let everybody = ScripAction.notify(.everybody, asComment: false)
        #expect(scene.decisions(everybody, about: Scene.rita) == ["Requestor: own action"])
        #expect(scene.mails(everybody).first?.to.names == ["quinn"])
        #expect(scene.decisions(.autoreply, about: Scene.rita) == ["Requestor: mailed"])
        scene.snapshot.site = Site(name: "example.org", domain: "example.org", notifiesActor: true)
        #expect(scene.decisions(everybody, about: Scene.rita) == ["Requestor: mailed"])
    }

    @Test("no own address, disabled user, dead address or missing address is mailed")
    func unreachable() throws {
        var scene = try Scene()
        let all = ScripAction.notify(.everybody, asComment: false)
        let queueUser = User(
            id: UserID(30), name: "loop",
            addresses: [EmailAddress("support@example.org")].compactMap { $0 })
        scene.seat(queueUser, [.init(.requestor)])
        let siteUser = User(
            id: UserID(31), name: "site",
            addresses: [EmailAddress("rt@example.net")].compactMap { $0 })
        scene.seat(siteUser, [.init(.cc)])
        scene.snapshot.site = Site(
            name: "example.org", domain: "example.org",
            ownAddresses: Set([EmailAddress("rt@example.net")].compactMap { $0 }))
        let gone = Scene.user(32, "Gone Reader", isDisabled: true)
        scene.seat(gone, [.init(.cc)])
        let mute = User(id: UserID(33), name: "mute")
        scene.seat(mute, [.init(.adminCc)])
        scene.snapshot.people.append(
            SnapshotPerson(
                user: Scene.user(34, "Back Bouncer"), hasBounced: true, seats: [.init(.cc)]))
        #expect(scene.decisions(all, about: queueUser) == ["Requestor: own address of the tracker"])
        #expect(scene.decisions(all, about: siteUser) == ["Cc: own address of the tracker"])
        #expect(scene.decisions(all, about: gone) == ["Cc: user is disabled"])
        #expect(scene.decisions(all, about: mute) == ["AdminCc: no address"])
        #expect(scene.decisions(all, about: Scene.user(34, "x")) == ["Cc: address bounced"])
        #expect(
            scene.mails(all).flatMap(\.recipients).map(\.value).sorted() == [
                "ada.example@example.org", "bo.example@example.org", "carl.reader@example.com",
                "cleo.example@example.org", "quinn.reader@example.com", "rita.writer@example.com",
            ])
    }

    @Test("somebody in several roles, or with somebody else's address, is mailed once")
    func deduplication() throws {
        var scene = try Scene()
        scene.seat(Scene.bo, [.init(.adminCc), .init(.adminCc, isOfQueue: true), .init(.cc)])
        let twin = User(
            id: UserID(40), name: "twin", isPrivileged: true, addresses: Scene.rita.addresses)
        scene.seat(twin, [.init(.adminCc)])
        let all = ScripAction.notify(.everybody, asComment: false)
        let mail = try #require(scene.mails(all).first)
        #expect(mail.to.names == ["rita"])
        #expect(mail.cc.names == ["bo", "carl", "quinn"])
        #expect(mail.bcc.names == ["ada", "cleo"])
        #expect(scene.decisions(all, about: Scene.bo) == ["Cc: mailed"])
        #expect(scene.decisions(all, about: twin) == ["AdminCc: already gets this mail"])
    }

    @Test("a robot's mail gets no autoreply, and strangers are not told of it")
    func automaticMail() throws {
        var scene = try Scene(.create, actor: Scene.rita)
        let all = ScripAction.notify(.everybody, asComment: false)
        for kind in MailKind.allCases where kind.isAutomatic {
            scene.snapshot.mailKind = kind
            #expect(scene.mails(.autoreply).isEmpty)
            #expect(
                scene.decisions(.autoreply, about: Scene.rita)
                    == ["Requestor: answer to automatic mail"])
            #expect(scene.mails(all).flatMap(\.recipients).count == 3)
            #expect(scene.decisions(all, about: Scene.carl) == ["Cc: answer to automatic mail"])
        }
        scene.snapshot.mailKind = .person
        #expect(scene.mails(.autoreply).count == 1)
    }

    @Test("an auto-reply on a ticket is told to nobody")
    func autoReplyTransaction() throws {
        var scene = try Scene(.autoReply, actor: Scene.rita)
        scene.snapshot.mailKind = .autoReply
        for action in ScripAction.withoutArgument where action.template == .required {
            #expect(scene.mails(action).isEmpty)
        }
        #expect(
            scene.decisions(.notify(.owner, asComment: false), about: Scene.ada)
                == ["Owner: answer to automatic mail"])
    }

    @Test("autoreplies over the site's limit are said to be")
    func rateLimit() throws {
        var scene = try Scene(.create, actor: Scene.rita)
        scene.snapshot.isAutoreplyLimited = true
        #expect(scene.mails(.autoreply).isEmpty)
        #expect(
            scene.decisions(.autoreply, about: Scene.rita) == ["Requestor: too many autoreplies"])
        #expect(scene.mails(.notify(.requestorsAndCcs, asComment: false)).count == 1)
    }
}
