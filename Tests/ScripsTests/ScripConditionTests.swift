import Scrips
import Testing
import Tickets

@Suite("When a scrip applies")
struct ScripConditionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let transaction: Transaction
        let applies: Set<String>
        var interface = Snapshot.Interface.email

        init(
            _ kind: Transaction.Kind, _ field: String? = nil, _ old: String? = nil,
            _ new: String? = nil, applies: Set<String>,
            interface: Snapshot.Interface = .email
        ) {
            transaction = Scene.transaction(kind, field: field, old: old, new: new)
            self.applies = applies.union(["On Transaction"])
            self.interface = interface
        }

        var testDescription: String {
            let values = [transaction.field, transaction.oldValue, transaction.newValue]
            return ([transaction.kind.rawValue] + values.compactMap { $0 }).joined(separator: " ")
        }
    }

    @Test(
        "a transaction fires its conditions and no other",
        arguments: [
            Case(.create, applies: ["On Create", "On Create Via Email"]),
            Case(.create, applies: ["On Create"], interface: .commandLine),
            Case(.correspond, applies: ["On Correspond"]),
            Case(.comment, applies: ["On Comment"]),
            Case(.status, "Status", "new", "open", applies: ["On Status Change"]),
            Case(.status, "Status", "open", "stalled", applies: ["On Status Change"]),
            Case(
                .status, "Status", "open", "resolved",
                applies: ["On Status Change", "On Resolve", "On Close"]),
            Case(
                .status, "Status", "new", "rejected",
                applies: ["On Status Change", "On Reject", "On Close"]),
            Case(
                .status, "Status", "resolved", "open", applies: ["On Status Change", "On Reopen"]),
            Case(
                .status, "Status", "resolved", "rejected",
                applies: ["On Status Change", "On Reject"]),
            Case(
                .status, "Status", "unheard-of", "resolved",
                applies: ["On Status Change", "On Resolve"]),
            Case(.take, applies: ["On Owner Change"]), Case(.untake, applies: ["On Owner Change"]),
            Case(.steal, applies: ["On Owner Change"]), Case(.give, applies: ["On Owner Change"]),
            Case(.set, "Queue", "1", "3", applies: ["On Queue Change"]),
            Case(.set, "Priority", "1", "3", applies: ["On Priority Change"]),
            Case(.set, "Subject", "a", "b", applies: []),
            Case(.addWatcher, "Cc", nil, "21", applies: []), Case(.merge, applies: []),
            Case(.autoReply, applies: []), Case(.systemError, applies: []),
        ])
    func conditions(example: Case) throws {
        var scene = try Scene()
        scene.snapshot.transaction = example.transaction
        scene.snapshot.interface = example.interface
        for kind in ConditionKind.all {
            guard let condition = try? ScripCondition(named: kind.name) else { continue }
            let outcome = scene.run(.notify(.adminCcs, asComment: false), on: condition)
            let expected = example.applies.contains(condition.name)
            if case .applied = outcome.result {
                #expect(expected, "\(condition.name)")
            } else {
                #expect(!expected, "\(condition.name)")
                #expect(outcome.result == .notApplicable("not \"\(condition.name)\""))
            }
        }
    }

    @Test("names are RT's, found regardless of case, each once")
    func names() throws {
        for kind in ConditionKind.all {
            #expect(ConditionKind.named(kind.name.uppercased())?.name == kind.name)
        }
        for kind in ActionKind.all {
            #expect(ActionKind.named(kind.name.lowercased())?.name == kind.name)
        }
        #expect(Set(ConditionKind.all.map(\.name)).count == ConditionKind.all.count)
        #expect(Set(ActionKind.all.map(\.name)).count == ActionKind.all.count)
        #expect(
            try ScripAction(named: "Notify Owner and AdminCcs as Comment")
                == .notify(.ownerAndAdminCcs, asComment: true))
        #expect(
            throws: ScripProblem(
                .condition, "there is no condition \"On Crate\"; did you mean \"On Create\"?")
        ) { try ScripCondition(named: "On Crate") }
        #expect(throws: ScripProblem(.action, "there is no action \"Notify the world\"")) {
            try ScripAction(named: "Notify the world")
        }
    }

    @Test("scrips run by order, then by name; disabled ones and other queues' say so")
    func order() throws {
        func scrip(
            _ name: String, _ order: Int64, _ queues: [String] = [], isEnabled: Bool = true,
            mailing audience: MailAction.Audience = .owner
        ) -> Scrip {
            Scrip(
                name: name, condition: .onTransaction, action: .notify(audience, asComment: false),
                template: "plain", order: order, queues: queues, isEnabled: isEnabled)
        }
        let scene = try Scene()
        let outcomes = ScripEngine.run(
            scrips: [
                scrip("c", 2, mailing: .adminCcs), scrip("b", 2, ["SUPPORT", "sales"]),
                scrip("a", 3, ["sales"]),
                scrip("d", 1, isEnabled: false),
            ], templates: scene.templates, snapshot: scene.snapshot)
        #expect(outcomes.map(\.scrip) == ["d", "b", "c", "a"])
        #expect(outcomes[0].result == .notApplicable("disabled"))
        #expect(outcomes[1].effects.count == 1)
        #expect(outcomes[2].effects.count == 1)
        #expect(outcomes[3].result == .notApplicable("not for queue \"support\""))
    }
}
