/// What is wrong with one word or argument of a scrip, worded for the admin who wrote it.
package struct ScripProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which key of a scrip's file it is about.
    package let key: Key
    /// Where in the value, in the notation of YAML paths: `[0].queue`; empty for the whole of it.
    package let path: String
    /// What was expected, what was found, what may have been meant.
    package let text: String

    /// Names a problem.
    package init(_ key: Key, path: String = "", _ text: String) {
        self.key = key
        self.path = path
        self.text = text
    }

    /// `action_argument[0].queue: expected …`.
    package var description: String { "\(key.rawValue)\(path): \(text)" }

    /// Keys whose values only Scrips can judge; raw values are those of the files.
    package enum Key: String, Hashable, Sendable {
        case condition
        case conditionArgument = "condition_argument"
        case action
        case actionArgument = "action_argument"
        case template
        case stage
        case search = "where"
    }
}
