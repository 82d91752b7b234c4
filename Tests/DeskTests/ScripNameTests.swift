import Desk
import Foundation
import Scrips
import SiteFiles
import Store
import TestKit
import Testing
import Tickets

@Suite("What scrips name is there")
struct ScripNameTests {
    private let system = User.systemID

    @Test(
        "a scrip that names what is not there is refused, with the nearest name",
        arguments: StoreEngine.all,
        [
            (
                "where: Queue = 'suport'",
                "where: column 9: found \"suport\", expected a queue; did you mean \"support\"?"
            ),
            (
                "where: Status = 'opn'",
                "expected a status, __Active__ or __Inactive__; did you mean \"open\"?"
            ),
            (
                "where: Owner = 'adda'",
                "expected a user's name or address, or Nobody; did you mean \"ada\"?"
            ),
            (
                "where: Owner = '__CurrentUser__'",
                "where: column 9: found \"__CurrentUser__\", expected a user's name: nobody asks here"
            ),
            ("where: CF.{Sit} = 'Prague'", "expected a custom field; did you mean \"Site\"?"),
            ("where: CF.{Site} = 'Prag'", "expected an option of Site: Prague"),
            (
                "where: CustomRole.{Enginer} = 'ada'",
                "expected a custom role; did you mean \"CustomRole.{Engineer}\"?"
            ),
            (
                "action: Notify Roles\naction_argument: [AdminCc, Enginer/Bcc]\ntemplate: news",
                "action_argument: there is no custom role \"Enginer\"; did you mean \"Engineer\"?"
            ),
            (
                "action: Add Watcher\naction_argument: {role: \"role:boss\", user: ada}",
                "action_argument.role: there is no custom role \"boss\""
            ),
            (
                "action: Set Field\naction_argument: {\"CF.{Sit}\": Prague}",
                "there is no custom field \"Sit\"; did you mean \"Site\"?"
            ),
            (
                "action: Set Field\naction_argument: {\"CF.{Site}\": Prag}",
                "field \"Site\": found \"Prag\", expected one of: Prague"
            ),
            (
                "action: Set Owner\naction_argument: anne",
                "action_argument: there is no user \"anne\""
            ),
            (
                "action: Set Status\naction_argument: opn",
                "no lifecycle has a status \"opn\"; did you mean \"open\"?"
            ),
            (
                "action: Set Queue\naction_argument: suport",
                "there is no queue \"suport\"; did you mean \"support\"?"
            ),
            (
                "action: Set Field\naction_argument: {Queue: suport, Status: open}",
                "action_argument.Queue: there is no queue \"suport\""
            ),
            (
                "action: Notify Group\naction_argument: [ada, \"group:nosuch\"]\ntemplate: news",
                "there is no group \"nosuch\""
            ),
            (
                "action: Add Watcher\naction_argument: {role: Cc, user: nosuch}",
                "action_argument.user: there is no user \"nosuch\""
            ),
            (
                "action: Create Tickets\naction_argument: [{name: a, subject: x, queue: suport}]",
                "action_argument[0].queue: there is no queue \"suport\""
            ),
            (
                "condition: On Status Change\ncondition_argument: {old: nw}",
                "condition_argument: no lifecycle has a status \"nw\"; did you mean \"new\"?"
            ),
            (
                "action: Clear Custom Field Value\naction_argument: Gone",
                "action_argument: custom field \"Gone\" is disabled"
            ),
            (
                "condition: On Custom Field Change\ncondition_argument: [Site, Sites]",
                "condition_argument: there is no custom field \"Sites\"; did you mean \"Site\"?"
            ),
            (
                "action: Set Priority\naction_argument: Hihg",
                "action_argument: expected a whole number or one of Low, Medium, High, found "
                    + "\"Hihg\"; did you mean \"High\"?"
            ),
            (
                "action: Set Field\naction_argument: {Priority: Hihg}",
                "action_argument.Priority: expected a whole number or one of Low, Medium, High"
            ),
            (
                "action: Create Tickets\n"
                    + "action_argument: [{name: a, subject: x, final_priority: Hihg}]",
                "action_argument[0].final_priority: expected a whole number or one of Low"
            ),
            (
                "action: Set Field\naction_argument: {\"CF.{Cause}\": [network, power]}",
                "action_argument.CF.{Cause}: field \"Cause\": found 2 values, expected one value"
            ),
            (
                "action: Set Custom Field To Now\naction_argument: Site",
                "action_argument: custom field \"Site\" of type Select cannot hold a moment such"
            ),
            (
                "action: Add Watcher\naction_argument: {role: Cc, address: [a@b.example, "
                    + "support@example.org]}",
                "action_argument.address[1]: support@example.org is an address of the tracker"
            ),
            (
                "action: Forward\naction_argument: support@example.org",
                "action_argument: support@example.org is an address of the tracker"
            ),
            (
                "action: Notify Group\ntemplate: transaction\n"
                    + "action_argument: [x@b.example, Support@example.org]",
                "action_argument: Support@example.org is an address of the tracker"
            ),
            (
                "action: Set Queue\naction_argument: attic",
                "action_argument: queue \"attic\" is disabled"
            ),
            (
                "action: Set Owner\naction_argument: gone",
                "action_argument: user \"gone\" is disabled and can own no ticket"
            ),
        ])
    func refused(engine: StoreEngine, example: (lines: String, message: String)) throws {
        let office = try office(engine)
        let scrip = try scrip(example.lines)
        let faults = #expect(throws: ScripFaults.self) {
            try office.desk.change([RuleEdit(scrip, seen: nil)], remark: "create", as: system)
        }
        #expect(faults?.detail.contains(example.message) == true, "\(faults?.detail ?? "")")
        #expect(try office.rule(.scrip, "tell") == nil)
        // One that does not run may wait for it.
        let waiting = try self.scrip(example.lines + "\nenabled: false")
        try office.desk.change([RuleEdit(waiting, seen: nil)], remark: "create", as: system)
        #expect(throws: ScripFaults.self) {
            try office.desk.change(
                [RuleEdit(scrip, seen: waiting.written)], remark: "enable", as: system)
        }
    }

    @Test("what enabled scrips name is neither renamed nor taken away", arguments: StoreEngine.all)
    func kept(engine: StoreEngine) throws {
        let office = try office(engine)
        let desk = office.desk
        let lines = """
            where: Queue = 'support' AND CF.{Site} = 'Prague' AND CustomRole.{Engineer} IS NULL
            action: Notify Roles
            action_argument: Engineer
            template: news
            """
        let scrip = try scrip(lines)
        try desk.change([RuleEdit(scrip, seen: nil)], remark: "create", as: system)
        let site = try #require(try field("Site", office))
        let role = try desk.customRole(named: "engineer", as: system).role
        var changes: [(String, () throws -> Void)] = []
        changes.append(
            ("a field renamed", { _ = try desk.put(site.with { $0.name = "Place" }, as: system) }))
        changes.append(
            (
                "a field disabled",
                { _ = try desk.put(site.with { $0.isDisabled = true }, as: system) }
            ))
        changes.append(
            ("an option gone", { _ = try desk.put(site.with { $0.options = [] }, as: system) }))
        changes.append(("a field gone", { try desk.removeCustomField(site.id, as: system) }))
        changes.append(
            (
                "a role renamed",
                {
                    var other = role
                    other.name = "Technician"
                    try desk.update(other, as: system)
                }
            ))
        changes.append(
            (
                "a queue renamed",
                {
                    var other = office.queue
                    other.name = "help"
                    try desk.update(other, as: system)
                }
            ))
        for (what, change) in changes {
            let faults = #expect(throws: ScripFaults.self, "\(what)") { try change() }
            #expect(faults?.detail.contains("\nscrip \"tell\": ") == true, "\(what)")
        }
        // Somebody may be taken out of a role for a while; who mails it is told.
        #expect(try desk.scrips(naming: role, as: system) == ["tell"])
        var disabled = role
        disabled.isDisabled = true
        try desk.update(disabled, as: system)
        let off = try self.scrip(lines + "\nenabled: false")
        try desk.change([RuleEdit(off, seen: scrip.written)], remark: "disable", as: system)
        #expect(try desk.scrips(naming: role, as: system) == [])
        _ = try desk.put(site.with { $0.name = "Place" }, as: system)
    }

    @Test(
        "site files may bring what their scrips name, and may not take it away",
        arguments: StoreEngine.all)
    func files(engine: StoreEngine) throws {
        let office = try office(engine)
        var files = try office.files()
        files["scrips/10-tell.yaml"] = """
            name: tell
            condition: On Create
            where: Queue = 'sales' AND Status = 'pending' AND CF.{Floor} = '1'
            action: Open Tickets
            """
        let message = "where: column 9: found \"sales\", expected a queue"
        let faults = #expect(throws: ScripFaults.self) { try office.apply(files) }
        #expect(faults?.faults.first?.problem.description.contains(message) == true)
        files["queues.yaml"]? += "\n- {name: sales, lifecycle: other}\n"
        files["fields.yaml"]? += "\n- {name: Floor, type: Freeform, values_max: 1}\n"
        files["lifecycles/other.yaml"] = files["lifecycles/default.yaml"]?
            .replacingOccurrences(of: "new", with: "pending")
        try office.apply(files)
        #expect(try office.changes(to: files).isEmpty)
        files["fields.yaml"] = "[]\n"
        files["options.yaml"] = "[]\n"
        #expect(throws: ScripFaults.self) { try office.apply(files) }
        files["scrips/10-tell.yaml"] = nil
        try office.apply(files)
    }

    @Test("a mistake that was there before hinders nothing else", arguments: StoreEngine.all)
    func before(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips.append(
                ScripRow(
                    name: "old", description: "", condition: "On Create", action: "Open Tickets",
                    template: nil, stage: "TransactionCreate", position: 1, isEnabled: true,
                    queues: [], search: "Queue = 'gone'"))
        }
        try office.desk.change(
            [RuleEdit(try scrip(""), seen: nil)], remark: "create", as: system)
        #expect(try office.rule(.scrip, "tell") != nil)
    }

    @Test("a place in a scrip's text is told for what only the site could know")
    func places() throws {
        let text = """
            name: tell
            action: Set Field
            action_argument:
              Priority: 5
              "CF.{Sit}": Prague
            where:   Queue = 'x'
            """
        let problems = ScripFile.problems(
            [
                ScripProblem(.search, "one"),
                ScripProblem(.actionArgument, path: ".CF.{Sit}", "two"),
            ], in: text, file: "x.yaml")
        #expect(
            problems.map(\.description) == [
                "x.yaml:5:15: \"action_argument.CF.{Sit}\": two", "x.yaml:6:10: \"where\": one",
            ])
    }

    /// With a role, two fields of which one is disabled, a template and a user.
    private func office(_ engine: StoreEngine) throws -> Office {
        let office = try Office(engine) { plan in
            plan.templates.append(
                TemplateRow(
                    name: "news", language: "en", textSource: "Subject: x\n\n.", htmlSource: nil))
        }
        _ = try office.staff("ada")
        _ = try office.desk.addCustomRole(
            CustomRole(id: CustomRoleID(0), name: "Engineer"), as: system)
        _ = try office.desk.put(
            CustomField(
                name: "Site", kind: .select, options: [CustomField.Option(name: "Prague")]),
            as: system)
        _ = try office.desk.put(CustomField(name: "Cause"), as: system)
        var gone = try office.staff("gone")
        gone.isDisabled = true
        try office.desk.update(gone, as: system)
        var attic = try office.desk.addQueue(Queue(id: QueueID(0), name: "attic"), as: system)
        attic.isDisabled = true
        try office.desk.update(attic, as: system)
        _ = try office.desk.put(CustomField(name: "Gone").with { $0.isDisabled = true }, as: system)
        return office
    }

    private func field(_ name: String, _ office: Office) throws -> CustomField? {
        try office.desk.allCustomFields(as: system).first { $0.name == name }
    }

    /// Lines that a scrip needs are added where `lines` lacks them.
    private func scrip(_ lines: String) throws -> Rule {
        var text = "name: tell\n" + lines + "\n"
        if !lines.contains("condition:") { text += "condition: On Create\n" }
        if !lines.contains("action:") { text += "action: Open Tickets\n" }
        return try #require(
            try RuleReader().read(.scrip, [RuleText(file: "tell.yaml", text: text)]).checked()
                .first)
    }
}

extension CustomField {
    fileprivate func with(_ change: (inout CustomField) -> Void) -> CustomField {
        var field = self
        change(&field)
        return field
    }
}
