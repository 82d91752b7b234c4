import Foundation
import Store
package import StorePostgreSQL

/// One private PostgreSQL server a test run: Unix socket only, stopped and removed afterwards.
///
/// A watchdog process, not an exit handler, cleans up, so that a crashed or killed run leaves
/// nothing behind either. `POSTERN_TEST_POSTGRESQL` names a running server by a connection string
/// instead.
package final class PostgreSQLCluster: Sendable {
    /// Where it is, as its superuser.
    package let conninfo: PostgreSQLConninfo
    /// The folder of `pg_dump` and the like; `nil` for a server that we did not start.
    package let programs: String?

    private static let outcome = Result { try PostgreSQLCluster() }

    /// The run's server, started by the first caller.
    ///
    /// - Throws: What kept it from starting, to every caller alike.
    package static func shared() throws -> PostgreSQLCluster {
        try outcome.get()
    }

    private init() throws {
        if let named = ProcessInfo.processInfo.environment["POSTERN_TEST_POSTGRESQL"] {
            conninfo = try PostgreSQLConninfo(named)
            programs = nil
        } else {
            let programs = try Self.programs()
            let folder = try TemporaryFolder.make()
            do {
                try Self.start(programs: programs, folder: folder)
            } catch {
                try? FileManager.default.removeItem(atPath: folder)
                throw error
            }
            conninfo = try PostgreSQLConninfo("host=\(folder) user=postgres dbname=postgres")
            self.programs = programs
        }
        _ = try PostgreSQLDriver(conninfo: conninfo.text)
    }

    /// Makes an empty schema and says how to connect to it.
    package func freshSchema() throws -> String {
        let name = "test_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try Self.onSchema(name, conninfo.text) { connection in
            try connection.query("SELECT pg_temp.make_schema(?)", [.text(name)])
        }
        var own = conninfo
        own["options"] = "-c search_path=\(name)"
        return own.text
    }

    /// The schema's name in what ``freshSchema()`` gave; `nil` in another connection string.
    package static func schema(of text: String) throws -> String? {
        guard let options = try PostgreSQLConninfo(text)["options"] else { return nil }
        return String(options.drop { $0 != "=" }.dropFirst())
    }

    /// Drops what ``freshSchema()`` made; needless on our own cluster, which goes as a whole.
    func drop(schemaOf text: String) throws {
        guard programs == nil, let name = try Self.schema(of: text) else { return }
        try Self.onSchema(name, conninfo.text) { connection in
            try connection.query("SELECT pg_temp.drop_schema(?)", [.text(name)])
        }
    }

    // SQL is made of literals only, so the server itself puts the name into the statement.
    private static func onSchema(
        _ name: String, _ conninfo: String, _ body: (any SQLConnection) throws -> [SQLRow]
    ) throws {
        try PostgreSQLDriver(conninfo: conninfo).write { connection in
            try connection.executeScript(
                """
                CREATE OR REPLACE FUNCTION pg_temp.make_schema(name TEXT) RETURNS void
                LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('CREATE SCHEMA %I', name); END $$;
                CREATE OR REPLACE FUNCTION pg_temp.drop_schema(name TEXT) RETURNS void
                LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DROP SCHEMA %I CASCADE', name); END $$
                """)
            _ = try body(connection)
        }
    }

    private static func programs() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).sorted().last
        if let newest, FileManager.default.isExecutableFile(atPath: "\(root)/\(newest)/bin/initdb")
        {
            return "\(root)/\(newest)/bin"
        }
        for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        where FileManager.default.isExecutableFile(atPath: "\(folder)/initdb") {
            return String(folder)
        }
        throw Trouble("no initdb is installed (Debian: apt-get install postgresql)")
    }

    private static func start(programs: String, folder: String) throws {
        // The server refuses to run as root.
        let isRoot = getuid() == 0
        let prefix = isRoot ? "runuser -u postgres -- " : ""
        if isRoot { try run("chown postgres '\(folder)'", folder) }
        try run(
            "\(prefix)'\(programs)/initdb' -D '\(folder)/data' -U postgres -A trust -N -E UTF8"
                + " --locale=C.UTF-8", folder)
        // synchronous_commit is off, so that a test sees the driver turn it on.
        try run(
            "\(prefix)'\(programs)/pg_ctl' -D '\(folder)/data' -l '\(folder)/data/server.log' -w start"
                + " -o \"-k '\(folder)' -c listen_addresses= -c synchronous_commit=off"
                + " -c max_connections=200\"", folder)
        let watchdog =
            "while kill -0 \(getpid()) 2>/dev/null; do sleep 0.3; done;"
            + " \(prefix)'\(programs)/pg_ctl' -D '\(folder)/data' -m immediate stop; rm -rf '\(folder)'"
        try run("setsid sh -c \"\(watchdog)\" &", folder)
    }

    private static func run(_ command: String, _ folder: String) throws {
        let log = folder + ".log"
        defer { try? FileManager.default.removeItem(atPath: log) }
        let status = Shell.run(command, output: log)
        guard status == 0 else {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw Trouble("PostgreSQL did not start (exit \(status)): \(said.suffix(600))")
        }
    }

    private struct Trouble: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
}
