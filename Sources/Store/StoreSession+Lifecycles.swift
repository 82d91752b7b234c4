import FoundationEssentials
package import Tickets

extension StoreSession {
    /// Loads a lifecycle by its exact name; `nil` when there is none.
    package func lifecycle(named name: String) throws -> Lifecycle? {
        try lifecycles("WHERE name = ?", [.text(name)]).first
    }

    /// Loads all lifecycles by name.
    package func lifecycles() throws -> [String: Lifecycle] {
        let all = try lifecycles("", [])
        return Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The sources of all lifecycles, by name.
    package func lifecycleSources() throws -> [(name: String, source: String)] {
        try sql.query("SELECT name, source FROM lifecycles ORDER BY name_key", []).map {
            (try $0.text(0), try $0.text(1))
        }
    }

    /// The names of all lifecycles.
    package func lifecycleNames() throws -> [String] {
        try sql.query("SELECT name FROM lifecycles ORDER BY name_key", []).map { try $0.text(0) }
    }

    /// Gives the queues that have one lifecycle another: one that was only spelled anew.
    package func moveQueues(fromLifecycle old: String, to new: String) throws {
        try sql.execute(
            "UPDATE queues SET lifecycle = ? WHERE lifecycle = ?", [.text(new), .text(old)])
    }

    /// Adds a lifecycle, or replaces the one of the same name. That no other differs from it only by
    /// case is the caller's to see to.
    package func put(_ lifecycle: Lifecycle, source: String) throws {
        let definition = String(decoding: try JSONEncoder().encode(lifecycle), as: UTF8.self)
        try sql.execute(
            """
            INSERT INTO lifecycles (name, name_key, source, definition) VALUES (?, ?, ?, ?)
            ON CONFLICT (name_key) DO UPDATE SET name = excluded.name, source = excluded.source,
                definition = excluded.definition
            """,
            [
                .text(lifecycle.name), .text(NameKey.of(lifecycle.name)), .text(source),
                .text(definition),
            ])
    }

    /// Takes a lifecycle away; whether a queue needs it is the caller's to know.
    package func removeLifecycle(named name: String) throws {
        try sql.execute("DELETE FROM lifecycles WHERE name = ?", [.text(name)])
    }

    private func lifecycles(_ rest: SQL, _ arguments: [SQLValue]) throws -> [Lifecycle] {
        try sql.query("SELECT name, definition FROM lifecycles " + rest, arguments).map { row in
            do {
                return try JSONDecoder().decode(
                    Lifecycle.self, from: Data(try row.text(1).utf8))
            } catch {
                throw StoreError(
                    .corrupt, "lifecycle \"\(try row.text(0))\" cannot be read", underlying: error)
            }
        }
    }
}
