import Gateway
import Testing
import Tickets

@testable import Commands

struct AliasFileTests {
    private func entries(_ text: String) -> [AliasFile.Entry] {
        AliasFile(path: "aliases", text: text).entries
    }

    @Test("an alias has a name, a line and targets")
    func plain() {
        let entries = entries("# comment\n\npostmaster: root, anna@example.org\n")
        #expect(
            entries == [
                .init(name: "postmaster", line: 3, targets: ["root", "anna@example.org"])
            ])
    }

    @Test("a line that begins with white space goes on")
    func continuation() {
        let entries = entries("a: b,\n   c\n\td\nE : f\n")
        #expect(entries.map(\.name) == ["a", "e"])
        #expect(entries[0].targets == ["b", "c\td"])
        #expect(entries[1].line == 4)
    }

    @Test(
        "a pipe is one target however it is quoted",
        arguments: [
            "support: \"|/usr/local/bin/mailgate --queue support --action comment\"",
            "support: |\"/usr/local/bin/mailgate --queue support --action comment\"",
            "support: |/usr/local/bin/mailgate --queue support --action comment",
            "\"support\": \"|/usr/local/bin/mailgate --queue 'support' --action comment\"",
            "Support:\"|/usr/local/bin/mailgate -queue support -action comment\"",
            "support: \"|/usr/local/bin/mailgate --queue \\\"support\\\" --action=comment\"",
        ])
    func pipes(line: String) throws {
        let entry = try #require(entries(line).first)
        #expect(entry.name == "support")
        let target = try #require(entry.targets.first)
        let command = try #require(AliasCommand(target: target))
        #expect(command.program == "/usr/local/bin/mailgate")
        guard case .success(.receive(let options)) = command.request else {
            Issue.record("not understood: \(command.request)")
            return
        }
        #expect(options.route.queue == "support")
        #expect(options.route.action == .comment)
    }

    @Test("only pipes into mailgate are ours")
    func others() {
        for target in ["root", "|/usr/bin/rt-mailgate --queue x", "|/usr/bin/vacation anna", "|"] {
            #expect(AliasCommand(target: target) == nil)
        }
    }

    @Test("what is no alias is passed over")
    func junk() {
        #expect(entries("no colon here\n: x\n  lost continuation\n").isEmpty)
    }
}
