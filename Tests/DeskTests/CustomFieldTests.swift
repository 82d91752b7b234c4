import Desk
import SiteFiles
import Store
import TestKit
import Testing
import Tickets

@Suite("custom fields")
struct CustomFieldTests {
    @Test("a field is stored with all that it has", arguments: StoreEngine.all)
    func stored(engine: StoreEngine) throws {
        let office = try Office(engine)
        let made = try office.field("Root cause", .select) {
            $0.description = "Found at the end"
            $0.options = Office.causes
            $0.defaults = ["user"]
            $0.requiredOn = ["resolved"]
            $0.isRequiredOnCreate = true
            $0.queues = [office.queue.id]
            $0.order = 7
            $0.valuesMax = 3
            $0.pattern = "."
            $0.patternMessage = "anything"
        }
        #expect(made.id.value > 0)
        var wanted = made
        wanted.name = "Причина"
        wanted.options.reverse()
        wanted.queues = []
        wanted.isDisabled = true
        #expect(try office.desk.put(wanted, as: User.systemID) == wanted)
        #expect(try office.desk.allCustomFields(as: User.systemID) == [wanted])
        try office.desk.removeCustomField(made.id, as: User.systemID)
        #expect(try office.desk.allCustomFields(as: User.systemID) == [])
    }

    @Test("a field that contradicts itself or another is refused", arguments: StoreEngine.all)
    func contradictions(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Root cause")
        let cases: [(DeskError.Code, CustomField)] = [
            (.conflict, CustomField(name: "ROOT CAUSE")),
            (.conflict, CustomField(name: "Root-cause")), (.invalid, CustomField(name: "a{b}")),
            (.invalid, CustomField(name: "")), (.invalid, CustomField(name: "–")),
            (.invalid, CustomField(name: "a", pattern: "(")),
            (.invalid, CustomField(name: "a", options: [.init(name: "x")])),
            (
                .invalid,
                CustomField(
                    name: "a", kind: .select, options: [.init(name: "x"), .init(name: "X")])
            ),
            (.invalid, CustomField(name: "a", kind: .number, defaults: ["x"])),
            (.invalid, CustomField(name: "a", defaults: ["x", "y"])),
            (.invalid, CustomField(name: "a", requiredOn: ["resovled"])),
            (.unknownQueue, CustomField(name: "a", queues: [QueueID(99)])),
        ]
        for (code, field) in cases {
            let error = #expect(throws: DeskError.self, "\(field.name)") {
                try office.desk.put(field, as: User.systemID)
            }
            #expect(error?.code == code, "\(error?.detail ?? "")")
        }
        let ada = try office.staff("ada")
        let error = #expect(throws: DeskError.self) {
            try office.desk.put(CustomField(name: "b"), as: ada.id)
        }
        #expect(error?.code == .noRight(.adminCustomField))
    }

    @Test("values come and go, each change with its entry", arguments: StoreEngine.all)
    func changes(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Cause", .select) { $0.options = Office.causes }
        try office.field("Hosts") { $0.valuesMax = 3 }
        let ada = try office.staff("ada")
        let id = try office.openTicket("Down")
        #expect(
            try office.set("cause", ["NETWORK"], on: id, as: ada.id) == [
                "Cause is now \"network\"."
            ])
        #expect(try office.set("Cause", ["network"], on: id, as: ada.id) == [])
        #expect(try office.set("Cause", ["power"], on: id, as: ada.id).count == 1)
        #expect(try office.set("Hosts", ["b", "a", "b"], on: id, as: ada.id).count == 1)
        _ = try office.desk.change(
            id, [.addCustomFieldValue("Hosts", "c"), .removeCustomFieldValue("hosts", "B")],
            as: ada.id)
        #expect(try office.values("Hosts", of: id) == ["a", "c"])
        _ = try office.desk.change(
            id, [.addCustomFieldValue("Cause", "user"), .setCustomField("Hosts", [])], as: ada.id)
        #expect(try office.values("Cause", of: id) == ["user"])
        #expect(try office.values("Hosts", of: id) == [])
        let entries = try office.desk.view(id, as: ada.id).entries.map(\.transaction).filter {
            $0.kind == .customField
        }
        #expect(
            entries.map { [$0.field, $0.oldValue, $0.newValue] } == [
                ["Cause", nil, "network"], ["Cause", "network", "power"], ["Hosts", nil, "b"],
                ["Hosts", nil, "a"], ["Hosts", nil, "c"], ["Hosts", "b", nil],
                ["Cause", "power", "user"], ["Hosts", "a", nil], ["Hosts", "c", nil],
            ])
        #expect(entries.allSatisfy { $0.actor == ada.id })
    }

    @Test(
        "what does not fit is refused, and nothing of the change is done",
        arguments: StoreEngine.all)
    func refused(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Cause", .select) { $0.options = Office.causes }
        try office.field("Two") { $0.valuesMax = 2 }
        try office.field("Reviewer", .user)
        let other = try office.desk.addQueue(
            Queue(id: QueueID(0), name: "other"), as: User.systemID)
        try office.field("Elsewhere") { $0.queues = [other.id] }
        try office.field("Gone") { $0.isDisabled = true }
        let id = try office.openTicket("Down")
        let cases: [(DeskError.Code, String, Change)] = [
            (.invalid, "did you mean \"network\"", .setCustomField("Cause", ["netwrok"])),
            (.invalid, "one value", .setCustomField("Cause", ["network", "power"])),
            (.invalid, "at most 2", .setCustomField("Two", ["1", "2", "3"])),
            (.invalid, "name or address of a user", .setCustomField("Reviewer", ["nobody-here"])),
            (.unknownField, "did you mean \"Cause\"", .setCustomField("Casue", ["x"])),
            (.unknownField, "queue \"support\" does not have", .setCustomField("Elsewhere", ["x"])),
            (.unknownField, "disabled", .setCustomField("Gone", ["x"])),
        ]
        for (code, words, change) in cases {
            let error = #expect(throws: DeskError.self, "\(change)") {
                try office.desk.change(id, [.priority(9), change], as: User.systemID)
            }
            #expect(error?.code == code)
            #expect(error?.detail.contains(words) == true, "\(error?.detail ?? "")")
        }
        #expect(try office.ticket(id).priority == 0)
    }

    @Test("a value that is set stays when its option is disabled, and can be taken away")
    func disabledOption() throws {
        let office = try Office(.sqlite)
        var field = try office.field("Cause", .select) {
            $0.options = Office.causes
            $0.valuesMax = 0
        }
        let id = try office.openTicket("Down")
        _ = try office.set("Cause", ["network"], on: id)
        field.options[0].isDisabled = true
        _ = try office.desk.put(field, as: User.systemID)
        _ = try office.desk.change(id, [.addCustomFieldValue("Cause", "power")], as: User.systemID)
        #expect(try office.values("Cause", of: id) == ["network", "power"])
        field.options.removeFirst()
        let error = #expect(throws: DeskError.self) {
            try office.desk.put(field, as: User.systemID)
        }
        #expect(error?.detail.contains("can be disabled") == true)
        _ = try office.desk.change(
            id, [.removeCustomFieldValue("Cause", "Network")], as: User.systemID)
        #expect(try office.values("Cause", of: id) == ["power"])
        _ = try office.desk.put(field, as: User.systemID)
        let used = #expect(throws: DeskError.self) {
            try office.desk.removeCustomField(field.id, as: User.systemID)
        }
        #expect(used?.code == .conflict)
    }

    @Test(
        "who may not see fields sees neither values nor their history", arguments: StoreEngine.all)
    func rights(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Secret")
        let ada = try office.staff("ada")
        let id = try office.openTicket("Down")
        _ = try office.set("Secret", ["x"], on: id)
        #expect(try office.values("Secret", of: id, as: ada.id) == ["x"])
        for right in [Right.seeCustomField, .modifyCustomField] {
            _ = try office.desk.set(
                Grant(right, to: .privileged), isGranted: false, as: User.systemID)
        }
        let view = try office.desk.view(id, as: ada.id)
        #expect(view.fields.isEmpty)
        #expect(!view.entries.contains { $0.transaction.kind == .customField })
        for name in ["Secret", "Nothing"] {
            let error = #expect(throws: DeskError.self) {
                try office.set(name, ["y"], on: id, as: ada.id)
            }
            #expect(error?.code == .noRight(.modifyCustomField), "the same for every name")
        }
    }

    @Test(
        "values that the new queue has no field for are kept out of sight",
        arguments: StoreEngine.all)
    func move(engine: StoreEngine) throws {
        let office = try Office(engine)
        let other = try office.desk.addQueue(
            Queue(id: QueueID(0), name: "other"), as: User.systemID)
        try office.field("Cause") { $0.queues = [office.queue.id] }
        let id = try office.openTicket("Down")
        _ = try office.set("Cause", ["x"], on: id)
        _ = try office.desk.change(id, [.queue(other.id)], as: User.systemID)
        #expect(try office.values("Cause", of: id) == nil)
        #expect(try office.find("CF.{Cause} = 'x'") == [])
        _ = try office.desk.change(id, [.queue(office.queue.id)], as: User.systemID)
        #expect(try office.values("Cause", of: id) == ["x"])
        #expect(try office.find("CF.{Cause} = 'x'") == [id.value])
    }

    @Test("a field of users follows a new name", arguments: StoreEngine.all)
    func users(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Reviewer", .user)
        var ada = try office.staff("ada")
        let id = try office.openTicket("Down")
        _ = try office.set("Reviewer", ["ada@example.org"], on: id)
        #expect(try office.values("Reviewer", of: id) == ["ada"])
        ada.name = "lovelace"
        try office.desk.update(ada, as: User.systemID)
        #expect(try office.values("Reviewer", of: id) == ["lovelace"])
        #expect(try office.find("CF.Reviewer = 'ada@example.org'") == [id.value])
        #expect(try office.find("CF.Reviewer = '__CurrentUser__'", as: ada.id) == [id.value])
        ada.name = "José"
        try office.desk.update(ada, as: User.systemID)
        #expect(try office.find("CF.Reviewer LIKE 'OSÉ'") == [id.value])
        #expect(try office.find("CF.Reviewer = 'josé'") == [id.value])
    }
}

@Suite("custom fields in scrips")
struct FieldScripTests {
    @Test("a scrip's search sees custom fields", arguments: StoreEngine.all)
    func search(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips = [
                ScripRow(
                    name: "tell", description: "", condition: "On Status Change",
                    action: "Notify Requestors", template: "status-change",
                    stage: "TransactionCreate", position: 1, isEnabled: true, queues: [],
                    search: "CF.{Cause} = 'rain'")
            ]
        }
        try office.field("Cause")
        let one = try office.openTicket("One")
        let two = try office.openTicket("Two")
        _ = try office.set("Cause", ["Rain"], on: two)
        for id in [one, two] {
            _ = try office.desk.change(id, [.status("open")], as: User.systemID)
        }
        #expect(try office.recipients(of: one).isEmpty)
        #expect(try office.recipients(of: two) == ["rita@example.net"])
    }
}

@Suite("custom fields in mails")
struct FieldMailTests {
    private func office(_ engine: StoreEngine, line: String) throws -> Office {
        try Office(engine) { plan in
            plan.templates = plan.templates.map { row in
                guard row.name == "resolved" else { return row }
                return TemplateRow(
                    name: row.name, language: row.language, textSource: row.textSource + line,
                    htmlSource: nil)
            }
        }
    }

    @Test("a template shows fields, one by its name or all of them", arguments: StoreEngine.all)
    func shown(engine: StoreEngine) throws {
        let office = try office(
            engine,
            line: """

                Cause: {{ticket.field.root_cause}}; elsewhere: {{ticket.field.elsewhere}}.
                {{#ticket.fields}}<{{name}}: {{value}}>{{/ticket.fields}}
                Worked: {{ticket.timeWorked}}, {{ticket.priorityName}}.
                """)
        try office.field("Root cause") { $0.valuesMax = 2 }
        let other = try office.desk.addQueue(
            Queue(id: QueueID(0), name: "other"), as: User.systemID)
        try office.field("Elsewhere") { $0.queues = [other.id] }
        try office.field("Empty")
        let ada = try office.staff("ada")
        let id = try office.openTicket("Down")
        _ = try office.desk.change(
            id,
            [
                .setCustomField("Root cause", ["rain", "wind"]), .number(.timeWorked, 75),
                .priority(50),
            ], as: ada.id)
        _ = try office.desk.resolve(id, as: ada.id)
        let mail = try #require(try office.outbox(of: id).last?.notification.text)
        #expect(mail.contains("Cause: rain, wind; elsewhere: ."))
        #expect(mail.contains("<Root cause: rain, wind>\n"))
        #expect(mail.contains("Worked: 1h 15m, Medium."))
    }

    @Test("a field that is not there stops the mail and says so, not the ticket")
    func missing() throws {
        let office = try office(.sqlite, line: "\n{{ticket.field.root_casue}}\n")
        try office.field("Root cause")
        let ada = try office.staff("ada")
        let id = try office.openTicket("Down")
        _ = try office.desk.resolve(id, as: ada.id)
        #expect(try office.ticket(id).status == "resolved")
        let failures = try office.desk.view(id, as: ada.id).entries.flatMap(\.runs).compactMap {
            $0.failure
        }
        #expect(failures.count == 1)
        #expect(failures.first?.contains("did you mean \"ticket.field.root_cause\"") == true)
    }
}
