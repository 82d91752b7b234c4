import Testing
import Tickets

@testable import Commands

@Suite("Alias lines")
struct AliasLineTests {
    @Test("a queue gets a line for each of its addresses")
    func both() {
        #expect(
            AliasLine.lines(for: Sample.queue).map(\.text) == [
                "support: \"|/usr/local/bin/mailgate --queue support --action correspond\"",
                "support-comment: \"|/usr/local/bin/mailgate --queue support --action comment\"",
            ])
    }

    @Test("a queue without an address gets none")
    func none() {
        #expect(AliasLine.lines(for: Queue(id: QueueID(2), name: "inner")).isEmpty)
    }

    @Test("settings elsewhere are named")
    func config() {
        let lines = AliasLine.lines(for: Sample.queue, program: "/opt/m", config: "/srv/p q.yaml")
        #expect(
            lines.first?.text
                == "support: \"|/opt/m --queue support --action correspond --config '/srv/p q.yaml'\""
        )
    }

    @Test(
        "a name that a shell would take apart is replaced by the number",
        arguments: ["General Questions", "a;rm", "-x", "поддержка", "a\"b", "$(id)"])
    func hostileName(name: String) {
        var queue = Sample.queue
        queue.name = name
        #expect(
            AliasLine.lines(for: queue).first?.command
                == "/usr/local/bin/mailgate --queue 1 --action correspond")
    }
}
