/// Collects what is wrong with one file while it is being read.
///
/// Handed along as `inout`: a reader notes a mistake, goes on with the next key, and at the end
/// ``throwIfAny()`` tells all of them at once.
package struct YAMLProblems: Hashable, Sendable {
    /// Path of the file, for the messages.
    package let file: String
    /// In the order in which they were noted.
    package private(set) var list: [SettingsProblem] = []

    init(file: String) {
        self.file = file
    }

    /// Notes a mistake whose text the caller words.
    ///
    /// - Parameters:
    ///   - position: `nil` where the mistake is the whole file's, such as a missing key.
    ///   - key: Dotted key that is concerned, or `nil`.
    package mutating func add(
        _ code: SettingsProblem.Code, at position: YAMLPosition?, key: String?, _ text: String
    ) {
        list.append(
            SettingsProblem(code: code, file: file, position: position, key: key, text: text))
    }

    /// Notes a mistake in the usual words: the key, what was expected, what was found.
    ///
    /// - Parameters:
    ///   - expected: Completes "expected …": "a whole number from 1 to 9".
    ///   - found: Completes "found …"; as a rule ``YAMLNode/summary``.
    package mutating func add(
        _ code: SettingsProblem.Code, at node: YAMLNode, expected: String, found: String? = nil
    ) {
        let subject = node.path.isEmpty ? "" : "\"\(node.path)\": "
        add(
            code, at: node.position, key: node.path.isEmpty ? nil : node.path,
            "\(subject)expected \(expected), found \(found ?? node.summary)")
    }

    /// - Throws: ``SettingsError`` with code `.invalid` and every mistake, in the file's order;
    ///   nothing where none was noted.
    package func throwIfAny() throws {
        guard !list.isEmpty else { return }
        let placed = list.filter { $0.position != nil }
        let whole = list.filter { $0.position == nil }
        // The sort is stable, so two mistakes at one place stay in the order of their discovery.
        let sorted = placed.sorted { one, other in
            guard let first = one.position, let second = other.position else { return false }
            return first < second
        }
        throw SettingsError(code: .invalid, problems: sorted + whole)
    }
}
