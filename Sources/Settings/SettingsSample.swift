/// The sample settings file: every setting with its paragraph, every default commented out.
///
/// A line that begins with `# ` is prose; one that begins with `#` and a letter is a setting,
/// switched on by taking the `#` away. Sections' own lines are always on; an empty one is fine.
package enum SettingsSample {
    private static let columns = 88

    private static let opening = """
        # Postern's settings. Read anew by every mailgate and every command, so nothing needs a
        # restart but the daemon. "postern doctor" checks this file.
        #
        # Every setting is here with its default, commented out: take the "#" before its name away
        # to change it. Only site.name is required. An unknown key, a wrong type or an impossible
        # value is an error that names its line, and mail waits in the mail server's queue until it
        # is mended.
        #
        # Sizes: 40 MiB, 10 KB (1,000 bytes) or plain bytes. Durations: 30 s, 5 min, 2 h, 7 d or
        # plain seconds. Relative paths start from the folder of this file.
        #
        # This file is generated; what each setting means is declared in the source, once.

        """

    /// Writes the sample.
    ///
    /// - Parameter values: Dotted key to plain text; these settings are switched on, for
    ///   `postern init`. Texts are quoted as needed; lists cannot be given. Keys must exist.
    package static func text(values: [String: String] = [:]) -> String {
        precondition(values.keys.allSatisfy { SettingDeclaration.byKey[$0] != nil })
        var text = opening
        var open: [Substring] = []
        for (declaration, row) in zip(SettingDeclaration.all, SettingsReference().rows) {
            let parts = declaration.key.split(separator: ".")
            let section = Array(parts.dropLast())
            let shared = zip(open, section).prefix { $0 == $1 }.count
            for depth in shared..<section.count {
                text += "\n\(indentation(depth))\(section[depth]):\n"
            }
            open = section
            let indent = indentation(section.count)
            text += "\n" + prose(of: declaration, row, indent: indent)
            let key = parts.last ?? ""
            if let value = values[declaration.key] {
                text += "\(indent)\(key): \(YAMLText.scalar(value))\n"
            } else {
                let shown = declaration.isRequired ? declaration.example : declaration.defaultText
                text += "\(indent)#\(key):\(shown.map { " \($0)" } ?? "")\n"
            }
        }
        return text
    }

    private static func prose(
        of declaration: SettingDeclaration, _ row: SettingsReference.Row, indent: String
    ) -> String {
        var facts = "Type: \(row.type)."
        if declaration.isRequired {
            facts += " Required."
        } else if declaration.defaultText == nil {
            facts += " Default: \(row.standard)."
        }
        var text = wrapped(row.documentation, indent: indent)
        text += wrapped("\(facts) Since \(row.since).", indent: indent)
        if !declaration.isRequired, let example = row.example {
            text += "\(indent)# Example: \(declaration.key.split(separator: ".").last ?? ""): "
            text += "\(example)\n"
        }
        return text
    }

    private static func wrapped(_ prose: String, indent: String) -> String {
        var text = ""
        var line = indent + "#"
        for word in prose.split(separator: " ") {
            if line.count + 1 + word.count > columns {
                text += line + "\n"
                line = indent + "#"
            }
            line += " \(word)"
        }
        return text + line + "\n"
    }

    private static func indentation(_ depth: Int) -> String {
        String(repeating: "  ", count: depth)
    }
}
