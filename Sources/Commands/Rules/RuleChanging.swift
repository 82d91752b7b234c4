import Desk
import Scrips
import SiteFiles
import Tickets

extension Instance {
    /// Changes rules. What scrips among them name and is not there is told with line and column.
    ///
    /// - Parameters:
    ///   - folder: what messages put before a file's name.
    ///   - isRehearsal: only tells what would be refused.
    func change(
        _ edits: [RuleEdit], remark: String, folder: String = "", isRehearsal: Bool = false
    ) throws {
        try ScripFaults.placing(in: edits, folder: folder) {
            try desk.change(edits, remark: remark, isRehearsal: isRehearsal, as: actor.id)
        }
    }
}

extension ScripFaults {
    /// Runs `body`; faults of scrips that it puts in force become problems of their files.
    static func placing<Result>(
        in edits: [RuleEdit], folder: String, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let faults as ScripFaults {
            throw faults.placed(in: edits, folder: folder)
        }
    }

    private func placed(in edits: [RuleEdit], folder: String) -> any Error {
        var lines: [String] = []
        var rest: [Fault] = []
        let found = Dictionary(grouping: faults, by: \.scrip)
        for (scrip, faults) in found.sorted(by: { $0.key < $1.key }) {
            let rule = edits.first { $0.kind == .scrip && $0.name == scrip }?.rule
            guard let written = rule?.written else {
                rest += faults
                continue
            }
            let file = folder.isEmpty ? written.file : "\(folder)/\(written.file)"
            let problems = ScripFile.problems(faults.map(\.problem), in: written.text, file: file)
            lines += problems.map(\.description)
        }
        guard !lines.isEmpty else { return self }
        let others =
            rest.isEmpty ? self.lines : [ScripFaults(faults: rest, lines: self.lines).detail]
        return CommandFailure((lines + others).joined(separator: "\n"), .configuration)
    }
}
