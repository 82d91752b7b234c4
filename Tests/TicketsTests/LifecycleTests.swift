import Testing
import Tickets

@Suite("Lifecycles")
struct LifecycleTests {
    private func lifecycle(
        initial: [String] = ["new"], active: [String] = ["open"],
        inactive: [String] = ["resolved", "deleted"],
        transitions: [String: [String]] = [
            "": ["new"], "new": ["open", "resolved", "deleted"], "open": ["resolved"],
            "resolved": ["open"],
        ], rights: [String: Right] = [:], onCreate: String = "new", onResolve: String = "resolved"
    ) throws -> Lifecycle {
        try Lifecycle(
            name: "test", initial: initial, active: active, inactive: inactive,
            transitions: transitions, rights: rights, defaultOnCreate: onCreate,
            defaultOnResolve: onResolve)
    }

    @Test("statuses follow each other only as listed")
    func transitions() throws {
        let lifecycle = try lifecycle()
        #expect(lifecycle.allows(from: "new", to: "open"))
        #expect(!lifecycle.allows(from: "open", to: "new"))
        #expect(!lifecycle.allows(from: "open", to: "open"))
        #expect(lifecycle.phase(of: "resolved") == .inactive)
        #expect(lifecycle.phase(of: "gone") == nil)
        #expect(lifecycle.statusOnReopen(from: "resolved") == "open")
        #expect(lifecycle.statusOnReopen(from: "deleted") == nil)
    }

    @Test("the most exact pattern names the right")
    func rights() throws {
        let lifecycle = try lifecycle(rights: [
            "* -> *": .modifyTicket, "open -> *": .ownTicket, "* -> resolved": .replyToTicket,
            "open -> resolved": .takeTicket,
        ])
        #expect(lifecycle.right(from: "open", to: "resolved") == .takeTicket)
        #expect(lifecycle.right(from: "new", to: "resolved") == .replyToTicket)
        #expect(lifecycle.right(from: "open", to: "deleted") == .ownTicket)
        #expect(lifecycle.right(from: "new", to: "open") == .modifyTicket)
        let plain = try self.lifecycle()
        #expect(plain.right(from: "new", to: "deleted") == .deleteTicket)
        #expect(plain.right(from: "new", to: "open") == .modifyTicket)
    }

    @Test("a status is asked for regardless of case, and spelled as it is listed")
    func spelling() throws {
        let lifecycle = try lifecycle(
            active: ["open", "In-Use", "on hold"],
            transitions: [
                "": ["new"], "new": ["open", "In-Use", "on hold", "resolved", "deleted"],
            ])
        #expect(lifecycle.status(named: "OPEN") == "open")
        #expect(lifecycle.status(named: "in-use") == "In-Use")
        #expect(lifecycle.status(named: "On Hold") == "on hold")
        #expect(lifecycle.status(named: "opne") == nil)
    }

    @Test(
        "a status is letters, digits, underscores, hyphens and single blanks",
        arguments: [
            ("open", true), ("in-use", true), ("on hold", true), ("wartet_2", true),
            ("відкрита", true), ("", false), ("2nd", false), ("-a", false), ("a-", false),
            ("a ", false), ("on  hold", false), ("a,b", false), ("a>b", false), ("a:b", false),
            (String(repeating: "a", count: 65), false),
        ])
    func names(text: String, isStatus: Bool) {
        #expect(Lifecycle.isStatus(text) == isStatus)
    }

    @Test("a contradiction is an error that names it")
    func contradictions() {
        func problem(_ make: () throws -> Lifecycle) -> LifecycleError.Problem? {
            do {
                _ = try make()
                return nil
            } catch {
                return (error as? LifecycleError)?.problem
            }
        }
        #expect(problem { try lifecycle(initial: []) } == .emptySet(.initial))
        #expect(problem { try lifecycle(active: []) } == .emptySet(.active))
        #expect(problem { try lifecycle(inactive: []) } == .emptySet(.inactive))
        #expect(
            problem { try lifecycle(active: ["open", "Open"]) } == .alikeStatuses("open", "Open"))
        for word in ["any", "Initial", "ACTIVE", "inactive"] {
            #expect(problem { try lifecycle(active: ["open", word]) } == .reservedStatus(word))
        }
        #expect(problem { try lifecycle(active: ["open", "new"]) } == .duplicateStatus("new"))
        #expect(
            problem {
                try lifecycle(transitions: ["": ["new"], "new": ["opne"]])
            } == .unknownStatus("opne", near: "new"))
        #expect(
            problem { try lifecycle(rights: ["* -> opne": .ownTicket]) }
                == .unknownStatus("opne", near: "* -> opne"))
        #expect(problem { try lifecycle(onCreate: "open") } == .badDefault("on_create", "open"))
        #expect(problem { try lifecycle(onResolve: "open") } == .badDefault("on_resolve", "open"))
        #expect(
            problem { try lifecycle(active: ["open", "waiting"]) } == .unreachable("waiting"))
    }
}
