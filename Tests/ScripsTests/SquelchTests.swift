import Scrips
import Testing
import Tickets

@Suite("Squelched addresses and recipients of one message")
struct SquelchTests {
    private let everybody = ScripAction.notify(.everybody, asComment: false)
    private let others = ScripAction.notify(.otherRecipients, asComment: false)

    private func address(_ text: String) throws -> EmailAddress {
        try #require(EmailAddress(text))
    }

    @Test("whoever is squelched gets nothing, whichever of their addresses it is")
    func squelched() throws {
        var scene = try Scene()
        let second = try address("carl@home.example.com")
        var carl = Scene.carl
        carl.addresses.append(second)
        scene.seat(carl, [.init(.cc)])
        scene.snapshot.squelched = [second]
        #expect(scene.decisions(everybody, about: carl) == ["Cc: squelched"])
        #expect(scene.decisions(.autoreply, about: Scene.rita) == ["Requestor: mailed"])
        scene.snapshot.squelched = [try address("rita.writer@example.com")]
        #expect(scene.decisions(.autoreply, about: Scene.rita) == ["Requestor: squelched"])
        #expect(!scene.mails(everybody).flatMap(\.recipients).map(\.value).contains("rita"))
    }

    @Test("whoever is left out of a message gets that one not")
    func leftOut() throws {
        var scene = try Scene()
        scene.snapshot.recipients.squelched = [try address("bo.example@example.org")]
        #expect(
            scene.decisions(everybody, about: Scene.bo) == ["AdminCc: left out of this message"])
        #expect(scene.decisions(everybody, about: Scene.carl) == ["Cc: mailed"])
    }

    @Test("one-time recipients get it squelched or not, Bccs in no header")
    func oneTime() throws {
        var scene = try Scene()
        let (cc, bcc) = (try address("lea@example.net"), Scene.carl.addresses[0])
        scene.snapshot.recipients = MessageRecipients(cc: [cc], bcc: [bcc])
        scene.snapshot.addressees[bcc] = SnapshotPerson(user: Scene.carl, address: bcc, seats: [])
        scene.snapshot.squelched = [cc, bcc]
        let mail = try #require(scene.mails(others).first)
        #expect(mail.to.isEmpty)
        #expect(mail.cc.map(\.address) == [cc])
        #expect(mail.bcc.map(\.address) == [bcc])
        let decisions = scene.run(others).decisions
        #expect(decisions.map(\.occasion) == [.oneTimeCc, .oneTimeBcc])
        #expect(decisions.map(\.user) == [nil, Scene.carl.id])
        #expect(decisions.allSatisfy { $0.outcome == .mailed && $0.role == nil })
    }

    @Test("without one-time recipients the scrip for them leaves no trace")
    func nobody() throws {
        let scene = try Scene()
        #expect(scene.run(others).result == .notApplicable("nobody was added by hand"))
    }

    @Test("the actor's own one-time copy is sent; dead, disabled and own addresses are not")
    func refusals() throws {
        var scene = try Scene(.correspond, actor: Scene.ada)
        let ada = Scene.ada.addresses[0]
        let gone = Scene.user(60, "Gone Away", isDisabled: true)
        let dead = Scene.user(61, "Dead Letter")
        let own = try address("support@example.org")
        scene.snapshot.recipients.cc = [ada, gone.addresses[0], dead.addresses[0], own]
        for (user, hasBounced) in [(Scene.ada, false), (gone, false), (dead, true)] {
            scene.snapshot.addressees[user.addresses[0]] = SnapshotPerson(
                user: user, hasBounced: hasBounced, seats: [])
        }
        #expect(
            scene.run(others).decisions.map(\.outcome)
                == [.mailed, .userDisabled, .bounced, .ownAddress])
    }

    @Test("a comment's one-time Cc may be a stranger, never a requestor")
    func comment() throws {
        var scene = try Scene(.comment)
        let stranger = try address("lawyer@example.net")
        scene.snapshot.recipients.cc = [stranger, Scene.rita.addresses[0]]
        scene.snapshot.addressees[Scene.rita.addresses[0]] = SnapshotPerson(
            user: Scene.rita, seats: [])
        for asComment in [true, false] {
            let action = ScripAction.notify(.otherRecipients, asComment: asComment)
            #expect(scene.run(action).decisions.map(\.outcome) == [.mailed, .noRight])
            let mail = try #require(scene.mails(action).first)
            #expect(mail.recipients == [stranger])
            #expect(mail.replyTo?.value == "support-comment@example.org")
        }
    }
}
