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
        warnOfStrangers()
        guard files.isEmpty, let emptyHint else { return files }
        throw nothingThere(emptyHint)
    }

    /// Tells which files, and files in which folders, look like rules and are not taken for any.
    func warnOfStrangers() {
        for path in RuleFolder.strangers(kind, in: folder) {
            StandardError.say(
                Terminal.line("postern: \(path) is left alone: its name does not end in .yaml"))
        }
        for path in RuleFolder.strangeFolders(kind, in: folder) {
            StandardError.say(
                Terminal.line(
                    "postern: the files in \(path) are left alone: \(kind.folder) lie in one folder"
                ))
        }
    }

    /// The refusal of a folder without any rule of the kind.
    func nothingThere(_ hint: String) -> CommandFailure {
        CommandFailure(
            "\(folder): no \(kind.rawValue) here; expected \(RuleFolder.expected(kind)), found "
                + RuleFolder.found(in: folder) + hint)
    }

    /// What to add where an empty folder would delete all.
    var deletionHint: String { ". All \(kind.folder) would be deleted; --allow-empty does that" }
}
