/// All settings as a table and as text, for `postern config reference` and the documentation.
package struct SettingsReference: Hashable, Sendable {
    /// One setting in words.
    package struct Row: Hashable, Sendable {
        /// Dotted key.
        package let key: String
        /// Type with unit and range: "size, 64 KiB to 1 GiB; a plain number counts bytes".
        package let type: String
        /// "40 MiB", "required", "not set", "not set: nobody is told by mail".
        package let standard: String
        /// First release that knows it.
        package let since: String
        /// The paragraph, in one line.
        package let documentation: String
        /// A value to show, or `nil`.
        package let example: String?

        init(_ declaration: SettingDeclaration) {
            key = declaration.key
            type = Self.type(of: declaration)
            standard = Self.standard(of: declaration)
            since = declaration.since
            documentation = declaration.documentation
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            example = declaration.example
        }

        private static func type(of declaration: SettingDeclaration) -> String {
            let range = declaration.range.map { ", \($0)" } ?? ""
            guard let unit = declaration.unit else { return declaration.typeName + range }
            let isScaled = ["size", "duration"].contains(declaration.typeName)
            return declaration.typeName + range
                + (isScaled ? "; a plain number counts \(unit)" : " \(unit)")
        }

        private static func standard(of declaration: SettingDeclaration) -> String {
            if declaration.isRequired { return "required" }
            if let text = declaration.defaultText { return text }
            return declaration.defaultNote.map { "not set: \($0)" } ?? "not set"
        }
    }

    /// In the order of the sample file.
    package let rows: [Row]

    /// Describes every declared setting.
    package init() {
        rows = SettingDeclaration.all.map(Row.init)
    }

    /// A Markdown page: a table of all settings, then a paragraph each.
    package var markdown: String {
        var page = "| setting | type | default | since |\n|---|---|---|---|\n"
        for row in rows {
            let type = row.type.replacing("|", with: "\\|")
            page += "| `\(row.key)` | \(type) | \(row.standard) | \(row.since) |\n"
        }
        for row in rows {
            page += "\n### `\(row.key)`\n\n\(row.documentation)\n"
            if let example = row.example { page += "\nExample: `\(example)`\n" }
        }
        return page
    }
}
