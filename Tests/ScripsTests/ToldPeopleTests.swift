import Scrips
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
        _ scene: Scene, _ scrips: [Scrip], mailed: [Scrip: Set<EmailAddress>] = [:]
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
        let found = outcomes(
            try scene(), [first], mailed: [second: Set(Scene.bo.addresses)])
        #expect(found.map(decision) == [.alreadyTold])
    }
}
