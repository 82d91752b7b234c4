import Scrips
import Testing
import Tickets

@Suite("A comment never reaches a requestor")
struct CommentTests {
    /// Everybody is everything, so that only the rule about comments decides.
    private func crowded(_ kind: Transaction.Kind) throws -> Scene {
        var scene = try Scene(kind)
        let staffSeats: Set<SnapshotPerson.Seat> = [
            .init(.requestor), .init(.cc), .init(.cc, isOfQueue: true), .init(.adminCc),
        ]
        for user in [Scene.rita, Scene.carl, Scene.quinn, Scene.bo] {
            scene.seat(user, staffSeats)
        }
        scene.seat(Scene.dora, [.init(.requestor), .init(.cc)])
        // Ada did not do it, Dora neither: somebody else does.
        scene.snapshot.actor = Scene.user(50, "Max Else", isPrivileged: true)
        return scene
    }

    @Test(
        "whatever the action, on a comment only staff in a staff's role are mailed",
        arguments: ScripAction.withoutArgument)
    func onComment(action: ScripAction) throws {
        guard action.template == .required else { return }
        for kind in [Transaction.Kind.comment, .systemError] {
            let scene = try crowded(kind)
            let recipients = scene.mails(action).flatMap(\.recipients).map(\.value)
            #expect(
                Set(recipients).isSubset(of: [
                    "ada.example@example.org", "bo.example@example.org", "cleo.example@example.org",
                ]))
        }
    }

    @Test(
        "an action \"as Comment\" mails only staff, whatever happened",
        arguments: Transaction.Kind.allCases)
    func asComment(kind: Transaction.Kind) throws {
        for audience in MailAction.Audience.allCases {
            let scene = try crowded(kind)
            let mails = scene.mails(.notify(audience, asComment: true))
            for address in mails.flatMap(\.recipients) {
                #expect(
                    [Scene.ada, Scene.bo, Scene.cleo].flatMap(\.addresses).contains(address))
            }
        }
    }

    @Test("who was squelched, and fields that somebody may not see, are not told either")
    func entries() throws {
        let all = ScripAction.notify(.requestorsAndCcs, asComment: false)
        var scene = try crowded(.set)
        #expect(!scene.mails(all).isEmpty)
        scene.snapshot.transaction = Scene.transaction(
            .set, field: Transaction.squelchField, new: "x@example.net")
        #expect(scene.decisions(all, about: Scene.dora) == ["Requestor: no right to see it"])
        let field = Scene.transaction(.customField, field: "Price", new: "3")
        for sees in [true, false] {
            scene.snapshot.transaction = field
            scene.snapshot.people = [
                SnapshotPerson(user: Scene.rita, seats: [.init(.requestor)], seesFields: sees)
            ]
            #expect(scene.mails(all).isEmpty != sees)
        }
    }

    @Test("staff who are AdminCc and Cc get it as AdminCc; strangers made AdminCc do not")
    func reasons() throws {
        let scene = try crowded(.comment)
        let all = ScripAction.notify(.everybody, asComment: false)
        #expect(scene.decisions(all, about: Scene.bo) == ["AdminCc: mailed"])
        #expect(scene.decisions(all, about: Scene.rita) == ["AdminCc: no right to see it"])
        #expect(scene.decisions(all, about: Scene.dora) == ["Requestor: no right to see it"])
        let requestors = ScripAction.notify(.requestors, asComment: false)
        #expect(scene.decisions(requestors, about: Scene.bo) == ["Requestor: no right to see it"])
    }

    @Test("an unprivileged owner gets no comment either")
    func unprivilegedOwner() throws {
        var scene = try Scene(.comment)
        scene.seat(Scene.rita, [.init(.owner), .init(.requestor)])
        let owner = ScripAction.notify(.owner, asComment: true)
        #expect(scene.decisions(owner, about: Scene.rita) == ["Owner: no right to see it"])
    }

    @Test("an answer to a comment is a comment, also when the scrip forgot \"as Comment\"")
    func replyAddress() throws {
        var scene = try Scene(.comment)
        for asComment in [true, false] {
            let mail = try #require(scene.mails(.notify(.owner, asComment: asComment)).first)
            #expect(mail.from.address.value == "support-comment@example.org")
            #expect(mail.replyTo?.value == "support-comment@example.org")
            #expect(mail.envelopeSender == "support-comment@example.org")
        }
        scene.snapshot.queue.commentAddress = nil
        let mail = try #require(scene.mails(.notify(.owner, asComment: true)).first)
        #expect(mail.replyTo?.value == "support@example.org")
    }
}
