/// One thing that is wrong with a file, worded for the admin who wrote it.
package struct SettingsProblem: Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is; tests and `postern doctor` look at this, people at ``text``.
    package enum Code: Hashable, Sendable {
        /// A key that no setting has.
        case unknownKey
        /// A list where text is wanted, letters where a number is wanted, and the like.
        case wrongType
        /// The right type, but outside the range, or at odds with another setting.
        case impossibleValue
        /// The same key twice in one mapping.
        case duplicateKey
        /// A key that must be there is not.
        case missingKey
        /// Not YAML, or not UTF-8.
        case syntax
        /// A file that is named does not exist.
        case missingFile
        /// A file that is named cannot be opened or read.
        case unreadableFile
        /// A password lies where every account of the machine can read it.
        case exposedSecret
    }

    /// The kind of mistake.
    package let code: Code
    /// Path of the file as it was named to us.
    package let file: String
    /// Where in the file, or `nil` where the mistake is the whole file's.
    package let position: YAMLPosition?
    /// Dotted key, `mail.size_max`, or `nil` where no key is concerned.
    package let key: String?
    /// What was found and what was expected, without the place.
    package let text: String

    /// The form compilers use, which editors can jump to: `file:line:column: text`.
    package var description: String {
        guard let position else { return "\(file): \(text)" }
        return "\(file):\(position.line):\(position.column): \(text)"
    }
}
