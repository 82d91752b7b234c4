import Desk
import SiteFiles
import Store
import TestKit
import Testing
import Tickets

@Suite("custom fields that are asked for")
struct RequiredFieldTests {
    @Test("a status asks for its fields, but of people only", arguments: StoreEngine.all)
    func required(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Cause", .select) {
            $0.options = Office.causes
            $0.requiredOn = ["resolved"]
        }
        let ada = try office.staff("ada")
        let id = try office.openTicket("Down")
        let error = #expect(throws: DeskError.self) { try office.desk.resolve(id, as: ada.id) }
        #expect(error?.code == .missingField)
        #expect(
            error?.detail
                == "status \"resolved\" needs a value in field \"Cause\" (one of: network, "
                + "power, user): cf.Cause=…")
        #expect(try office.ticket(id).status == "new")
        let why = try office.desk.explain(
            status: "resolved", of: id, by: ada.id, as: User.systemID)
        #expect(why.refusal == error?.detail)
        guard case .field(let field, _, hasValue: false)? = why.checks.last else {
            throw Office.Surprise(text: "\(why.checks)")
        }
        #expect(field.name == "Cause")
        _ = try office.desk.change(
            id, [.setCustomField("Cause", ["user"]), .status("resolved")], as: ada.id)
        #expect(try office.ticket(id).status == "resolved")
        let second = try office.openTicket("Down again")
        _ = try office.desk.resolve(second, as: User.systemID)
        #expect(try office.ticket(second).status == "resolved")
    }

    @Test("a step between two statuses asks for its fields", arguments: StoreEngine.all)
    func requiredOnSteps(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        try office.field("Cause") { $0.requiredOn = ["open -> resolved", "* -> rejected"] }
        try office.field("Next") { $0.requiredOn = ["stalled->*"] }
        func refusal(_ id: TicketID, _ status: String) -> String? {
            do {
                _ = try office.desk.change(id, [.status(status)], as: ada.id)
                return nil
            } catch { return (error as? DeskError)?.detail }
        }
        let one = try office.openTicket("Down")
        #expect(refusal(one, "resolved") == nil)
        let two = try office.openTicket("Down again")
        #expect(
            refusal(two, "rejected")
                == "status \"rejected\" needs a value in field \"Cause\": cf.Cause=…")
        #expect(refusal(two, "open") == nil)
        #expect(
            refusal(two, "resolved")
                == "the step \"open -> resolved\" needs a value in field \"Cause\": cf.Cause=…")
        let why = try office.desk.explain(
            status: "resolved", of: two, by: ada.id, as: User.systemID)
        guard case .field(_, let step, hasValue: false)? = why.checks.last else {
            throw Office.Surprise(text: "\(why.checks)")
        }
        #expect(step.text == "open -> resolved")
        #expect(refusal(two, "stalled") == nil)
        #expect(refusal(two, "open")?.hasPrefix("the step \"stalled -> *\" needs") == true)
        for bad in ["opne -> resolved", "a -> b -> c", "*", "->", "open ->"] {
            #expect(throws: DeskError.self, "\(bad)") {
                try office.field("Bad") { $0.requiredOn = [bad] }
            }
        }
    }

    @Test("a move does not evade what a status asks for", arguments: StoreEngine.all)
    func requiredOnMove(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let there = try office.queue(
            "errands",
            """
            initial: [todo]
            active: [open]
            inactive: [waiting, done]
            create: [todo]
            defaults: {on_create: todo, on_resolve: done}
            transitions: {todo: [open], open: [waiting, done]}
            maps: {default: {stalled: waiting, new: todo}}
            """)
        try office.field("Until") {
            $0.requiredOn = ["waiting", "open"]
            $0.queues = [there.id]
        }
        func move(_ id: TicketID, _ more: [Change] = [], as actor: UserID? = nil) -> DeskError? {
            do {
                _ = try office.desk.change(
                    id, [.queue(there.id)] + more, as: actor ?? ada.id)
                return nil
            } catch { return error as? DeskError }
        }
        let one = try office.openTicket("Down")
        _ = try office.desk.change(one, [.status("stalled")], as: ada.id)
        let error = move(one)
        #expect(error?.code == .missingField)
        #expect(
            error?.detail == "status \"waiting\" in queue \"errands\" needs a value in field "
                + "\"Until\": cf.Until=…")
        #expect(try office.ticket(one).queue == office.queue.id)
        let bulk = try office.desk.change(
            one, bulk: [.queue(there.id)], isTrial: false, as: ada.id)
        #expect(bulk.refusal == error?.detail)
        // The value may come with the move.
        #expect(move(one, [.setCustomField("Until", ["Monday"])]) == nil)
        #expect(try office.ticket(one).status == "waiting")
        // A status that is kept counts where the field is new to the ticket.
        let two = try office.openTicket("Down again")
        _ = try office.desk.change(two, [.status("open")], as: ada.id)
        #expect(move(two)?.code == .missingField)
        #expect(move(two, as: User.systemID) == nil)
        let three = try office.openTicket("New")
        #expect(move(three) == nil)
    }

    @Test("new tickets get defaults; staff must give what is asked for", arguments: StoreEngine.all)
    func create(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Cause", .select) {
            $0.options = Office.causes
            $0.defaults = ["user"]
        }
        try office.field("Day", .date) { $0.defaults = ["today"] }
        try office.field("Customer") { $0.isRequiredOnCreate = true }
        let ada = try office.staff("ada")
        let mailed = try office.openTicket("By mail")
        #expect(try office.values("Cause", of: mailed) == ["user"])
        #expect(try office.values("Day", of: mailed) == ["2026-11-18"])
        #expect(try office.values("Customer", of: mailed) == [])
        var request = TicketRequest(queue: office.queue.id, subject: "By hand", text: "x")
        let error = #expect(throws: DeskError.self) {
            try office.desk.open(request, as: ada.id)
        }
        #expect(
            error?.detail
                == "a new ticket needs a value in field \"Customer\": --field \"Customer=…\"")
        request.fields = ["customer": ["4711"], "Cause": ["power"]]
        let made = try office.desk.open(request, as: ada.id).ticket.id
        #expect(try office.values("Customer", of: made) == ["4711"])
        #expect(try office.values("Cause", of: made) == ["power"])
        #expect(try office.kinds(of: made) == [.create], "values at birth need no entries")
        // Who may open tickets can fill what a ticket is asked for, and nothing else.
        let modify = Grant(.modifyCustomField, to: .privileged)
        _ = try office.desk.set(modify, isGranted: false, as: User.systemID)
        let refused = #expect(throws: DeskError.self) { try office.desk.open(request, as: ada.id) }
        #expect(refused?.code == .noRight(.modifyCustomField))
        request.fields["Cause"] = nil
        let second = try office.desk.open(request, as: ada.id).ticket.id
        #expect(try office.values("Customer", of: second) == ["4711"])
        #expect(try office.values("Cause", of: second) == ["user"])
    }

    @Test("a field that one may not see is not named", arguments: StoreEngine.all)
    func hidden(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Cause", .select) {
            $0.options = Office.causes
            $0.requiredOn = ["resolved"]
            $0.isRequiredOnCreate = true
        }
        let ada = try office.staff("ada")
        let id = try office.openTicket("Down")
        _ = try office.desk.set(
            Grant(.seeCustomField, to: .privileged), isGranted: false, as: User.systemID)
        let refusal =
            "status \"resolved\" needs a value in a custom field that ada may not see: "
            + "that takes SeeCustomField"
        let error = #expect(throws: DeskError.self) { try office.desk.resolve(id, as: ada.id) }
        #expect(error?.detail == refusal)
        #expect(
            try office.desk.change(id, bulk: [.status("resolved")], isTrial: true, as: ada.id)
                .refusal == refusal)
        func why() throws -> StatusExplanation {
            try office.desk.explain(status: "resolved", of: id, by: ada.id, as: ada.id)
        }
        let missing = try why()
        #expect(missing.refusal == refusal)
        let step = try #require(StatusStep("resolved"))
        #expect(missing.checks.last == .hiddenField(step))
        _ = try office.set("Cause", ["user"], on: id)
        let filled = try why()
        #expect(filled.refusal == nil && filled.checks.count == missing.checks.count - 1)
        _ = try office.desk.set(
            Grant(.modifyCustomField, to: .privileged), isGranted: false, as: User.systemID)
        let given: [[String: [String]]] = [[:], ["Cause": ["user"]]]
        for fields in given {
            let request = TicketRequest(
                queue: office.queue.id, subject: "By hand", text: "x", fields: fields)
            let error = #expect(throws: DeskError.self) {
                try office.desk.open(request, as: ada.id)
            }
            #expect(error?.detail.contains("Cause") == false)
        }
    }
}
