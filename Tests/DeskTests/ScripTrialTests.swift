import Desk
import Scrips
import Store
import Templates
import TestKit
import Testing
import Tickets

@Suite("Scrips that are only tried")
struct ScripTrialTests {
    /// Everything that a trial could leave behind, as text.
    private func dump(_ office: Office) throws -> String {
        try office.desk.store.read { session in
            var text = ""
            for number in 1...50 {
                guard let ticket = try session.ticket(TicketID(Int64(number))) else { continue }
                text += "\(ticket)\n\(try session.transactions(of: ticket.id))\n"
                text += "\(try session.outbox(of: ticket.id))\n"
                text += "\(try session.decisions(of: ticket.id))\n"
            }
            text += "\(try session.failedScripRuns())\n\(try session.quarantinedMails())\n"
            text += "\(try session.scripClock().map { "\($0)" } ?? "-")"
            return text
        }
    }

    @Test(
        "a mail is tried with all that would follow, and nothing is written",
        arguments: StoreEngine.all)
    func mail(engine: StoreEngine) throws {
        let office = try Office(engine) { plan in
            plan.scrips.append(
                ScripChainTests.row("up", "On Create", "Set Priority", argument: "\"5\""))
            plan.scrips.append(
                ScripChainTests.row(
                    "told", "On Priority Change", "Notify Requestors", template: "transaction"))
        }
        let known = try office.open("Ink", id: "0@net")
        let before = try dump(office)
        let trial = try office.desk.tryScrips(
            over: .mail(
                try office.mail(from: "rita@example.net", subject: "Paper", id: "1@net")),
            as: User.systemID)
        #expect(try dump(office) == before)
        guard case .opened(let id)? = trial.receipt?.outcome else {
            throw Office.Surprise(text: "\(trial)")
        }
        #expect(id > known.id)
        #expect(trial.steps.map(\.transaction.kind) == [.create, .set])
        #expect(trial.steps[1].causes == ["up"])
        let first = trial.steps[0].outcomes
        let autoreply = try #require(first.first { $0.scrip == "on-create-autoreply" })
        #expect(autoreply.effects.count == 1)
        #expect(
            first.contains {
                $0.result == .notApplicable("not \"On Correspond\"")
            })
        #expect(trial.steps[1].outcomes.contains { $0.scrip == "told" && $0.effects.count == 1 })
        #expect(trial.stops.isEmpty)
        // The same mail again is still tried as new.
        #expect(trial.earlier == nil)
        let real = try office.desk.receive(
            try office.mail(from: "rita@example.net", subject: "Paper", id: "1@net"))
        let again = try office.desk.tryScrips(
            over: .mail(
                try office.mail(from: "rita@example.net", subject: "Paper", id: "1@net")),
            as: User.systemID)
        guard case .opened? = again.receipt?.outcome, case .opened(let opened) = real.outcome else {
            throw Office.Surprise(text: "\(again)")
        }
        #expect(again.earlier?.mail == real.mail)
        #expect(again.earlier?.ticket == opened)
    }

    @Test("a scrip of the batch is tried once a batch, as it runs", arguments: StoreEngine.all)
    func batch(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "1@net")
        office.pass(seconds: 60)
        _ = try office.desk.change(
            ticket.id, [.subject("Pens"), .status("open")], as: User.systemID)
        let rules = TriedRules(
            scrips: [
                Scrip(
                    name: "once", condition: .onTransaction,
                    action: try ScripAction(named: "Set Priority", argument: "7"),
                    stage: .transactionBatch)
            ], templates: [])
        let found = try office.desk.lastTransactions(
            in: office.queue.id, limit: 2, as: User.systemID)
        let trials = try found.map {
            try office.desk.tryScrips(over: .transaction($0), with: rules, as: User.systemID)
        }
        let outcomes = try trials.map { trial in
            let step = trial.steps.first { $0.stage == .transactionBatch }
            return try #require(step?.outcomes.first?.result)
        }
        guard case .applied = outcomes[0] else {
            throw Office.Surprise(text: "\(outcomes)")
        }
        #expect(
            outcomes[1]
                == .notApplicable(
                    "it acts once in a batch, and did so on transaction \(found[0])"))
    }

    @Test(
        "a past transaction is tried with other rules than the stored", arguments: StoreEngine.all)
    func transaction(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ticket = try office.open("Paper", id: "1@net")
        let queue = office.queue.id
        let found = try office.desk.lastTransactions(in: queue, limit: 5, as: User.systemID)
        let create = try #require(found.first)
        let before = try dump(office)
        let rules = TriedRules(
            scrips: [
                Scrip(
                    name: "a", condition: .onTransaction,
                    action: try ScripAction(named: "Set Status", argument: "open")),
                Scrip(
                    name: "b", condition: try ScripCondition(named: "On Status Change"),
                    action: .notify(.requestors, asComment: false), template: "mine"),
            ],
            templates: [
                TemplateSource(
                    name: "mine", language: "en", text: "Subject: x\n\n{{ticket.status}}\n",
                    html: nil)
            ])
        let trial = try office.desk.tryScrips(
            over: .transaction(create), with: rules, as: User.systemID)
        #expect(try dump(office) == before)
        #expect(trial.receipt == nil)
        #expect(trial.steps.map(\.transaction.kind) == [.create, .status])
        guard case .notify(let mail)? = trial.steps[1].outcomes[1].effects.first else {
            throw Office.Surprise(text: "\(trial.steps[1].outcomes)")
        }
        #expect(mail.text == "open\n")
        #expect(mail.recipients.map(\.value) == ["rita@example.net"])
        #expect(try office.ticket(ticket.id).status == "new")
    }

    @Test(
        "limits count what was before a past transaction, not its own mails",
        arguments: StoreEngine.all)
    func limits(engine: StoreEngine) throws {
        let office = try Office(
            engine,
            site: Site(name: "example.org", domain: "mx.example.org", autorepliesPerTicketHour: 1))
        _ = try office.open("Paper", id: "1@net")
        let found = try office.desk.lastTransactions(
            in: office.queue.id, limit: 1, as: User.systemID)
        let trial = try office.desk.tryScrips(
            over: .transaction(try #require(found.first)), as: User.systemID)
        let autoreply = trial.steps.first?.outcomes.first { $0.scrip == "on-create-autoreply" }
        #expect(autoreply?.decisions.map(\.outcome) == [.mailed])
    }

    @Test("a trial needs the right to see scrips")
    func rights() throws {
        let office = try Office(.sqlite)
        let ada = try office.staff("ada")
        _ = try office.open("Paper", id: "1@net")
        #expect(throws: DeskError.self) {
            try office.desk.tryScrips(over: .transaction(TransactionID(1)), as: ada.id)
        }
    }

    @Test(
        "whoever sees scrips tries them over what they may read, and whoever writes them over all",
        arguments: StoreEngine.all)
    func sight(engine: StoreEngine) throws {
        let office = try Office(engine)
        for grant in try office.desk.store.read({ try $0.grants() })
        where ![.createTicket, .replyToTicket].contains(grant.right) {
            _ = try office.desk.set(grant, isGranted: false, as: User.systemID)
        }
        let ada = try office.staff("ada")
        _ = try office.open("Paper", id: "1@net")
        func grant(_ right: Right) throws {
            _ = try office.desk.set(
                Grant(right, to: .user(ada.id)), isGranted: true, as: User.systemID)
        }
        func tries() throws -> [Bool] {
            let mails = [
                try office.mail(from: "rita@example.net", subject: "New", id: "2@net"),
                try office.mail(
                    from: "rita@example.net", subject: "[example.org #1] Paper", id: "3@net"),
            ]
            let subjects =
                [.transaction(TransactionID(1))] + mails.map { ScripTrialSubject.mail($0) }
            return subjects.map { subject in
                (try? office.desk.tryScrips(over: subject, as: ada.id)) != nil
            }
        }
        try grant(.showScrips)
        for right in [Right.showTicket, .showTicketComments, .showOutgoingEmail, .seeCustomField] {
            #expect(try tries() == [false, false, false])
            try grant(right)
        }
        #expect(try tries() == [true, true, true])
        for right in [Right.showTicket, .showTicketComments, .showOutgoingEmail, .seeCustomField] {
            _ = try office.desk.set(
                Grant(right, to: .user(ada.id)), isGranted: false, as: User.systemID)
        }
        try grant(.modifyScrips)
        #expect(try tries() == [true, true, true])
    }
}
