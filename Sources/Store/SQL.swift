/// SQL text for either engine, with `?` for each argument.
///
/// Only literals in our source and other `SQL` can become one: the compiler refuses a `String`, so
/// nothing out of a mail or from a user can end up in a statement. Values go beside it, as
/// ``SQLValue``.
package struct SQL: Hashable, Sendable, ExpressibleByStringLiteral {
    /// What the engine is given; PostgreSQL's driver numbers the question marks first.
    package let text: String

    // A StaticString, not a String: the initializer could be called by name with any String.
    /// Takes a literal; not to be called by hand.
    package init(stringLiteral value: StaticString) {
        text = value.description
    }

    /// Takes the text of a migration file, which was a file of ours when the program was built.
    init(migration text: String) {
        self.text = text
    }

    private init(joined text: String) {
        self.text = text
    }

    /// Puts two pieces together as they are; mind the space between them.
    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(joined: left.text + right.text)
    }

    /// Question marks for a list of arguments: `?, ?, ?`.
    ///
    /// - Parameter count: At least 1, since PostgreSQL refuses an empty list. Below 1,000 for both
    ///   engines to be at ease; lists of unbounded length belong into several statements.
    package static func placeholders(_ count: Int) -> SQL {
        precondition(count > 0, "an SQL list needs at least one placeholder")
        return SQL(joined: repeatElement("?", count: count).joined(separator: ", "))
    }

    /// Puts pieces together with `separator` between them; nothing for no pieces.
    package static func joined(_ pieces: [SQL], separator: SQL) -> SQL {
        SQL(joined: pieces.map(\.text).joined(separator: separator.text))
    }
}
