/// A place in a file.
package struct YAMLPosition: Hashable, Comparable, Sendable {
    /// From 1.
    package let line: Int
    /// From 1, in Unicode scalars, so that a tab or an accented letter counts once.
    package let column: Int

    /// Order in the file.
    package static func < (one: YAMLPosition, other: YAMLPosition) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }
}
