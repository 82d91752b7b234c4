import Scrips
import Testing
import Tickets

@Suite("Conditions and actions with arguments")
struct TimedConditionTests {
    @Test(
        "a timed condition says for which tickets it is due",
        arguments: [
            ("Before Due", "1d2h", TimedCondition.beforeDue(seconds: 93_600)),
            ("Overdue", nil, .overdue),
            ("Unanswered", "90", .unanswered(seconds: 90)),
            ("Unowned For", "1w 1d", .unowned(seconds: 691_200)),
            (
                "In Status For", .object(["status": "stalled, open", "for": "1h"]),
                .inStatus(["stalled", "open"], seconds: 3_600)
            ),
            ("Priority Exceeds", "80", .priorityExceeds(80)),
            ("Every", "1d", .every(seconds: 86_400)),
        ] as [(String, ScripArgument?, TimedCondition)])
    func timed(name: String, argument: ScripArgument?, meaning: TimedCondition) throws {
        let condition = try ScripCondition(named: name, argument: argument)
        #expect(condition.timed == meaning)
        #expect(Scrip.problem(condition, at: .schedule) == nil)
        let isBoth = name == "Priority Exceeds"
        #expect((Scrip.problem(condition, at: .transactionCreate) == nil) == isBoth)
    }

    @Test("a condition that waits for no time is none for Schedule")
    func stage() {
        #expect(Scrip.problem(.onTransaction, at: .schedule) != nil)
    }

    @Test(
        "an argument that makes no sense is told with what was meant",
        arguments: [
            (
                "Unanswered", "4x",
                "expected a length of time such as 30m, 4h or 1d2h, found \"4x\""
            ),
            (
                "Unanswered", "1h2h",
                "expected a length of time such as 30m, 4h or 1d2h, found \"1h2h\""
            ),
            ("Every", "5s", "expected a minute or longer, found \"5s\""),
            (
                "Priority Exceeds", "high",
                "expected a whole number from -1000000000 to 1000000000, found \"high\""
            ),
            (
                "Before Due", .list(["1d"]),
                "expected a length of time such as 30m, 4h or 1d2h, found a list"
            ),
        ] as [(String, ScripArgument, String)])
    func mistakes(name: String, argument: ScripArgument, text: String) {
        let error = #expect(throws: ScripProblem.self) {
            try ScripCondition(named: name, argument: argument)
        }
        #expect(error?.text == text)
    }

    @Test(
        "an action says what is wrong with its argument, and where",
        arguments: [
            (
                "Set Field", .object(["Prioritty": "1"]),
                "action_argument.Prioritty: unknown field \"Prioritty\"; did you mean \"Priority\"?"
            ),
            ("Set Field", .object(["Due": "someday"]), "action_argument.Due: expected a date"),
            ("Set Field", .object(["Subject": "{{ticket.subjet}}"]), "action_argument.Subject: "),
            ("Set Field", "x", "action_argument: expected fields with values"),
            ("Set Priority", nil, "action_argument: is missing; \"Set Priority\" takes a priority"),
            ("Open Tickets", "x", "action_argument: \"Open Tickets\" takes no argument"),
            (
                "Add Watcher", .object(["role": "Owner", "user": "ada"]),
                "action_argument.role: expected Requestor, Cc, AdminCc or role:NAME"
            ),
            ("Add Watcher", .object(["role": "Cc"]), "action_argument: expected a role and who"),
            ("Forward", "ada", "action_argument: expected an address such as"),
            (
                "Add Link", .object(["depended_on_by": "https://example.org/"]),
                "action_argument.depended_on_by: expected a ticket's number, found"
            ),
            (
                "Create Tickets", .list([.object(["name": "a"])]),
                "action_argument[0]: \"subject\" is missing"
            ),
            (
                "Create Tickets", .list([.object(["name": "TOP", "subject": "x"])]),
                "action_argument[0].name: expected a name that is no number and not TOP, found"
            ),
            (
                "Create Tickets",
                .list([
                    .object(["name": "one", "subject": "x"]),
                    .object(["name": "two", "subject": "x", "depends_on": "oen"]),
                ]),
                "action_argument[1].depends_on: expected TOP, the name of another of these tickets, a"
                    + " ticket's number, or a URI of http, https, mailto, fsck.com-rt, found \"oen\";"
                    + " did you mean \"one\"?"
            ),
            (
                "Create Tickets",
                .list([
                    .object(["name": "one", "subject": "x"]),
                    .object(["name": "one", "subject": "y"]),
                ]),
                "action_argument[1].name: \"one\" is the name of ticket 1 already; each needs its own"
            ),
            (
                "Create Tickets", .object(["name": "a", "subject": "x", "ownr": "ada"]),
                "action_argument.ownr: unknown key \"ownr\"; did you mean \"owner\"?"
            ),
            (
                "Create Tickets",
                .object(["name": "a", "subject": "x", "time_worked": "an age"]),
                "action_argument.time_worked: expected a duration"
            ),
            (
                "Add Link", .object(["refers_to": "javascript:x"]),
                "action_argument.refers_to: expected"
            ),
            ("Add Link", .object(["refers_to": "{{ticket.idd}}"]), "action_argument.refers_to: "),
            (
                "Set Field", .object(["Priority": "5o"]),
                "action_argument.Priority: expected a whole"
            ),
            (
                "Record Correspondence", .object(["intern": "true"]),
                "action_argument.intern: unknown"
            ),
        ] as [(String, ScripArgument?, String)])
    func actions(name: String, argument: ScripArgument?, text: String) {
        let error = #expect(throws: ScripProblem.self) {
            try ScripAction(named: name, argument: argument)
        }
        #expect(error?.description.hasPrefix(text) == true, "\(error?.description ?? "-")")
    }

    @Test("escalation leads to the final priority by the due date")
    func escalation() throws {
        var scene = try Scene()
        let day: Int64 = 86_400
        scene.snapshot.ticket.priority = 10
        scene.snapshot.ticket.finalPriority = 100
        scene.snapshot.ticket.due = scene.snapshot.now.adding(seconds: 3 * day)
        func priority(_ name: String, _ argument: ScripArgument? = nil) throws -> Int64? {
            let action = try ScripAction(named: name, argument: argument)
            guard
                case .change(.priority(let value))? = scene.run(action, template: nil)
                    .effects.first
            else { return nil }
            return value
        }
        #expect(try priority("Escalate Priority") == 40)
        #expect(try priority("Escalate Priority", .object(["final": "13"])) == 11)
        #expect(try priority("Escalate Priority", .object(["final": "4"])) == 8)
        // Made now, so none of the time is over.
        #expect(try priority("Linear Escalate") == 0)
        scene.snapshot.now = scene.snapshot.now.adding(seconds: 3 * day / 2)
        #expect(try priority("Linear Escalate") == 50)
        scene.snapshot.now = scene.snapshot.now.adding(seconds: 2 * day)
        #expect(try priority("Linear Escalate") == 100)
        #expect(try priority("Escalate Priority") == 100)
        #expect(try priority("Add Priority") == 11)
        #expect(try priority("Set Priority", "10") == nil)
        scene.snapshot.ticket.due = nil
        #expect(try priority("Linear Escalate") == nil)
        #expect(try priority("Escalate Priority") == 11)
    }

    @Test("a forward carries what was written, but never a note among staff")
    func forward() throws {
        var scene = try Scene(.correspond, actor: Scene.rita)
        scene.snapshot.message = Scene.message("It burns.")
        let action = try ScripAction(
            named: "Forward", argument: .list(["help@example.net", "support@example.org"]))
        let outcome = scene.run(action, template: nil)
        guard case .notify(let mail)? = outcome.effects.first else {
            Issue.record("\(outcome)")
            return
        }
        #expect(mail.recipients.map(\.value) == ["help@example.net"])
        #expect(mail.text.contains("It burns."))
        #expect(mail.subject == "[example.org #42] Fwd: Printer on fire")
        #expect(outcome.decisions.map(\.outcome) == [.mailed, .ownAddress])
        scene.snapshot.transaction = Scene.transaction(.comment)
        #expect(scene.run(action, template: nil).result == .notApplicable("only staff may read it"))
    }

    @Test("Set Status takes a status, or the first of a phase that may follow")
    func status() throws {
        var scene = try Scene()
        func effect(_ word: ScripArgument) throws -> ScripOutcome {
            scene.run(try ScripAction(named: "Set Status", argument: word), template: nil)
        }
        #expect(try effect("inactive").effects == [.change(.status("resolved"))])
        #expect(try effect("stalled").effects == [.change(.status("stalled"))])
        #expect(try effect("active").result == .notApplicable("\"open\" is active already"))
        scene.snapshot.ticket.status = "resolved"
        guard case .failed = try effect("initial").result else {
            Issue.record("initial may not follow resolved")
            return
        }
    }
}
