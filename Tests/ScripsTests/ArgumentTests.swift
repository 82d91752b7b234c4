import Foundation
import Scrips
import Testing
import Tickets

@Suite("Arguments of conditions and actions")
struct ArgumentTests {
    @Test("an argument is the same after a way through JSON, numbers as they are written")
    func json() throws {
        let argument = ScripArgument.object([
            "list": .list(["a", "12", .object(["Ключ": ""])]), "text": "й",
        ])
        let bytes = try JSONEncoder().encode(argument)
        #expect(try JSONDecoder().decode(ScripArgument.self, from: bytes) == argument)
        let json = Data(#"{"number": 12, "flag": true, "part": 1.5, "list": [-3]}"#.utf8)
        #expect(
            try JSONDecoder().decode(ScripArgument.self, from: json)
                == .object(["number": "12", "flag": "true", "part": "1.5", "list": .list(["-3"])]))
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(ScripArgument.self, from: Data(#"{"a": null}"#.utf8))
        }
    }

    @Test("a condition says what is wrong with its argument")
    func condition() {
        func problem(_ name: String, _ argument: ScripArgument?) -> String {
            do {
                _ = try ScripCondition(named: name, argument: argument)
                return "fine"
            } catch {
                return "\(error)"
            }
        }
        #expect(problem("On Create", "x") == "condition_argument: \"On Create\" takes no argument")
        #expect(problem("On Status Change", nil) == "fine")
        #expect(
            problem("On Status Change", .object(["old": "new", "new": .list(["a"])])) == "fine")
        #expect(
            problem("On Status Change", .object(["odl": "new"]))
                == "condition_argument.odl: unknown key \"odl\"; did you mean \"old\"?")
        #expect(
            problem("On Status Change", .object(["new": .list([.list([])])]))
                == "condition_argument.new[0]: expected a status, or initial, active or inactive,"
                + " found a list")
        #expect(problem("On Status Change", "old: new, open; new: resolved") == "fine")
        #expect(
            problem("On Status Change", "resolved")
                == "condition_argument: expected old: and new: with statuses, found \"resolved\"")
    }

    @Test(
        "On Status Change looks at both ends",
        arguments: [
            (["old": "new"], "new", "open", true), (["old": "new"], "open", "resolved", false),
            (["new": "inactive"], "open", "resolved", true),
            (["new": "inactive"], "open", "stalled", false),
            (["old": "initial, active", "new": "resolved, rejected"], "new", "rejected", true),
            (["old": "active", "new": "resolved"], "new", "resolved", false),
        ] as [([String: ScripArgument], String, String, Bool)])
    func statuses(argument: [String: ScripArgument], old: String, new: String, holds: Bool) throws {
        var scene = try Scene()
        scene.snapshot.transaction = Scene.transaction(.status, field: "Status", old: old, new: new)
        let condition = try ScripCondition(
            named: "On Status Change", argument: .object(argument))
        let outcome = scene.run(.notify(.owner, asComment: false), on: condition)
        #expect(outcome.effects.isEmpty == !holds)
    }
}
