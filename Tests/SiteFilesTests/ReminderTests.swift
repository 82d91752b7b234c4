import Scrips
import SiteFiles
import Templates
import Testing
import Tickets

@Suite("The template for timed scrips")
struct ReminderTests {
    @Test("says of each timed condition something of its own, in each language")
    func sentences() throws {
        let conditions = ConditionKind.all.filter { $0.isTimed || $0.name == "Priority Exceeds" }
        #expect(conditions.count == 7)
        for language in ["en", "cs", "de", "ru", "uk"] {
            let rendering = Rendering(
                template: "reminder", language: language, kind: .schedule,
                action: .notify(.owner, asComment: false))
            var sentences: Set<String> = []
            for condition in conditions {
                let mail = try rendering.mail { snapshot in
                    snapshot.transaction = Transaction(
                        id: TransactionID(117), ticket: TicketID(42), kind: .schedule,
                        actor: User.systemID, created: snapshot.now, field: condition.name,
                        newValue: "tell-late")
                }
                let first = mail.text.split(separator: "\n").first.map(String.init) ?? ""
                sentences.insert(first)
                #expect(mail.html?.contains("<p>") == true)
                #expect(mail.text.contains("\(condition.name) ("))
                #expect(mail.text.contains("tell-late)"))
            }
            #expect(sentences.count == conditions.count, "\(language): \(sentences)")
            #expect(!sentences.contains { $0.hasPrefix("---") })
        }
    }
}
