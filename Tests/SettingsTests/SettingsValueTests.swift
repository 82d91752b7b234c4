import Testing

@testable import Settings

@Suite struct SettingsValueTests {
    private func parse(_ text: String) throws -> Settings {
        try Settings.parse(text, file: "/etc/postern/postern.yaml")
    }

    @Test("a name is enough; all else is the default")
    func minimal() throws {
        let settings = try parse("site:\n  name: example.org\nmail:\ndelivery:\n  smtp:\n")
        var expected = Settings(siteName: "example.org")
        expected.paths.lifecycles = "/etc/postern/lifecycles"
        expected.paths.secrets = "/etc/postern/secrets"
        expected.paths.programs = "/etc/postern/programs"
        #expect(settings == expected)
        #expect(settings.database.url == .sqlite(path: "/var/lib/postern/postern.db"))
        #expect(settings.stateFolder == "/var/lib/postern")
        #expect(settings.mail.sizeMax == 41_943_040)
        #expect(settings.delivery.giveUpAfter == .seconds(432_000))
    }

    @Test("every kind of value arrives at its property")
    func everyKind() throws {
        let settings = try parse(
            """
            site:
              name: Example Help
              former_names: [old.example.org, "older one"]
              domain: tickets.example.org
              language: ru
              time_zone: UTC
              owner_address: postmaster@example.org
            database: {url: "host=db dbname=postern", busy_timeout: 45}
            mail:
              size_max: 10 MB
              parts_max: 500
              notify_actor: yes
              own_addresses:
                - help@example.org
              address_rewrite:
                - {match: '(.+)@mail\\d\\.example\\.org', replace: '$1@example.org'}
            delivery:
              transport: smtp
              attempt_timeout: 0
              retry_delay_min: 5 min
              envelope_from: ""
              sendmail: {arguments: []}
              smtp: {host: "::1", port: 465, tls: implicit, timeout: 2 min}
            paths: {state: /srv/state}
            log: {syslog: off, facility: local3, level: debug}
            """)
        #expect(settings.site.name == "Example Help")
        #expect(settings.site.formerNames == ["old.example.org", "older one"])
        #expect(settings.site.domain == "tickets.example.org")
        #expect(settings.site.language == "ru")
        #expect(settings.site.ownerAddress == "postmaster@example.org")
        #expect(settings.database.url == .postgresql(conninfo: "host=db dbname=postern"))
        #expect(settings.database.busyTimeout == .seconds(45))
        #expect(settings.mail.sizeMax == 10_000_000)
        #expect(settings.mail.partsMax == 500)
        #expect(settings.mail.notifyActor)
        #expect(settings.mail.ownAddresses == ["help@example.org"])
        #expect(
            settings.mail.addressRewrite.first?.rewritten("A@MAIL7.example.org")
                == "A@example.org")
        #expect(settings.delivery.transport == .smtp)
        #expect(settings.delivery.attemptTimeout == .zero)
        #expect(settings.delivery.retryDelayMin == .seconds(300))
        #expect(settings.delivery.envelopeFrom == nil)
        #expect(settings.delivery.sendmail.arguments.isEmpty)
        #expect(settings.delivery.smtp.host == "::1")
        #expect(settings.delivery.smtp.tls == .implicit)
        #expect(settings.delivery.smtp.timeout == .seconds(120))
        #expect(settings.stateFolder == "/srv/state")
        #expect(!settings.log.syslog)
        #expect(settings.log.facility == .local3)
        #expect(settings.log.level == .debug)
    }

    @Test("every property has a declaration, and every declaration its own")
    func declaredOnce() {
        let settings = Settings.standard
        let sections = Mirror(reflecting: settings).children.map(\.value)
        let nested: [Any] = [settings.delivery.sendmail, settings.delivery.smtp]
        let counts = (sections + nested).map { Mirror(reflecting: $0).children.count }
        // `delivery.sendmail` and `delivery.smtp` are sections, not settings.
        #expect(counts.reduce(0, +) - 2 == SettingDeclaration.all.count)
        #expect(SettingDeclaration.byKey.count == SettingDeclaration.all.count)
    }

    @Test(
        "a database is a path, a URL or libpq's keywords",
        arguments: [
            ("t.db", Settings.Database.sqlite(path: "t.db")),
            ("/srv/t.db", .sqlite(path: "/srv/t.db")),
            ("sqlite:///srv/t.db", .sqlite(path: "/srv/t.db")),
            ("sqlite:t.db", .sqlite(path: "t.db")),
            ("sqlite:/srv/t.db", .sqlite(path: "/srv/t.db")),
            ("postgres://db/t", .postgresql(conninfo: "postgres://db/t")),
            ("postgresql:///t", .postgresql(conninfo: "postgresql:///t")),
            ("host = db dbname=t", .postgresql(conninfo: "host = db dbname=t")),
            ("service=postern", .postgresql(conninfo: "service=postern")),
        ])
    func database(url: String, expected: Settings.Database) {
        #expect(Settings.Database(url: url) == expected)
    }

    @Test(
        "what would be no lasting database is none",
        arguments: [
            "", ":memory:", "sqlite::memory:", "sqlite://host/t.db", "sqlite:", "mysql://db/t",
            "file:///t.db", "t.db?mode=memory", "~/t.db", "/srv/", "a\nb",
        ])
    func noDatabase(url: String) {
        #expect(Settings.Database(url: url) == nil)
    }

    @Test("a password is seen in either form of a connection string")
    func password() {
        #expect(Settings.Database.holdsPassword("postgresql://u:p@db/t"))
        #expect(Settings.Database.holdsPassword("postgresql://db/t?user=u&password=p"))
        #expect(Settings.Database.holdsPassword("host=db password=p"))
        #expect(Settings.Database.holdsPassword("host=db password = 'p'"))
        #expect(!Settings.Database.holdsPassword("postgresql://u@db:5432,db2:5432/t"))
        #expect(!Settings.Database.holdsPassword("host=db passfile=/etc/p"))
    }

    @Test(
        "addresses and hosts are checked for slips only",
        arguments: [
            ("help@example.org", true), ("a.b+c@x.example.org", true),
            ("почта@пример.example", true),
            ("root@localhost", true), ("help", false), ("@example.org", false), ("a@", false),
            ("a b@example.org", false), ("<a@example.org>", false), ("a@b..c", false),
            ("a@-b.example", false), ("a@b@example.org", false),
        ])
    func address(text: String, isValid: Bool) {
        #expect(SettingSyntax.isAddress(text) == isValid)
    }

    @Test("a rewrite matches the whole address or not at all")
    func rewrite() {
        let rule = Settings.AddressRewrite(match: "(a|b)(x)?@old", replace: "$1$2+$0+$$@new")
        #expect(rule.rewritten("a@old") == "a+a@old+$@new")
        #expect(rule.rewritten("BX@OLD") == "BX+BX@OLD+$@new")
        #expect(rule.rewritten("aa@old") == nil)
        #expect(rule.rewritten("a@older") == nil)
    }
}
