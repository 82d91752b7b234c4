import Foundation
import Store
import StorePostgreSQL
import TestKit
import Testing

/// What can befall a connection to a server.
@Suite("the PostgreSQL connection", .enabled(if: StoreEngine.servers.count == 1))
struct PostgreSQLDriverTests {
    private func store() throws -> StoreFixture {
        try StoreFixture(.postgresql, migrations: [StoreConformanceTests.migration])
    }

    private static let backend: SQL = "SELECT CAST(pg_backend_pid() AS BIGINT)"

    private func terminate(_ backend: Int64, by driver: any SQLDriver) throws {
        try driver.write { connection in
            _ = try connection.query(
                "SELECT pg_terminate_backend(CAST(? AS INTEGER))", [.integer(backend)])
        }
        // Until the server has really closed it.
        usleep(200_000)
    }

    @Test("an idle connection that was lost is replaced unnoticed")
    func idleLost() throws {
        let store = try store()
        let other = try store.anotherDriver()
        let before = try store.driver.read { try $0.query(Self.backend)[0].int(0) }
        try terminate(before, by: other)
        let after = try store.driver.read { try $0.query(Self.backend)[0].int(0) }
        #expect(after != before)
    }

    @Test("a connection lost in a transaction is unavailable, and the next transaction works")
    func lostInside() throws {
        let store = try store()
        let other = try store.anotherDriver()
        let error = try #require(throws: StoreError.self) {
            try store.driver.write { connection in
                try connection.execute("INSERT INTO things (name) VALUES ('lost')")
                try terminate(connection.query(Self.backend)[0].int(0), by: other)
                try connection.execute("INSERT INTO things (name) VALUES ('never')")
            }
        }
        #expect(error.code == .unavailable)
        #expect(!error.detail.contains("unknown"))
        #expect(
            try store.driver.read { try $0.query("SELECT COUNT(*) FROM things") } == [SQLRow([1])])
    }

    @Test("a connection lost during COMMIT says that the outcome is unknown")
    func lostInCommit() throws {
        let store = try store()
        let other = try store.anotherDriver()
        try store.driver.write {
            try $0.executeScript(
                """
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN PERFORM pg_sleep(5); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON things
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle();
                """)
        }
        let error = try #require(throws: StoreError.self) {
            try store.driver.write { connection in
                let backend = try connection.query(Self.backend)[0].int(0)
                Thread.detachNewThread {
                    usleep(500_000)
                    try? terminate(backend, by: other)
                }
                try connection.execute("INSERT INTO things (name) VALUES ('slow')")
            }
        }
        #expect(error.code == .unavailable)
        #expect(error.detail.contains("unknown"))
    }

    @Test("commits are on the disk even if the server is told to be lazy")
    func synchronous() throws {
        let value = try store().driver.read {
            try $0.query(
                "SELECT current_setting('synchronous_commit'), current_setting('lock_timeout')")
        }
        #expect(value == [SQLRow(["on", "10s"])])
    }

    @Test("a server that is not there, and a database that is not, are unavailable")
    func absent() throws {
        var conninfo = try PostgreSQLCluster.shared().conninfo
        conninfo["dbname"] = "no_such_database"
        for text in [conninfo.text, "host=/nonexistent", "what is this?"] {
            let error = try #require(throws: StoreError.self) {
                _ = try PostgreSQLDriver(conninfo: text)
            }
            #expect(error.code == .unavailable, "\(error)")
            #expect(!error.detail.contains("\n"))
        }
    }

    @Test("a read-only database is read-only")
    func readOnly() throws {
        let store = try store()
        var conninfo = try PostgreSQLConninfo(store.location)
        conninfo["options"] = (conninfo["options"] ?? "") + " -c default_transaction_read_only=on"
        let error = try #require(throws: StoreError.self) {
            try PostgreSQLDriver(conninfo: conninfo.text).write {
                try $0.execute("DELETE FROM things")
            }
        }
        #expect(error.code == .readOnly)
    }

    @Test("the password is the first line of its file")
    func passwordFile() throws {
        let store = try store()
        let path = store.folder.path + "/password"
        let missing = try #require(throws: StoreError.self) {
            _ = try PostgreSQLDriver(conninfo: store.location, passwordFile: path)
        }
        #expect(missing.code == .unavailable)
        try "open sesame\n".write(toFile: path, atomically: true, encoding: .utf8)
        // The cluster trusts everybody; this shows that a password does no harm.
        _ = try PostgreSQLDriver(conninfo: store.location, passwordFile: path)
    }

    @Test(
        "a connection string is taken apart and put together",
        arguments: [
            ("host=/run/x dbname=t", "dbname=t host=/run/x"),
            (
                "postgresql://u:p%27w@h1:1,h2:2/t?target_session_attrs=read-write",
                "dbname=t host='h1,h2' password='p\\'w' port='1,2' target_session_attrs=read-write user=u"
            ),
            ("dbname=''", "dbname=''"),
        ])
    func conninfo(text: String, wanted: String) throws {
        let conninfo = try PostgreSQLConninfo(text)
        #expect(conninfo.text == wanted)
        #expect(try PostgreSQLConninfo(conninfo.text) == conninfo)
        #expect(!conninfo.textWithoutSecrets.contains("password"))
    }
}
