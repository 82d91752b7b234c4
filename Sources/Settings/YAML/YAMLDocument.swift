import Yams

/// A YAML file of the site with line and column for every value.
///
/// For all files that an admin writes: the settings, lifecycles, scrips. Read it, then take what
/// you want, then tell all that is wrong with it:
/// ```swift
/// let document = try YAMLDocument(reading: "/etc/postern/lifecycles/default.yaml")
/// var problems = document.problems
/// let fields = document.root.fields(["name", "initial"], required: ["name"], &problems)
/// let name = fields?["name"]?.text(&problems)
/// try problems.throwIfAny()
/// ```
/// Anchors and aliases work; merge keys (`<<`) do not: they are unknown keys like any other.
package struct YAMLDocument: Hashable, Sendable {
    /// The whole document; an empty file is ``YAMLNode/Content/nothing``.
    package let root: YAMLNode
    /// Mistakes that YAML itself forbids and that do not hinder reading on: repeated keys, keys
    /// that are not text. A reader starts from these and adds its own.
    package let problems: YAMLProblems

    /// Reads a file, at most 4 MiB.
    ///
    /// - Throws: ``SettingsError``: `.missing`, `.unreadable`, or `.invalid` where it is not YAML.
    package init(reading path: String) throws {
        let file = try SettingsFile(path: path, name: "file")
        try self.init(text: file.text, file: path)
    }

    /// Takes the text of a file that was read already.
    ///
    /// - Parameter file: What the messages call it.
    /// - Throws: ``SettingsError`` with code `.invalid` where it is not YAML, or holds two
    ///   documents. Only the first such mistake is known: past it nothing makes sense.
    package init(text: String, file: String) throws {
        // Some editors begin a file with a byte order mark; libyaml takes it for an indentation.
        let isMarked = text.unicodeScalars.first == "\u{FEFF}"
        let text = isMarked ? String(text.unicodeScalars.dropFirst()) : text
        let source = try YAMLSource(text: text, file: file)
        var tree = YAMLTree(text: text, file: file, renamedKeys: source.renamedKeys)
        root =
            source.root.map { tree.node($0, path: "") }
            ?? YAMLNode(content: .nothing, position: YAMLPosition(line: 1, column: 1), path: "")
        problems = tree.problems
    }
}
