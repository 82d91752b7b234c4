import Desk
import Scrips
import Tickets

/// Changes one key of scrips and leaves the rest of their text as it is, comments included.
struct ScripSwitching {
    let key: String
    let value: String
    let remark: String
    /// What the scrip must be after the change; else the line was not what it seemed.
    let expected: (Scrip) -> Scrip

    /// Changes the scrips of these names, all or none.
    ///
    /// - Returns: the names of those that were not so already.
    func change(_ names: [String], _ instance: Instance) throws -> [String] {
        let shelf = try RuleShelf(.scrip, instance)
        var edits: [RuleEdit] = []
        for name in names {
            let written = try shelf.requireOne(name).written
            let text = SourceLine.set(key, to: value, in: written.text)
            guard case .scrip(let before)? = try shelf.read([written]).first?.value,
                before != expected(before)
            else { continue }
            let rules = (try? shelf.read([RuleText(file: written.file, text: text)])) ?? []
            guard let rule = rules.first, rule.value == .scrip(expected(before)) else {
                throw CommandFailure(
                    "the line \"\(key): …\" of scrip \"\(name)\" cannot be changed by itself; "
                        + "`postern scrip edit \(name)` shows why")
            }
            edits.append(RuleEdit(rule, seen: written))
        }
        try instance.change(edits, remark: remark)
        return edits.map(\.name)
    }
}

/// One line of a YAML file whose keys begin at the margin.
enum SourceLine {
    /// Sets a key to a word or a number; a comment behind it stays. A key that is not there becomes
    /// the last line.
    static func set(_ key: String, to value: String, in text: String) -> String {
        var lines = split(text)
        if let index = lines.firstIndex(where: { isKey(key, $0) }) {
            lines[index] = replacing(value, in: lines[index])
            return lines.joined()
        }
        let end = lines.first?.utf8.suffix(2).elementsEqual("\r\n".utf8) == true ? "\r\n" : "\n"
        let isOpen = !text.isEmpty && text.utf8.last != UInt8(ascii: "\n")
        return text + (isOpen ? end : "") + "\(key): \(value)\(end)"
    }

    private static func split(_ text: String) -> [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        for byte in text.utf8 {
            line.append(byte)
            if byte == UInt8(ascii: "\n") {
                lines.append(String(decoding: line, as: UTF8.self))
                line = []
            }
        }
        return line.isEmpty ? lines : lines + [String(decoding: line, as: UTF8.self)]
    }

    private static func isKey(_ key: String, _ line: String) -> Bool {
        guard line.hasPrefix(key) else { return false }
        return line.dropFirst(key.count).drop { $0 == " " }.first == ":"
    }

    private static func replacing(_ value: String, in line: String) -> String {
        guard let colon = line.firstIndex(of: ":") else { return line }
        let rest = line[line.index(after: colon)...]
        let blanks = rest.prefix { $0 == " " }
        let behind = rest.dropFirst(blanks.count).drop { !$0.isWhitespace }
        return "\(line[...colon])\(blanks.isEmpty ? " " : blanks)\(value)\(behind)"
    }
}
