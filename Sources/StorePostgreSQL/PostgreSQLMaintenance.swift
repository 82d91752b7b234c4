import Store

// Backups are the server's own business: we only check, and say which command does the rest.
extension PostgreSQLDriver {
    /// What the engine itself finds wrong with the data; empty when all is well.
    package func engineFaults() throws -> [String] {
        try read { connection in
            var faults: [String] = []
            let settings = try connection.query(
                """
                SELECT name, setting FROM pg_settings
                WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on'
                """)
            for row in settings {
                faults.append(
                    "the server runs with \(try row.text(0)) = \(try row.text(1)): a power cut can"
                        + " lose or destroy what it has accepted")
            }
            let encoding = try connection.query("SELECT current_setting('server_encoding')")
            if let name = try encoding.first?.text(0), name != "UTF8" {
                faults.append("the database's encoding is \(name); it must be UTF8")
            }
            let indexes = try connection.query(
                """
                SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
                WHERE NOT indisvalid AND pg_table_is_visible(pg_class.oid) ORDER BY relname
                """)
            for row in indexes {
                faults.append("the index \(try row.text(0)) is not valid; REINDEX it")
            }
            let constraints = try connection.query(
                """
                SELECT conname FROM pg_constraint
                WHERE NOT convalidated AND pg_table_is_visible(conrelid) ORDER BY conname
                """)
            for row in constraints {
                faults.append("the constraint \(try row.text(0)) was never validated")
            }
            return faults
        }
    }

    /// Refuses; the error's detail is the `pg_dump` command line to run.
    package func backup(to path: String) throws {
        throw StoreError(
            .invalid,
            "a PostgreSQL database is backed up by the server's own program: pg_dump"
                + " --format=custom --file=\(Self.quoted(path)) --dbname=\(try shownConninfo())")
    }

    /// Refuses; the error's detail is the `pg_restore` command line to run.
    ///
    /// - Parameters:
    ///   - path: What `pg_dump --format=custom` wrote.
    ///   - conninfo: Of the database to restore into, which must exist and be empty.
    package static func restore(from path: String, to conninfo: String) throws {
        let shown = quoted(try PostgreSQLConninfo(conninfo).textWithoutSecrets)
        throw StoreError(
            .invalid,
            "a PostgreSQL database is restored by the server's own program: pg_restore"
                + " --exit-on-error --single-transaction --no-owner --dbname=\(shown) \(quoted(path))"
        )
    }

    private func shownConninfo() throws -> String {
        Self.quoted(try PostgreSQLConninfo(conninfo).textWithoutSecrets)
    }

    /// Quoted for a shell.
    private static func quoted(_ text: String) -> String {
        "'"
            + text.split(separator: "'", omittingEmptySubsequences: false).joined(
                separator: "'\\''") + "'"
    }
}
