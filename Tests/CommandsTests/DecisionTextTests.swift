import Testing
import Tickets

@testable import Commands
@testable import Store

@Suite("Who was mailed, in words")
struct DecisionTextTests {
    private func lines(_ decisions: [StoredDecision], _ outbox: [OutboxRow] = []) -> [String] {
        DecisionText(terminal: Sample.pipe, time: Sample.time).lines(decisions, outbox)
    }

    private func sentences(
        _ decisions: [StoredDecision], _ outbox: [OutboxRow] = [], _ reports: [DeliveryReport] = []
    ) -> [String] {
        FateText(terminal: Sample.pipe, time: Sample.time).sentences(decisions, outbox, reports)
    }

    @Test("a report follows the mail that it is about, with the server's words")
    func reported() throws {
        let decisions = [Sample.decision("a@example.org", .requestor, .mailed, outbox: 1)]
        let report = Sample.report(.failed, status: "5.1.1", "no such user.")
        #expect(
            sentences(decisions, [], [report]).last
                == "mail 9 says 1 min ago: a@example.org did not get it: 5.1.1, no such user.")
        #expect(
            DecisionText(terminal: Sample.pipe, time: Sample.time).lines([report]) == [
                "a@example.org did not get it: 5.1.1, no such user. · mail 9, outbox 1"
            ])
        let other = Sample.report(.displayed, outbox: 2)
        #expect(sentences(decisions, [], [other]).count == 1)
    }

    @Test("people with the same fate share a line")
    func grouped() throws {
        let decisions = [
            Sample.decision("a@example.org", .requestor, .mailed, outbox: 1),
            Sample.decision("b@example.org", .cc, .mailed, outbox: 1),
            Sample.decision("c@example.org", .adminCc, .ownAction),
        ]
        #expect(
            lines(decisions, [try Sample.outbox(1, .sent)]) == [
                "mailed: a@example.org (Requestor), b@example.org (Cc) · on-create",
                "not mailed: c@example.org (AdminCc) — own action · on-create",
            ])
    }

    @Test("of a scrip that was run again the last decision counts, and nobody is named twice")
    func runAgain() throws {
        func decision(
            _ name: String, _ role: Role, _ outcome: MailDecision.Outcome, outbox: Int64? = nil,
            scrip: String = "own"
        ) -> StoredDecision {
            StoredDecision(
                transaction: TransactionID(7), scrip: scrip,
                decision: MailDecision(
                    address: EmailAddress(name + "@example.org"), user: nil, role: role,
                    outcome: outcome),
                outbox: outbox.map { OutboxID($0) })
        }
        let own = [
            decision("bob", .requestor, .scripFailed), decision("cat", .cc, .scripFailed),
            decision("cat", .adminCc, .scripFailed), decision("bob", .requestor, .alreadyTold),
            decision("cat", .cc, .mailed, outbox: 2),
            decision("cat", .adminCc, .alreadyMailed),
        ]
        let all = own + [decision("bob", .requestor, .mailed, outbox: 1, scrip: "other")]
        let fates = FateText(terminal: Sample.pipe, time: Sample.time)
        #expect(
            fates.sentences(own, [], [], among: all) == [
                "bob@example.org (Requestor) was not mailed: scrip other has the same condition and"
                    + " mails that address already.",
                "cat@example.org (Cc) was to be mailed; the mail is not kept any more.",
            ])
        #expect(
            lines(all) == [
                "not mailed: bob@example.org (Requestor) — another scrip tells them already (other)"
                    + " · own",
                "mailed: cat@example.org (Cc) · own", "mailed: bob@example.org (Requestor) · other",
            ])
    }

    @Test("a mail that waits, failed or was cancelled says so")
    func states() throws {
        let one = [Sample.decision("a@example.org", .cc, .mailed, outbox: 1)]
        let who = "a@example.org (Cc) · on-create"
        #expect(
            lines(one, [try Sample.outbox(1, .queued)])
                == ["to be mailed: \(who) · outbox 1, not tried yet"])
        #expect(
            lines(one, [try Sample.outbox(1, .queued, error: "no answer")])
                == [
                    "to be mailed: \(who) · outbox 1, next attempt in 2 min; last answer: no answer"
                ])
        #expect(
            lines(one, [try Sample.outbox(1, .dead, error: "550 no")])
                == ["mail failed: \(who) · 550 no (`postern outbox retry 1`)"])
        #expect(
            lines(one, [try Sample.outbox(1, .cancelled)])
                == ["mail cancelled: \(who) · outbox 1"])
    }

    @Test("a role that nobody holds is said only where nobody was mailed at all")
    func nobody() {
        let empty = StoredDecision(
            transaction: TransactionID(7), scrip: "on-create-ccs",
            decision: MailDecision(address: nil, user: nil, role: .cc, outcome: .nobody),
            outbox: nil)
        #expect(lines([empty]) == ["mailed nobody: no Cc"])
        let other = Sample.decision("a@example.org", .requestor, .noAddress)
        #expect(lines([empty, other]).count == 1)
        #expect(sentences([empty]) == ["had nobody to mail: there was no Cc."])
    }

    @Test("each reason ends a sentence", arguments: MailDecision.Outcome.allCases)
    func reasons(outcome: MailDecision.Outcome) {
        let text = sentences([Sample.decision("a@example.org", .cc, outcome)]).joined()
        #expect(text.hasSuffix("."))
        #expect(!text.hasSuffix(".."))
        #expect(text.contains("a@example.org (Cc)") || outcome == .nobody)
    }

    @Test("somebody else's full stop is not doubled")
    func fullStop() throws {
        let one = [Sample.decision("a@example.org", .cc, .mailed, outbox: 1)]
        let text = sentences(one, [try Sample.outbox(1, .dead, error: "550 Go away.")])
        #expect(
            text == [
                "a@example.org (Cc) never got it: outbox 1 was given up; the answer was: 550 Go away. "
                    + "`postern outbox retry 1` tries again."
            ])
    }
}
