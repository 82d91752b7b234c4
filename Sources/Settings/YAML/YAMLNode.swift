/// One value of a YAML file that knows its place and its key.
///
/// The typed readers (`text`, `integer`, `fields` …) are in `YAMLNode+Values.swift` and
/// `YAMLNode+Fields.swift`; each notes a mistake and returns `nil` instead of throwing.
package struct YAMLNode: Hashable, Sendable {
    /// What stands there. Scalars have no type of their own: whether `12` is a number and `no` is
    /// a language is for the reader who asks, so no text ever turns into something else.
    package enum Content: Hashable, Sendable {
        /// Nothing after the colon, `~` or `null`.
        case nothing
        /// A scalar, quoted or not, with quotes and escapes undone.
        case text(String)
        /// A sequence, in either notation.
        case list([YAMLNode])
        /// Keys are unique; a repeated one is among ``YAMLDocument/problems`` and the last counts.
        case mapping([Entry])
    }

    /// A key with its value.
    package struct Entry: Hashable, Sendable {
        /// The last part of the dotted key.
        package let key: String
        /// Where the key begins.
        package let position: YAMLPosition
        /// Its value; ``YAMLNode/path`` is the whole dotted key.
        package let value: YAMLNode
    }

    /// What stands there.
    package let content: Content
    /// Where the value begins; for an alias, where its anchor's value begins.
    package let position: YAMLPosition
    /// Dotted key from the root: `mail.address_rewrite[0].match`; empty for the root itself.
    package let path: String

    /// What was found, for "expected …, found …": quoted text, cut at 60 characters, or a word.
    package var summary: String {
        switch content {
        case .nothing: "nothing"
        case .list: "a list"
        case .mapping: "keys with values"
        case .text(let text): Self.quoted(text)
        }
    }

    private static func quoted(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(60) {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            shown += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        return text.unicodeScalars.count > 60 ? "\"\(shown)…\"" : "\"\(shown)\""
    }
}
