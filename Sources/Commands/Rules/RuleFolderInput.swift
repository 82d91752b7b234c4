import SiteFiles
import Tickets

/// A folder of rules that somebody named, and what to say of it.
struct RuleFolderInput {
    let kind: RuleKind
    let folder: String

    init(_ kind: RuleKind, _ folder: String) {
        self.kind = kind
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    /// The files of the kind; warns of those that look like some.
    ///
    /// - Parameter emptyHint: what to add where there is none; `nil` lets that be.
    /// - Throws: ``CommandFailure`` for a folder without any.
    func files(emptyHint: String?) throws -> [RuleText] {
        let files = try RuleFolder.files(kind, in: folder)
        for path in RuleFolder.strangers(kind, in: folder) {
            StandardError.say(
                Terminal.line("postern: \(path) is left alone: its name does not end in .yaml"))
        }
        guard files.isEmpty, let emptyHint else { return files }
        throw CommandFailure(
            "\(folder): no \(kind.rawValue) here; expected \(RuleFolder.expected(kind)), found "
                + RuleFolder.found(in: folder) + emptyHint)
    }
}
