import Testing
import Tickets

@testable import Commands
@testable import Desk
@testable import Store

@Suite("Pages for people")
struct PageTests {
    private func view(
        _ entries: [HistoryEntry], merged: [TicketID] = [], suspended: Set<EmailAddress> = [],
        fields: [TicketFieldValues] = []
    ) -> TicketView {
        let created = Sample.now.adding(seconds: -3_600)
        return TicketView(
            ticket: Ticket(
                id: TicketID(42), queue: Sample.queue.id, subject: "No network", status: "open",
                owner: Sample.alice.id, priority: 5, creator: Sample.bob.id, created: created,
                updated: created),
            queue: Sample.queue, owner: Sample.alice,
            watchers: [Watcher(role: .requestor, member: .user(Sample.bob.id))],
            users: [Sample.bob.id: Sample.bob], groups: [:], suspended: suspended,
            squelched: Sample.address("carl@example.com"),
            links: [Link(ticket: TicketID(42), kind: .dependsOn, target: .ticket(TicketID(40)))],
            backlinks: [Link(ticket: TicketID(50), kind: .memberOf, target: .ticket(TicketID(42)))],
            merged: merged,
            fields: [
                TicketFieldValues(
                    field: CustomField(name: "Root cause", kind: .select), values: ["network"])
            ] + fields, priorityName: "Low", entries: entries)
    }

    private func why(_ view: TicketView, _ person: WhyPerson? = nil) -> String {
        WhyPage(
            view: view, asked: view.ticket.id, person: person, terminal: Sample.pipe,
            time: Sample.time
        ).text()
    }

    @Test("the head of a ticket says what it is, whose it is, since when")
    func head() {
        let page = TicketPage(
            view: view([], merged: [TicketID(41)]), asked: TicketID(41), terminal: Sample.pipe,
            time: Sample.time)
        #expect(
            page.text() == """
                #42  No network
                      #41 was merged into it
                  Status      open
                  Queue       support
                  Owner       Alice Adams
                  Requestors  bob@example.org
                  Squelched   carl@example.com
                  Priority    Low (5)
                  Created     1 h ago       2026-11-21 08:33:05 +00:00
                  Links       depends on #40, has the member #50
                  Merged      #41
                  Root cause  network

                """)
    }

    @Test("values of several lines stand below each other")
    func lines() {
        let values = TicketFieldValues(
            field: CustomField(name: "Steps", kind: .text), values: ["one\n  two\u{1B}[2J\n", "x"])
        let page = TicketPage(
            view: view([], fields: [values]), asked: TicketID(42), terminal: Sample.pipe,
            time: Sample.time)
        #expect(
            page.text().hasSuffix(
                """
                  Root cause  network
                  Steps       one
                                two[2J
                              x

                """))
    }

    @Test("an address that is not mailed is marked where its user sits")
    func suspended() {
        let page = TicketPage(
            view: view([], suspended: Set(Sample.bob.addresses)), asked: TicketID(42),
            terminal: Sample.pipe, time: Sample.time)
        #expect(
            page.text().contains("Requestors  bob@example.org (suspended: mails came back)\n"))
    }

    @Test("quotes and signature are left out, and it says where they are")
    func leftOut() {
        let message = Message(
            id: EntryID(1), transaction: TransactionID(7), mail: MailID(9), author: nil,
            subject: "", messageID: nil, text: "Yes.\n\n> Is it?\n> Really?\n-- \nBob\n",
            replyText: "Yes.")
        let entry = HistoryEntry(
            transaction: Sample.entry(.correspond).transaction, actor: Sample.bob, message: message,
            mail: nil, runs: [], decisions: [], outbox: [],
            reports: [Sample.report(.delayed, status: "4.4.1")])
        let page = HistoryPage(ticket: TicketID(42), terminal: Sample.pipe, time: Sample.time)
        let text = page.full([entry])
        #expect(text.contains("    Yes.\n\n    quotes and signature left out, 4 lines"))
        #expect(text.contains("postern mail show 9\n"))
        #expect(!text.contains("Really?"))
        #expect(text.contains("a@example.org has not got it yet: 4.4.1 · mail 9, outbox 1"))
    }

    @Test("a text stands whole, indented, without controls; changes stand close together")
    func history() {
        let message = Message(
            id: EntryID(1), transaction: TransactionID(7), mail: MailID(9), author: nil,
            subject: "",
            messageID: nil, text: "\nIt is dead.\u{1B}[2J\n> Is it?\n\n",
            attachments: [
                Attachment(
                    path: "2", filename: "the plan.pdf", contentType: "application/pdf",
                    sizeBytes: 2_048, sha256: "")
            ])
        let text = HistoryEntry(
            transaction: Sample.entry(.comment).transaction, actor: Sample.alice, message: message,
            mail: nil, runs: [], decisions: [Sample.decision("a@example.org", .cc, .ownAction)],
            outbox: [], reports: [])
        let status = Sample.entry(.status, field: "Status", old: "new", new: "open")
        let page = HistoryPage(ticket: TicketID(42), terminal: Sample.pipe, time: Sample.time)
        let when = "1 min ago · 2026-11-21 09:32:05 +00:00 · transaction 7"
        #expect(
            page.full([text, status, status]) == """

                ● Alice Adams commented, for staff only  \(when)

                    It is dead.[2J
                    > Is it?

                    + the plan.pdf  application/pdf, 2 KiB  \
                postern mail show 9 --part 2 --output 'the plan.pdf'
                    not mailed: a@example.org (Cc) — own action · on-create

                ● Alice Adams changed the status: new → open  \(when)
                ● Alice Adams changed the status: new → open  \(when)

                """)
    }

    @Test("why names each scrip with those whom it mailed and those whom it did not")
    func whyEverybody() {
        let create = HistoryEntry(
            transaction: Sample.entry(.create).transaction, actor: Sample.alice, message: nil,
            mail: nil, runs: [],
            decisions: [Sample.decision("a@example.org", .adminCc, .ownAction)], outbox: [],
            reports: [])
        #expect(
            why(view([create, Sample.entry(.take)])) == """
                #42  No network

                ● Alice Adams opened the ticket  1 min ago · transaction 7
                    scrip on-create
                      a@example.org (AdminCc) was not mailed: \
                they did it themselves (mail.notify_actor is off).

                1 further entry: no scrip mails about such changes.
                postern scrip test --transaction N says why each scrip would or would not.

                """)
    }

    @Test("whoever may not know whom scrips mailed is told so, and why they were mailed themselves")
    func whyHidden() {
        func create(_ decisions: [StoredDecision]) -> HistoryEntry {
            HistoryEntry(
                transaction: Sample.entry(.create).transaction, actor: Sample.alice, message: nil,
                mail: nil,
                runs: [
                    ScripRun(
                        id: 1, transaction: TransactionID(7), scrip: "on-create",
                        ending: .applied, ran: Sample.now, wasRetried: false)
                ], decisions: decisions, outbox: [], reports: [])
        }
        func why(_ decisions: [StoredDecision], _ user: User?, isShown: Bool) -> String {
            var view = view([create(decisions), Sample.entry(.take)])
            view.seesMail = false
            return WhyPage(
                view: view, asked: TicketID(42),
                person: user.map { WhyPerson(asked: $0.name, user: $0, address: nil, roles: []) },
                isShown: isShown, terminal: Sample.pipe, time: Sample.time
            ).text()
        }
        let hidden = "Whom scrips mailed is shown only to holders of ShowOutgoingEmail there.\n"
        #expect(
            why([], nil, isShown: false) == """
                #42  No network
                \(hidden)
                ● Alice Adams opened the ticket  1 min ago · transaction 7
                    scrip on-create
                      was applied.

                1 further entry: no scrip did anything that you may see.

                """)
        let other = why([], Sample.alice, isShown: false)
        #expect(other.contains(hidden) && !other.contains("considered"))
        let own = why(
            [Sample.decision("bob@example.org", .requestor, .mailed, outbox: 1)], Sample.bob,
            isShown: true)
        #expect(own.contains("bob@example.org (Requestor) was mailed.  (on-create)\n"))
        #expect(!own.contains(hidden))
    }

    @Test("a scrip that failed and was run again is told apart from one that failed")
    func whyRunAgain() {
        func why(_ endings: [ScripRun.Ending]) -> String {
            let runs = endings.enumerated().map { number, ending in
                ScripRun(
                    id: Int64(number), transaction: TransactionID(7), scrip: "tell",
                    ending: ending, ran: Sample.now, wasRetried: number == 0)
            }
            let entry = HistoryEntry(
                transaction: Sample.entry(.create).transaction, actor: Sample.alice, message: nil,
                mail: nil, runs: runs, decisions: [], outbox: [], reports: [])
            return self.why(view([entry]))
        }
        #expect(why([.failed("no owner")]).contains("      failed: no owner\n"))
        #expect(
            why([.failed("no owner"), .applied]).contains(
                "      was run again since it had failed: no owner\n"))
    }

    @Test("whoever was not considered about one entry is told of that one only")
    func whyOneEntry() {
        let stranger = WhyPerson(
            asked: "x@example.org", user: nil, address: EmailAddress("x@example.org"), roles: [])
        let page = WhyPage(
            view: view([Sample.entry(.create)]), asked: TicketID(42), person: stranger, entry: 7,
            terminal: Sample.pipe, time: Sample.time
        ).text()
        #expect(page.contains("No scrip considered mailing them about transaction 7.\n"))
    }

    @Test("whoever was never considered is told who holds the roles")
    func whyNobody() {
        var stranger = WhyPerson(
            asked: "x@example.org", user: nil, address: EmailAddress("x@example.org"), roles: [])
        #expect(
            why(view([Sample.entry(.create)]), stranger) == """
                #42  No network
                The tracker knows nobody with the address x@example.org.
                No scrip ever considered mailing them about this ticket.
                The roles there: Requestor: bob@example.org; \
                Owner: Alice Adams <alice@example.org>.

                """)
        stranger.isKnownToBeNobody = false
        #expect(
            why(view([Sample.entry(.create)]), stranger).contains(
                "\nYou see nobody called x@example.org on this ticket.\n"))
    }
}
