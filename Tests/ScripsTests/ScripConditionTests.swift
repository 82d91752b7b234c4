import Scrips
import Testing
import Tickets

@Suite("When a scrip applies")
struct ScripConditionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let transaction: Transaction
        let applies: Set<ScripCondition>
        var interface = Snapshot.Interface.email

        init(
            _ kind: Transaction.Kind, _ field: String? = nil, _ old: String? = nil,
            _ new: String? = nil, applies: Set<ScripCondition>,
            interface: Snapshot.Interface = .email
        ) {
            transaction = Scene.transaction(kind, field: field, old: old, new: new)
            self.applies = applies.union([.onTransaction])
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
            Case(.create, applies: [.onCreate, .onCreateViaEmail]),
            Case(.create, applies: [.onCreate], interface: .commandLine),
            Case(.correspond, applies: [.onCorrespond]),
            Case(.comment, applies: [.onComment]),
            Case(.status, "Status", "new", "open", applies: [.onStatusChange]),
            Case(.status, "Status", "open", "stalled", applies: [.onStatusChange]),
            Case(
                .status, "Status", "open", "resolved",
                applies: [.onStatusChange, .onResolve, .onClose]),
            Case(
                .status, "Status", "new", "rejected",
                applies: [.onStatusChange, .onReject, .onClose]),
            Case(.status, "Status", "resolved", "open", applies: [.onStatusChange, .onReopen]),
            Case(.status, "Status", "resolved", "rejected", applies: [.onStatusChange, .onReject]),
            Case(
                .status, "Status", "unheard-of", "resolved", applies: [.onStatusChange, .onResolve]),
            Case(.take, applies: [.onOwnerChange]), Case(.untake, applies: [.onOwnerChange]),
            Case(.steal, applies: [.onOwnerChange]), Case(.give, applies: [.onOwnerChange]),
            Case(.set, "Queue", "1", "3", applies: [.onQueueChange]),
            Case(.set, "Priority", "1", "3", applies: [.onPriorityChange]),
            Case(.set, "Subject", "a", "b", applies: []),
            Case(.addWatcher, "Cc", nil, "21", applies: []), Case(.merge, applies: []),
            Case(.autoReply, applies: []), Case(.systemError, applies: []),
        ])
    func conditions(example: Case) throws {
        var scene = try Scene()
        scene.snapshot.transaction = example.transaction
        scene.snapshot.interface = example.interface
        for condition in ScripCondition.allCases {
            let outcome = scene.run(.notify(.adminCcs, asComment: false), on: condition)
            let expected = example.applies.contains(condition)
            if case .applied = outcome.result {
                #expect(expected, "\(condition.rawValue)")
            } else {
                #expect(!expected, "\(condition.rawValue)")
                #expect(outcome.result == .notApplicable("not \"\(condition.rawValue)\""))
            }
        }
    }

    @Test("names are RT's, found regardless of case")
    func names() {
        for condition in ScripCondition.allCases {
            #expect(ScripCondition(named: condition.rawValue.uppercased()) == condition)
        }
        #expect(ScripCondition(named: "On Fire") == nil)
        for action in ScripAction.allCases {
            #expect(ScripAction(named: action.name.lowercased()) == action)
        }
        #expect(ScripAction.allCases.count == 22)
        #expect(Set(ScripAction.allCases.map(\.name)).count == 22)
        #expect(
            ScripAction(named: "Notify Owner and AdminCcs as Comment")
                == .notify(.ownerAndAdminCcs, asComment: true))
        #expect(ScripAction(named: "Notify the world") == nil)
    }

    @Test("scrips run by order, then by name; disabled ones and other queues' say so")
    func order() throws {
        func scrip(_ name: String, _ order: Int64, _ queues: [String] = [], isEnabled: Bool = true)
            -> Scrip
        {
            Scrip(
                name: name, condition: .onTransaction, action: .notify(.owner, asComment: false),
                template: "plain", order: order, queues: queues, isEnabled: isEnabled)
        }
        let scene = try Scene()
        let outcomes = ScripEngine.run(
            scrips: [
                scrip("c", 2), scrip("b", 2, ["SUPPORT", "sales"]), scrip("a", 3, ["sales"]),
                scrip("d", 1, isEnabled: false),
            ], templates: scene.templates, snapshot: scene.snapshot)
        #expect(outcomes.map(\.scrip) == ["d", "b", "c", "a"])
        #expect(outcomes[0].result == .notApplicable("disabled"))
        #expect(outcomes[1].effects.count == 1)
        #expect(outcomes[2].effects.count == 1)
        #expect(outcomes[3].result == .notApplicable("not for queue \"support\""))
    }
}
