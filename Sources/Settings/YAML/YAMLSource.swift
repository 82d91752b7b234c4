import Yams

/// Composes Yams' tree from text, past repeated keys, and words the parser's errors.
struct YAMLSource {
    /// `nil` for a file without anything but comments.
    let root: Node?
    /// Where a repeated key was renamed to get past it, with its real name.
    let renamedKeys: [YAMLPosition: String]

    /// Yams gives up at the first repeated key and names one of the two places. So the earlier of
    /// the two is renamed to something unique of the same length, which leaves every place in the
    /// file as it was, and the text is composed again; ``YAMLTree`` undoes it and reports both.
    init(text: String, file: String) throws {
        var text = text
        var renamed: [YAMLPosition: String] = [:]
        while true {
            do {
                // No resolver rules: they are regular expressions, slow to set up, and would take
                // the language `no` for a truth value. `.utf8` spares a look at the environment.
                root = try Yams.compose(yaml: text, .basic, Constructor([:], [:], [:]), .utf8)
                renamedKeys = renamed
                return
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let position = YAMLPosition(line: context.mark.line, column: context.mark.column)
                let name = names.first ?? ""
                guard
                    let changed = Self.renaming(name, at: position, in: text, renamed.count)
                else {
                    throw Self.error(
                        .duplicateKey, file, position, "\"\(name)\" is given twice in one place")
                }
                text = changed
                renamed[position] = name
            } catch let error as YamlError {
                throw Self.error(error, text: text, file: file)
            }
        }
    }

    /// Replaces a key's first letter by a private-use character.
    ///
    /// - Returns: `nil` where the key is not written as it reads (escapes, an anchor before it),
    ///   or where there are more repeated keys than private-use characters.
    private static func renaming(
        _ key: String, at position: YAMLPosition, in text: String, _ number: Int
    ) -> String? {
        let replacements: ClosedRange<UInt32> = 0xE000...0xF8FF
        guard let first = key.unicodeScalars.first, number < replacements.count,
            let replacement = Unicode.Scalar(replacements.lowerBound + UInt32(number)),
            var index = index(of: position, in: text)
        else { return nil }
        var scalars = text.unicodeScalars
        if scalars[index] == "\"" || scalars[index] == "'" {
            index = scalars.index(after: index)
        }
        guard index < scalars.endIndex, scalars[index] == first else { return nil }
        scalars.replaceSubrange(index...index, with: [replacement])
        return String(scalars)
    }

    /// Counts lines as libyaml does: CR LF is one break; NEL, LS and PS are breaks as well.
    private static func index(
        of position: YAMLPosition, in text: String
    ) -> String.UnicodeScalarIndex? {
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        var line = 1
        while line < position.line, index < scalars.endIndex {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            let endsInLineFeed =
                scalar == "\r" && index < scalars.endIndex && scalars[index] == "\n"
            let isBreak = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
            if isBreak && !endsInLineFeed { line += 1 }
        }
        let found = scalars.index(
            index, offsetBy: position.column - 1, limitedBy: scalars.endIndex)
        return found == scalars.endIndex ? nil : found
    }

    private static func error(_ error: YamlError, text: String, file: String) -> SettingsError {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let position = YAMLPosition(line: mark.line, column: mark.column)
            if let column = columnOfTab(inLine: mark.line, of: text) {
                return self.error(
                    .syntax, file, YAMLPosition(line: mark.line, column: column),
                    "a tab in the indentation; YAML wants spaces there", error)
            }
            let place = context.map { " (\($0.text), line \($0.mark.line))" } ?? ""
            return self.error(.syntax, file, position, "not YAML: \(problem)\(place)", error)
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            let line = 1 + before.count { $0.isNewline }
            let position = offset.map { _ in YAMLPosition(line: line, column: 1) }
            return self.error(.syntax, file, position, "not YAML: \(problem)", error)
        default:
            return self.error(.syntax, file, nil, "not YAML: \(error)", error)
        }
    }

    private static func columnOfTab(inLine line: Int, of text: String) -> Int? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(line - 1) else { return nil }
        let indentation = lines[line - 1].prefix { $0 == " " || $0 == "\t" }
        return indentation.firstIndex(of: "\t").map {
            indentation.distance(from: indentation.startIndex, to: $0) + 1
        }
    }

    private static func error(
        _ code: SettingsProblem.Code, _ file: String, _ position: YAMLPosition?, _ text: String,
        _ underlying: (any Error)? = nil
    ) -> SettingsError {
        let problem = SettingsProblem(
            code: code, file: file, position: position, key: nil, text: text)
        return SettingsError(code: .invalid, problems: [problem], underlying: underlying)
    }
}
