import Scrips
import Testing
import Tickets

@Suite("Notify Roles, Notify Group and Send Forward")
struct NamedAudienceTests {
    private let engineer = SnapshotPerson.Seat(.custom("Engineer"))

    private func roles(_ argument: ScripArgument, asComment: Bool = false) throws -> ScripAction {
        try ScripAction(
            named: "Notify Roles" + (asComment ? " as Comment" : ""), argument: argument)
    }

    private func group(_ argument: ScripArgument, asComment: Bool = false) throws -> ScripAction {
        try ScripAction(
            named: "Notify Group" + (asComment ? " as Comment" : ""), argument: argument)
    }

    private func problem(_ name: String, _ argument: ScripArgument?) -> String {
        do {
            _ = try ScripAction(named: name, argument: argument)
            return "fine"
        } catch {
            return "\(error)"
        }
    }

    @Test("members of custom roles stand in Cc unless the scrip says where")
    func places() throws {
        var scene = try Scene()
        scene.seat(Scene.cleo, [engineer])
        scene.seat(Scene.quinn, [.init(.custom("Manager"), isOfQueue: true)])
        let usual = try #require(
            scene.mails(try roles(.list(["Requestor", "engineer", "role:Manager"]))).first)
        #expect(usual.to.names == ["rita"])
        #expect(usual.cc.names == ["cleo", "quinn"])
        #expect(usual.bcc.isEmpty)
        let other = try #require(
            scene.mails(try roles("Requestor/Bcc, Engineer/To, Manager/cc, AdminCc/Cc")).first)
        #expect(other.to.names == ["cleo"])
        #expect(other.cc.names.sorted() == ["bo", "quinn"])
        #expect(other.bcc.names == ["rita"])
    }

    @Test("whoever holds several roles gets one mail; where nobody is, that is said")
    func once() throws {
        var scene = try Scene()
        scene.seat(Scene.rita, [.init(.requestor), engineer])
        let action = try roles(.list(["Engineer", "Requestor"]))
        #expect(scene.decisions(action, about: Scene.rita) == ["Requestor: mailed"])
        #expect(scene.run(try roles("Nobodies")).decisions.map(\.outcome) == [.nobody])
    }

    @Test("a custom role's members get comments only with the right, and no requestor does")
    func comments() throws {
        var scene = try Scene(.comment)
        func isMailed(_ user: User, _ seats: Set<SnapshotPerson.Seat>, sees: Bool) throws -> Bool {
            scene.snapshot.people = [SnapshotPerson(user: user, seats: seats, seesComments: sees)]
            var outcomes: Set<MailDecision.Outcome> = []
            for asComment in [true, false] {
                let action = try roles("Engineer", asComment: asComment)
                outcomes.formUnion(scene.run(action).decisions.map(\.outcome))
            }
            return outcomes == [.mailed]
        }
        #expect(try isMailed(Scene.bo, [engineer], sees: true))
        #expect(try !isMailed(Scene.bo, [engineer], sees: false))
        #expect(try !isMailed(Scene.rita, [engineer], sees: true))
        #expect(try !isMailed(Scene.bo, [engineer, .init(.requestor)], sees: true))
    }

    @Test("an argument that cannot be is refused with what was expected")
    func arguments() {
        #expect(problem("Notify Roles", nil).contains("is missing"))
        #expect(problem("Notify Roles", "Requestor, requestor/Cc").contains("there twice"))
        #expect(problem("Notify Roles", "Engineer/Form").contains("/To, /Cc or /Bcc"))
        #expect(problem("Notify Roles", "a/b/c").contains("/To, /Cc or /Bcc"))
        #expect(problem("Notify Roles", "{x}").contains("instead of \"{x}\""))
        #expect(problem("Notify Group", .object(["a": "b"])).contains("users, addresses"))
        #expect(problem("Notify Group", "group:网络, bo, x@example.org") == "fine")
        #expect(problem("Send Forward", "x").contains("takes no argument"))
    }

    @Test("those whom a scrip names are mailed; a name that nobody has fails the scrip")
    func named() throws {
        var scene = try Scene(.correspond, actor: Scene.ada)
        scene.snapshot.named = [
            "group:network": NamedPeople(
                [
                    SnapshotPerson(user: Scene.ada, seats: []),
                    SnapshotPerson(user: Scene.bo, seats: []),
                ],
                isGroup: true),
            "bo": NamedPeople([SnapshotPerson(user: Scene.bo, seats: [])], isGroup: false),
        ]
        let action = try group(.list(["group:Network", "bo"]))
        let decisions = scene.run(action).decisions
        #expect(decisions.map(\.outcome) == [.ownAction, .mailed, .alreadyMailed])
        #expect(decisions.allSatisfy { $0.occasion == .named })
        #expect(scene.mails(action).flatMap(\.to).names == ["bo"])
        scene.snapshot.squelched = Set(Scene.bo.addresses)
        #expect(
            scene.run(action).decisions.map(\.outcome) == [.ownAction, .squelched, .squelched])
        guard case .failed(let reason, _) = scene.run(try group("group:nobody")).result else {
            Issue.record("it did not fail")
            return
        }
        #expect(reason == "there is no user, address or group \"group:nobody\"")
        let scrip = Scrip(name: "x", condition: .onTransaction, action: action, template: "plain")
        #expect(
            ScripEngine.mentions(in: [scrip], for: scene.snapshot) == ["group:network", "bo"])
        var other = scrip
        other.queues = ["elsewhere"]
        #expect(ScripEngine.mentions(in: [other], for: scene.snapshot).isEmpty)
    }

    @Test("of a comment a named stranger may know, a customer in a group and a requestor not")
    func namedComments() throws {
        var scene = try Scene(.comment)
        let stranger = Scene.user(70, "Sms Gateway")
        scene.snapshot.named = [
            "group:all": NamedPeople(
                [Scene.bo, stranger].map { SnapshotPerson(user: $0, seats: []) }, isGroup: true),
            "gate": NamedPeople([SnapshotPerson(user: stranger, seats: [])], isGroup: false),
            "rita": NamedPeople([SnapshotPerson(user: Scene.rita, seats: [])], isGroup: false),
        ]
        let action = try group("group:all, gate, rita", asComment: true)
        #expect(
            scene.run(action).decisions.map(\.outcome) == [.mailed, .noRight, .mailed, .noRight])
    }

    @Test("a forward takes its mails along whole")
    func forward() throws {
        var scene = try Scene(.forwardTicket)
        let to = try #require(EmailAddress("carrier@example.net"))
        scene.snapshot.recipients.to = [to]
        let message = Scene.message("Help.")
        scene.snapshot.forwarded = [
            ForwardedMessage(
                transaction: TransactionID(3), message: message, written: scene.snapshot.now,
                original: .init(mail: MailID(9), sha256: "ab", sizeBytes: 12)),
            ForwardedMessage(
                transaction: TransactionID(4), message: message, written: scene.snapshot.now,
                original: nil),
        ]
        let action = try ScripAction(named: "Send Forward")
        let mail = try #require(scene.mails(action).first)
        #expect(mail.to.map(\.address) == [to])
        #expect(mail.attachments.map(\.mail) == [MailID(9)])
        #expect(mail.attachments.map(\.attachment.path) == [Attachment.wholeMailPath])
        #expect(mail.attachments.map(\.attachment.contentType) == ["message/rfc822"])
        // Other scrips send the text alone.
        let others = ScripAction.notify(.otherRecipients, asComment: false)
        #expect(scene.mails(others).flatMap(\.attachments).isEmpty)
    }
}
