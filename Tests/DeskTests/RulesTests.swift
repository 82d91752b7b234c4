import Desk
import Foundation
import Scrips
import SiteFiles
import Store
import TestKit
import Testing
import Tickets

@Suite("Rules and their history")
struct RulesTests {
    private let system = User.systemID

    @Test(
        "a scrip is made, changed and deleted; each time who did it is kept, and what it was",
        arguments: StoreEngine.all)
    func history(engine: StoreEngine) throws {
        let office = try Office(engine)
        let first = try scrip("# Why.\nname: tell\ncondition: On Create\naction: Open Tickets\n")
        try office.desk.change([RuleEdit(first, seen: nil)], remark: "create", as: system)
        let second = try scrip("name: tell\ncondition: On Comment\naction: Open Tickets\n")
        try office.desk.change(
            [RuleEdit(second, seen: first.written)], remark: "edit", as: system)
        let rule = try #require(try office.rule(.scrip, "tell"))
        #expect(rule.written == second.written)
        try office.desk.change([RuleEdit(deleting: rule)], remark: "delete", as: system)
        #expect(try office.rule(.scrip, "tell") == nil)
        let log = try office.desk.ruleChanges(.scrip, named: "tell", limit: 10, as: system)
        #expect(log.map(\.remark) == ["delete", "edit", "create"])
        #expect(log.map(\.before) == [second.written, first.written, nil])
        #expect(log.map(\.after) == [nil, second.written, first.written])
        #expect(log.allSatisfy { $0.user == system })
    }

    @Test("what was changed meanwhile is not overwritten", arguments: StoreEngine.all)
    func meanwhile(engine: StoreEngine) throws {
        let office = try Office(engine)
        let mine = try scrip("name: tell\ncondition: On Create\naction: Open Tickets\n")
        let yours = try scrip("name: tell\ncondition: On Comment\naction: Open Tickets\n")
        try office.desk.change([RuleEdit(yours, seen: nil)], remark: "create", as: system)
        for seen in [nil, mine.written] {
            let error = #expect(throws: DeskError.self) {
                try office.desk.change([RuleEdit(mine, seen: seen)], remark: "edit", as: system)
            }
            #expect(error?.code == .conflict)
        }
        #expect(try office.rule(.scrip, "tell")?.written == yours.written)
    }

    @Test("rules are changed all or none, and must fit together", arguments: StoreEngine.all)
    func together(engine: StoreEngine) throws {
        let office = try Office(engine)
        let mails = try scrip(
            "name: tell\ncondition: On Create\naction: Notify Owner\ntemplate: news\n")
        let error = #expect(throws: DeskError.self) {
            try office.desk.change(
                [
                    RuleEdit(mails, seen: nil),
                    RuleEdit(try template("other/en.txt", "Subject: x\n\n."), seen: nil),
                ], remark: "import", as: system)
        }
        #expect(error?.detail == "scrip \"tell\" mails template \"news\", which is not there")
        #expect(try office.rule(.template, "other/en.txt") == nil)
        // In whatever order: the template comes with the scrip that needs it.
        let news = try template("news/en.txt", "Subject: x\n\n.")
        try office.desk.change(
            [RuleEdit(mails, seen: nil), RuleEdit(news, seen: nil)], remark: "import", as: system)
        let written = try #require(try office.rule(.template, "news/en.txt"))
        #expect(throws: DeskError.self) {
            try office.desk.change([RuleEdit(deleting: written)], remark: "delete", as: system)
        }
    }

    @Test("changing rules needs the right for that kind, everywhere", arguments: StoreEngine.all)
    func rights(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let rule = try scrip("name: tell\ncondition: On Create\naction: Open Tickets\n")
        #expect(throws: DeskError.self) { try office.desk.rules([.scrip], as: ada.id) }
        _ = try office.desk.set(
            Grant(.modifyTemplate, to: .user(ada.id)), isGranted: true, as: system)
        _ = try office.desk.store.write {
            try $0.add(Grant(.modifyScrips, to: .user(ada.id), in: office.queue.id))
        }
        #expect(throws: DeskError.self) {
            try office.desk.change([RuleEdit(rule, seen: nil)], remark: "create", as: ada.id)
        }
        _ = try office.desk.set(
            Grant(.modifyScrips, to: .user(ada.id)), isGranted: true, as: system)
        try office.desk.change([RuleEdit(rule, seen: nil)], remark: "create", as: ada.id)
        let log = try office.desk.ruleChanges(.scrip, named: "tell", limit: 1, as: ada.id)
        #expect(log.first?.user == ada.id)
    }

    @Test("a lifecycle's own right is granted like any other", arguments: StoreEngine.all)
    func ownRight(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let bless = try #require(Right(rawValue: "BlessTicket"))
        let grant = Grant(bless, to: .privileged)
        let unknown = #expect(throws: DeskError.self) {
            try office.desk.set(grant, isGranted: true, as: system)
        }
        #expect(unknown?.detail == "there is no right \"BlessTicket\"")
        let old = try #require(try office.rule(.lifecycle, "default"))
        let text = old.written.text
            .replacingOccurrences(of: "rights:\n", with: "own_rights: [BlessTicket]\nrights:\n")
            .replacingOccurrences(of: "\"* -> *\": Modify", with: "\"* -> *\": Bless")
        let edit = RuleEdit(try lifecycle("default", text), seen: old.written)
        try office.desk.change([edit], remark: "edit", as: system)
        let id = try office.openTicket("Help")
        let refused = #expect(throws: DeskError.self) {
            try office.desk.change(id, [.status("open")], as: ada.id)
        }
        #expect(refused?.code == .noRight(bless))
        #expect(refused?.detail == "ada does not hold BlessTicket on ticket #\(id)")
        #expect(try office.desk.set(grant, isGranted: true, as: system))
        _ = try office.desk.change(id, [.status("open")], as: ada.id)
        let why = try office.desk.explain(
            bless, of: ada.id, ticket: id, queue: nil, as: User.systemID)
        #expect(why.decision == .allowed(by: grant))
        let current = try #require(try office.rule(.lifecycle, "default"))
        let back = RuleEdit(try lifecycle("default", old.written.text), seen: current.written)
        let stuck = #expect(throws: DeskError.self) {
            try office.desk.change([back], remark: "edit", as: system)
        }
        #expect(
            stuck?.detail
                == "no lifecycle would have the right BlessTicket, which is granted (`postern right "
                + "list`): revoke it first")
        #expect(try office.desk.set(grant, isGranted: false, as: system))
        try office.desk.change([back], remark: "edit", as: system)
        #expect(throws: DeskError.self) {
            try office.desk.set(grant, isGranted: true, as: system)
        }
    }

    @Test("a status that tickets have cannot go, nor a lifecycle that a queue has")
    func stranded() throws {
        let office = try Office(.sqlite)
        _ = try office.open("Help", id: "s1@example.net")
        let old = try #require(try office.rule(.lifecycle, "default"))
        let text = old.written.text
            .replacingOccurrences(of: "new", with: "fresh")
        let changed = try lifecycle("default", text)
        let error = #expect(throws: DeskError.self) {
            try office.desk.change(
                [RuleEdit(changed, seen: old.written)], remark: "edit", as: system)
        }
        #expect(
            error?.detail
                == "1 ticket in queue \"support\" would have status \"new\", which lifecycle "
                + "\"default\" does not know")
        let gone = #expect(throws: DeskError.self) {
            try office.desk.change([RuleEdit(deleting: old)], remark: "delete", as: system)
        }
        #expect(gone?.detail.contains("wants lifecycle \"default\"") == true)
        #expect(try office.rule(.lifecycle, "default") == old)
    }

    @Test(
        "a status that a field is required on cannot go with its last lifecycle",
        arguments: StoreEngine.all)
    func required(engine: StoreEngine) throws {
        let office = try Office(engine)
        let standard = try #require(try office.rule(.lifecycle, "default"))
        let text = standard.written.text.replacingOccurrences(of: "rejected", with: "refused")
        try office.desk.change(
            [RuleEdit(try lifecycle("errands", text), seen: nil)], remark: "import", as: system)
        var field = CustomField(name: "Reason")
        field.requiredOn = ["refused"]
        _ = try office.desk.put(field, as: system)
        let errands = try #require(try office.rule(.lifecycle, "errands"))
        let without = try lifecycle("errands", standard.written.text)
        let edits = [
            RuleEdit(without, seen: errands.written), RuleEdit(deleting: errands),
        ]
        for edit in edits {
            let error = #expect(throws: DeskError.self) {
                try office.desk.change([edit], remark: "edit", as: system)
            }
            #expect(
                error?.detail
                    == "field \"Reason\" is required on status \"refused\", which no lifecycle "
                    + "would have")
        }
        // A site whose files say so is refused as well, at the field or at the lifecycle.
        var files = try office.files()
        files["lifecycles/errands.yaml"] = nil
        let error = #expect(throws: SiteFileError.self) { try office.apply(files) }
        #expect(error?.description.contains("no lifecycle has a status \"refused\"") == true)
        #expect(try office.rule(.lifecycle, "errands") == errands)
    }

    @Test(
        "a move maps the status, keeps it where both know it, or says which map is missing",
        arguments: StoreEngine.all)
    func move(engine: StoreEngine) throws {
        let office = try Office(engine)
        let text = """
            initial: [pending]
            active: [open]
            inactive: [done]
            create: [pending]
            defaults: {on_create: pending, on_resolve: done}
            transitions: {pending: [open, done], open: [done], done: [open]}
            maps:
              default: {new: pending, resolved: done}
            """
        try office.desk.change(
            [RuleEdit(try lifecycle("errands", text), seen: nil)], remark: "create", as: system)
        let queue = try office.desk.addQueue(
            Queue(id: QueueID(0), name: "errands", lifecycle: "errands"), as: system)
        var ticket = try office.open("Help", id: "m1@example.net")
        _ = try office.desk.change(ticket.id, [.queue(queue.id)], as: system)
        ticket = try office.ticket(ticket.id)
        #expect(ticket.status == "pending")
        #expect(ticket.queue == queue.id)
        let kinds = try office.desk.store.read { try $0.transactions(of: ticket.id) }
            .filter { $0.field == "Status" || $0.field == "Queue" }
        #expect(
            kinds.map { "\($0.kind.rawValue) \($0.oldValue ?? "") \($0.newValue ?? "")" } == [
                "Status new pending", "Set support errands",
            ])
        let other = try office.open("More", id: "m2@example.net")
        _ = try office.desk.change(other.id, [.status("open")], as: system)
        _ = try office.desk.change(other.id, [.queue(queue.id)], as: system)
        #expect(try office.ticket(other.id).status == "open")
        let third = try office.open("Again", id: "m3@example.net")
        _ = try office.desk.change(third.id, [.status("stalled")], as: system)
        let error = #expect(throws: DeskError.self) {
            try office.desk.change(third.id, [.queue(queue.id)], as: system)
        }
        #expect(error?.detail.hasSuffix("add: maps: {default: {stalled: …}}") == true)
    }

    @Test("a scrip that is older than sources were kept is written out and read back the same")
    func derived() throws {
        let office = try Office(.sqlite) { plan in
            plan.scrips.append(
                ScripRow(
                    name: "old", description: "yes: \"no\" # maybe\n", condition: "On Create",
                    action: "Open Tickets", template: nil, stage: "TransactionCreate",
                    position: -3, isEnabled: false, queues: []))
        }
        let written = try #require(try office.rule(.scrip, "old")).written
        let scrip = try ScripFile.read(text: written.text, file: "old.yaml")
        #expect(written.file == "old.yaml")
        #expect(scrip.description == "yes: \"no\" # maybe\n")
        #expect(scrip.order == -3)
        #expect(!scrip.isEnabled)
    }

    private func scrip(_ text: String) throws -> Rule {
        try #require(
            try RuleReader().read(.scrip, [RuleText(file: "10-tell.yaml", text: text)]).checked()
                .first)
    }

    @Test("a partial that templates include stays", arguments: StoreEngine.all)
    func partial(engine: StoreEngine) throws {
        let office = try Office(engine)
        let files = try office.desk.rules([.template], as: system)
            .filter { $0.name.hasPrefix("_footer/") }
        #expect(!files.isEmpty)
        let error = #expect(throws: DeskError.self) {
            try office.desk.change(
                files.map { RuleEdit(deleting: $0) }, remark: "delete", as: system)
        }
        #expect(error?.code == .conflict)
        #expect(try office.rule(.template, "_footer/en.txt") != nil)
    }

    @Test("a queue's template is told apart by the queue's exact name", arguments: StoreEngine.all)
    func queueName(engine: StoreEngine) throws {
        let office = try Office(engine)
        let right = try template("queues/support/autoreply/en.txt", "Subject: x\n\n.")
        try office.desk.change([RuleEdit(right, seen: nil)], remark: "create", as: system)
        let wrong = try template("queues/Support/autoreply/en.txt", "Subject: y\n\n.")
        let error = #expect(throws: DeskError.self) {
            try office.desk.change([RuleEdit(wrong, seen: nil)], remark: "create", as: system)
        }
        #expect(error?.detail.contains("\"support\"") == true)
        #expect(try office.rule(.template, right.name)?.written == right.written)
    }

    private func template(_ path: String, _ text: String) throws -> Rule {
        try #require(
            try RuleReader().read(.template, [RuleText(file: path, text: text)]).checked().first)
    }

    private func lifecycle(_ name: String, _ text: String) throws -> Rule {
        let known = try #require(Self.standard)
        let reader = RuleReader(lifecycles: ["default": known])
        return try #require(
            try reader.read(.lifecycle, [RuleText(file: name + ".yaml", text: text)]).checked()
                .first)
    }

    private static let standard = try? Lifecycle(
        name: "default", initial: ["new"], active: ["open", "stalled"],
        inactive: ["resolved", "rejected", "deleted"],
        transitions: [
            "": ["new"], "new": ["open", "stalled", "resolved", "rejected", "deleted"],
        ], defaultOnCreate: "new", defaultOnResolve: "resolved")
}

extension Office {
    func rule(_ kind: RuleKind, _ name: String) throws -> WrittenRule? {
        try desk.rules([kind], as: User.systemID).first { $0.name == name }
    }
}
