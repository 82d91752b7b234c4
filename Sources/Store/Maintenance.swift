/// Looks a whole database over, for `postern db check` and `postern doctor`.
package enum Maintenance {
    /// Checks what the engine can check, the schema's version, and that each table is there.
    ///
    /// May read the whole database, so it takes seconds for gigabytes.
    ///
    /// - Returns: One line a fault, with the remedy where there is one; empty when all is well.
    /// - Throws: ``StoreError`` when the database could not be looked at.
    package static func check(
        _ driver: some SQLDriver, migrations: [Migration] = Migration.all
    ) throws -> [String] {
        var faults = try driver.engineFaults()
        do {
            try Migrator(migrations).requireCurrent(driver)
        } catch let error as StoreError
            where error.code == .olderSchema || error.code == .newerSchema
        {
            faults.append(error.detail)
            return faults
        }
        let present = try driver.read(tables)
        for table in expectedTables(migrations, driver.engine) where !present.contains(table) {
            faults.append("the table \(table) is missing; restore a backup")
        }
        return faults
    }

    /// The tables that the migrations leave behind, read out of their own text.
    ///
    /// Our migrations write `CREATE TABLE name (` and `DROP TABLE name;` at the start of a line.
    static func expectedTables(_ migrations: [Migration], _ engine: SQLEngine) -> [String] {
        var tables: [String] = []
        for migration in migrations {
            for line in migration.script(for: engine).text.split(separator: "\n") {
                let words = line.split { $0 == " " || $0 == "(" || $0 == ";" }
                guard words.count >= 3, words[1] == "TABLE" else { continue }
                switch words[0] {
                case "CREATE": tables.append(String(words[2]))
                case "DROP": tables.removeAll { $0 == words[2] }
                default: break
                }
            }
        }
        return tables
    }

    private static func tables(_ connection: any SQLConnection) throws -> Set<String> {
        let names: SQL =
            switch connection.engine {
            case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'"
            case .postgresql:
                """
                SELECT relname FROM pg_class
                WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid)
                """
            }
        return Set(try connection.query(names).map { try $0.text(0) })
    }
}
