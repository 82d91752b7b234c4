import ArgumentParser
import Foundation
import Testing

@testable import Commands

/// Every command's `--help` is held whole in `Golden/help`; RECORD=1 writes them anew.
struct HelpScreenTests {
    @Test("each command's help is as recorded", arguments: CommandTree.names)
    func helpScreen(name: String) throws {
        let command = try #require(CommandTree.all[name])
        let text =
            PosternCommand.helpMessage(for: command, includeHidden: false, columns: 90) + "\n"
        try Golden.compare(text, with: "help/\(name.replacing(" ", with: "-")).txt")
    }

    @Test("no recorded help is left of a command that is gone")
    func noLeftovers() throws {
        let expected = Set(CommandTree.names.map { $0.replacing(" ", with: "-") + ".txt" })
        #expect(try Golden.names(in: "help").subtracting(expected).isEmpty)
    }

    @Test("each command says what it does in one line")
    func abstracts() {
        for (name, command) in CommandTree.all {
            #expect(!command.configuration.abstract.isEmpty, "\(name)")
            #expect(command.configuration.abstract.last == ".", "\(name)")
        }
    }
}

/// All commands by their whole names, `postern mail show`.
enum CommandTree {
    static let all = branch("postern", PosternCommand.self)
    static let names = all.keys.sorted()

    private static func branch(
        _ name: String, _ command: any ParsableCommand.Type
    ) -> [String: any ParsableCommand.Type] {
        command.configuration.subcommands.reduce(into: [name: command]) { all, child in
            let word = child.configuration.commandName ?? ""
            all.merge(branch("\(name) \(word)", child)) { first, _ in first }
        }
    }
}

/// Texts that were looked at by a person once.
enum Golden {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Golden"

    static func compare(_ text: String, with name: String) throws {
        let path = "\(folder)/\(name)"
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            let parent = (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(
                atPath: parent, withIntermediateDirectories: true)
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return
        }
        let expected = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text == expected, "\(name) differs; RECORD=1 writes it anew")
    }

    static func names(in subfolder: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(subfolder)"))
    }
}
