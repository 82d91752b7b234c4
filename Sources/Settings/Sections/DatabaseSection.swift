extension Settings {
    /// Where tickets are kept.
    package struct DatabaseSection: Hashable, Sendable {
        /// Engine and place. A relative SQLite path is absolute once loaded.
        package var url = Database.sqlite(path: "/var/lib/postern/postern.db")
        /// File with PostgreSQL's password, for ``SecretFile``; `nil`: libpq's own ways.
        package var passwordFile: String?
        /// How long to wait for a lock that another process holds.
        package var busyTimeout = Duration.seconds(30)
    }
}

extension Settings.DatabaseSection {
    static let declarations = [
        SettingDeclaration(
            "database.url", \.database.url, .database, since: "0.1",
            example: "postgresql://postern@db1.example.org,db2.example.org/postern",
            """
            Where tickets are kept. An SQLite file: a path, or sqlite:///path. A PostgreSQL
            database: postgresql://user@host/name, or libpq's keywords, host=… dbname=…; several
            hosts may be named, and the one that accepts writes is used when the string says
            target_session_attrs=read-write. Keep passwords out of it, see "password_file".
            """),
        SettingDeclaration(
            "database.password_file", \.database.passwordFile, .optional(.path), since: "0.1",
            defaultNote: "what libpq finds: ~/.pgpass, peer authentication",
            example: "database.password",
            """
            A file whose only line is the password for PostgreSQL. Other accounts must not be able
            to read it: chmod 640, group of the account that runs mailgate. SQLite needs none.
            """),
        SettingDeclaration(
            "database.busy_timeout", \.database.busyTimeout, .duration(seconds: 1...600),
            since: "0.1",
            """
            How long to wait while another process writes to the database. After that mailgate
            exits with 75 and the mail server tries again later, so no mail is lost. Keep it below
            the time that your mail server allows a delivery command (Postfix: 1000 s).
            """),
    ]
}
