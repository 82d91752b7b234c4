import Desk
import Testing
import Tickets

@testable import Commands

@Suite("Transactions in words")
struct TransactionTextTests {
    private func words(_ entry: HistoryEntry) -> String {
        TransactionText(time: Sample.time).sentence(entry)
    }

    @Test(
        "each kind has its sentence",
        arguments: [
            (Sample.entry(.create), "Alice Adams opened the ticket"),
            (Sample.entry(.correspond), "Alice Adams wrote"),
            (Sample.entry(.comment), "Alice Adams commented, for staff only"),
            (
                Sample.entry(.status, field: "Status", old: "open", new: "resolved"),
                "Alice Adams changed the status: open → resolved"
            ),
            (
                Sample.entry(.set, field: "Subject", old: "a", new: "b"),
                "Alice Adams changed the subject: \"a\" → \"b\""
            ),
            (
                Sample.entry(.set, field: "Due", new: "1795253585000"),
                "Alice Adams changed the due date: none → 2026-11-21 09:33:05 +00:00"
            ),
            (
                Sample.entry(.set, field: "Queue", old: "support", new: "billing"),
                "Alice Adams changed the queue: support → billing"
            ),
            (Sample.entry(.take, new: "alice"), "Alice Adams took the ticket"),
            (Sample.entry(.untake, old: "alice"), "Alice Adams gave the ticket up"),
            (
                Sample.entry(.steal, old: "bea", new: "alice"),
                "Alice Adams took the ticket from bea"
            ),
            (Sample.entry(.give, old: "alice", new: "bea"), "Alice Adams gave the ticket to bea"),
            (
                Sample.entry(.give, old: "carl", new: "bea"),
                "Alice Adams gave the ticket to bea (it was carl's)"
            ),
            (
                Sample.entry(.addWatcher, field: "Cc", new: "carol@example.net"),
                "Alice Adams added carol@example.net as Cc"
            ),
            (
                Sample.entry(.delWatcher, field: "Cc", old: "carol@example.net"),
                "Alice Adams removed carol@example.net as Cc"
            ),
            (
                Sample.entry(.addLink, field: "DependsOn", new: "#43"),
                "Alice Adams added a link: depends on #43"
            ),
            (
                Sample.entry(.merge, field: "MergedInto", new: "#50"),
                "Alice Adams merged #42 into #50"
            ),
            (
                Sample.entry(.merge, field: "Merged", new: "#41"),
                "Alice Adams merged #41 into this ticket"
            ),
            (
                Sample.entry(.setWatcher, field: "Lead", old: "bo", new: "cy"),
                "Alice Adams made cy the Lead instead of bo"
            ),
            (
                Sample.entry(.set, field: "Squelch", new: "carl@example.com"),
                "Alice Adams squelched carl@example.com: no more mail to them"
            ),
            (
                Sample.entry(.set, field: "Squelch", old: "carl@example.com"),
                "Alice Adams let carl@example.com get mail again"
            ),
            (Sample.entry(.autoReply), "Alice Adams answered automatically"),
            (Sample.entry(.systemError, new: "too deep"), "Alice Adams met an error: too deep"),
        ])
    func sentences(entry: HistoryEntry, expected: String) {
        #expect(words(entry) == expected)
    }

    @Test("a stranger's subject cannot move the cursor")
    func hostile() {
        let entry = Sample.entry(.set, field: "Subject", old: "a\u{1B}[2J", new: "b\nc")
        #expect(words(entry) == "Alice Adams changed the subject: \"a[2J\" → \"b c\"")
    }

    @Test("every kind has a sentence of its own")
    func all() {
        for kind in Transaction.Kind.allCases {
            #expect(words(Sample.entry(kind, field: "x")).hasPrefix("Alice Adams "))
        }
    }

    @Test("times in custom fields are shown by the site's clock, texts as they are")
    func customTimes() {
        let words = TransactionText(
            time: TimeText(now: Sample.now, zone: "Europe/Prague"),
            fields: [
                CustomField(name: "When", kind: .dateTime), CustomField(name: "Note"),
            ])
        let old = "2026-07-01T12:00:00Z"
        #expect(
            words.sentence(Sample.entry(.customField, field: "When", old: old))
                == "Alice Adams removed from When: 2026-07-01 14:00:00 +02:00")
        #expect(
            words.sentence(Sample.entry(.customField, field: "Note", new: old))
                == "Alice Adams set Note: \(old)")
    }
}
