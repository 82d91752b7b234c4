import Desk
import FoundationEssentials
import Glibc
import Scrips
import SiteFiles
import Tickets

/// Texts of rules that are handed in.
enum RuleInput {
    /// Reads a file, or standard input for `-`.
    ///
    /// - Throws: ``CommandFailure`` for what is no UTF-8 text.
    static func text(_ path: String) throws -> String {
        let bytes = try InputFile.read(path, bytesMax: 1 << 20)
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw CommandFailure("\(path) is not UTF-8 text", .configuration)
        }
        return text
    }

    /// Runs `body`; messages about a rule's file then name the one that was handed in.
    ///
    /// - Parameter path: as in ``text(_:)``.
    static func naming<Result>(
        _ path: String, as file: String, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch {
            let failure = CommandFailure(error)
            let shown = path == "-" ? "standard input" : path
            let lines = failure.text.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.hasPrefix(file + ":") ? shown + $0.dropFirst(file.count) : String($0)
            }
            throw CommandFailure(
                lines.joined(separator: "\n"), failure.code, figure: failure.figure)
        }
    }
}

/// A rule in the editor of whoever sits at the terminal, until it is right or given up.
struct RuleEditing {
    let shelf: RuleShelf
    let instance: Instance
    let remark: String

    /// Opens the editor, and puts what comes out of it in force.
    ///
    /// - Parameters:
    ///   - draft: what the editor begins with.
    ///   - seen: the rule that is changed; `nil` makes one.
    /// - Returns: what the rule is called then; `nil` when nothing was changed in the editor.
    /// - Throws: ``CommandFailure``, which names the file that keeps what was written.
    func edit(_ draft: RuleText, seen: WrittenRule?) throws -> String? {
        guard let editor = Editor.chosen() else {
            throw CommandFailure(
                "neither VISUAL nor EDITOR names an editor; or hand in a file, see --help", .usage)
        }
        let path = try Self.makeFile(draft)
        while true {
            do {
                try editor.edit(path)
            } catch {
                let text = try? RuleInput.text(path)
                if text?.utf8.elementsEqual(draft.text.utf8) == true {
                    unlink(path)
                    throw error
                }
                throw Self.keeping(path, error)
            }
            let text: String
            do {
                text = try RuleInput.text(path)
            } catch {
                throw Self.keeping(path, error)
            }
            if text.utf8.elementsEqual(draft.text.utf8) {
                unlink(path)
                return nil
            }
            do {
                let name = try put(RuleText(file: draft.file, text: text), seen)
                unlink(path)
                return name
            } catch {
                guard Self.mayRepeat(error) else { throw Self.keeping(path, error) }
            }
        }
    }

    private func put(_ text: RuleText, _ seen: WrittenRule?) throws -> String {
        var edits: [RuleEdit] = []
        var remark = remark
        let rules = try shelf.read([text])
        for rule in rules {
            if let seen, rule.name != seen.name {
                // Another name is another rule; the one that was seen is gone.
                edits.append(RuleEdit(deleting: seen))
                edits.append(RuleEdit(rule, seen: nil))
                remark += ": \(seen.name) is called \(rule.name)"
            } else {
                edits.append(RuleEdit(rule, seen: seen?.written))
            }
        }
        try instance.change(edits, remark: remark)
        return rules.first?.name ?? ""
    }

    /// Shows what is wrong, and asks whether to go on.
    private static func mayRepeat(_ error: any Error) -> Bool {
        if let error = error as? DeskError, error.code == .conflict { return false }
        guard isatty(STDIN_FILENO) == 1 else { return false }
        for line in CommandFailure(error).text.split(separator: "\n") {
            StandardError.say(Terminal.line(String(line)))
        }
        StandardError.say("Edit again? [Y/n]")
        guard let answer = readLine() else { return false }
        return !["n", "no"].contains(answer.lowercased())
    }

    private static func keeping(_ path: String, _ error: any Error) -> CommandFailure {
        let failure = CommandFailure(error)
        // An editor may take the file away.
        let kept = access(path, F_OK) == 0 ? "; what you wrote is kept in \(path)" : ""
        return CommandFailure(failure.text + "\nnothing was done" + kept, failure.code)
    }

    /// A file that only its author can read; its ending tells editors what it is.
    private static func makeFile(_ draft: RuleText) throws -> String {
        let ending = draft.file.lastIndex(of: ".").map { String(draft.file[$0...]) } ?? ""
        var path = Array("/tmp/postern-XXXXXX\(ending)".utf8CString)
        let file = mkstemps(&path, Int32(ending.utf8.count))
        guard file >= 0 else {
            throw CommandFailure(
                "no temporary file could be made: \(String(cString: strerror(errno)))")
        }
        close(file)
        let name = String(
            decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        try Data(draft.text.utf8).write(to: URL(filePath: name))
        return name
    }
}
