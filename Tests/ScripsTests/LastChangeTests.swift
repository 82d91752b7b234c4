import Scrips
import Templates
import Testing
import Tickets

@Suite("When a ticket last changed, in mails")
struct LastChangeTests {
    @Test("a mail tells of a note only when a note caused it")
    func updated() throws {
        for (kind, expected) in [
            (Transaction.Kind.schedule, "18 November"), (.correspond, "18 November"),
            (.comment, "19 November"),
        ] {
            var scene = try Scene(kind)
            scene.templates = TemplateSet([
                TemplateSource(
                    name: "plain", language: "en", text: "\n{{ticket.updated}}\n", html: nil)
            ])
            scene.snapshot.ticket.publicUpdated = scene.snapshot.ticket.updated
            scene.snapshot.ticket.updated = scene.snapshot.ticket.updated.adding(seconds: 86_400)
            let texts = scene.mails(.notify(.adminCcs, asComment: false)).map(\.text)
            #expect(!texts.isEmpty)
            #expect(texts.allSatisfy { $0.contains(expected) }, "\(kind): \(texts)")
        }
    }
}
