import Testing

@testable import Settings

/// What each mistake in the file is told to the admin, word for word.
@Suite struct SettingsMistakeTests {
    private static let file = "/etc/postern/postern.yaml"

    private func messages(_ text: String) -> [String] {
        do {
            _ = try Settings.parse(text, file: Self.file)
            return []
        } catch let error as SettingsError {
            #expect(error.code == .invalid)
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    /// For a file with a name and one more thing, from line 2 on.
    private func messages(below text: String) -> [String] {
        messages("site: {name: example.org}\n" + text)
    }

    @Test("an unknown key gets the nearest one")
    func unknownKey() {
        #expect(
            messages(below: "mail:\n  sizemax: 40 MiB\n") == [
                "/etc/postern/postern.yaml:3:3: unknown key \"mail.sizemax\"; "
                    + "did you mean \"mail.size_max\"?"
            ])
    }

    @Test("an unknown section gets the nearest one")
    func unknownSection() {
        #expect(
            messages(below: "maill:\n  size_max: 40 MiB\n") == [
                "/etc/postern/postern.yaml:2:1: unknown key \"maill\"; did you mean \"mail\"?"
            ])
    }

    @Test("a key at the wrong place gets the right place")
    func misplacedKey() {
        #expect(
            messages(below: "busy_timeout: 30 s\n") == [
                "/etc/postern/postern.yaml:2:1: unknown key \"busy_timeout\"; "
                    + "did you mean \"database.busy_timeout\"?"
            ])
    }

    @Test("a key like no other is sent to the reference")
    func strangeKey() {
        #expect(
            messages(below: "penguins: 3\n") == [
                "/etc/postern/postern.yaml:2:1: unknown key \"penguins\"; "
                    + "\"postern config reference\" lists all keys"
            ])
    }

    @Test("a key with dots is told to be nested")
    func dottedKey() {
        #expect(
            messages(below: "mail.size_max: 3 MiB\n") == [
                "/etc/postern/postern.yaml:2:1: unknown key \"mail.size_max\"; write it as nested "
                    + "keys, each indented below the one before: \"mail:\" \"size_max:\""
            ])
    }

    @Test(
        "a wrong type names what was found and what was expected",
        arguments: [
            (
                "mail: {parts_max: many}",
                "2:19: \"mail.parts_max\": expected a whole number from 10 to 100000, "
                    + "found \"many\""
            ),
            (
                "mail: {size_max: [1]}",
                "2:18: \"mail.size_max\": expected a size from 64 KiB to 1 GiB, such as 40 MiB, "
                    + "found a list"
            ),
            (
                "database: {busy_timeout: 5 m}",
                "2:26: \"database.busy_timeout\": expected a duration from 1 s to 10 min, "
                    + "such as 30 s, 5 min, 2 h or 7 d, found \"5 m\""
            ),
            (
                "log: {syslog: maybe}",
                "2:15: \"log.syslog\": expected true or false, found \"maybe\""
            ),
            (
                "mail: {own_addresses: help@example.org}",
                "2:23: \"mail.own_addresses\": expected a list of mail addresses, "
                    + "found \"help@example.org\""
            ),
            ("mail: 12", "2:7: \"mail\": expected keys with values, found \"12\""),
            (
                "paths: {lifecycles: }",
                "2:21: \"paths.lifecycles\": expected a path; \"~\" is not expanded, found nothing"
            ),
        ])
    func wrongType(text: String, message: String) {
        #expect(messages(below: text) == ["\(Self.file):\(message)"])
    }

    @Test(
        "an impossible value names what was found and what was expected",
        arguments: [
            (
                "mail: {parts_max: 0}",
                "2:19: \"mail.parts_max\": expected a whole number from 10 to 100000, found \"0\""
            ),
            (
                "mail: {parts_max: 99999999999999999999}",
                "2:19: \"mail.parts_max\": expected a whole number from 10 to 100000, "
                    + "found \"99999999999999999999\""
            ),
            (
                "mail: {size_max: 9999999999 GiB}",
                "2:18: \"mail.size_max\": expected a size from 64 KiB to 1 GiB, such as 40 MiB, "
                    + "found \"9999999999 GiB\""
            ),
            (
                "delivery: {transport: sendmial}",
                "2:23: \"delivery.transport\": expected one of sendmail, smtp, maildir, file, "
                    + "none, found \"sendmial\"; did you mean \"sendmail\"?"
            ),
            (
                "delivery: {smtp: {host: 'mail.example.org:25'}}",
                "2:25: \"delivery.smtp.host\": expected a host name or IP address without a port, "
                    + "found \"mail.example.org:25\""
            ),
            (
                "site: {time_zone: Mars/Base}",
                "2:19: \"site.time_zone\": expected a time zone such as UTC or Europe/Berlin, "
                    + "found \"Mars/Base\""
            ),
            (
                "site: {owner_address: root}",
                "2:23: \"site.owner_address\": expected a mail address such as help@example.org, "
                    + "found \"root\""
            ),
            (
                "paths: {scrips: ~/scrips}",
                "2:17: \"paths.scrips\": expected a path; \"~\" is not expanded, found \"~/scrips\""
            ),
            (
                "mail: {address_rewrite: [{match: '(', replace: x}]}",
                "2:34: \"mail.address_rewrite[0].match\": expected a regular expression that "
                    + "compiles, found \"(\""
            ),
            (
                "mail: {address_rewrite: [{match: '(.+)@a', replace: '$2@b'}]}",
                "2:53: \"mail.address_rewrite[0].replace\": expected $0 to $1, the groups of "
                    + "\"match\", found \"$2@b\""
            ),
            (
                "mail: {address_rewrite: [{match: a, replace: $}]}",
                "2:46: \"mail.address_rewrite[0].replace\": expected a digit or a second dollar "
                    + "after each dollar, found \"$\""
            ),
            (
                "delivery: {retry_delay_min: 1 d}",
                "2:29: \"delivery.retry_delay_min\": must not be longer than "
                    + "\"delivery.retry_delay_max\""
            ),
        ])
    func impossibleValue(text: String, message: String) {
        let name = text.hasPrefix("site") ? "" : "site: {name: example.org}"
        let found = messages(name + "\n" + text).filter { !$0.contains("\"site.name\"") }
        #expect(found == ["\(Self.file):\(message)"])
    }

    @Test(
        "a site name that would break its tag is refused",
        arguments: ["a]b", "[", "a#b", "", " a", "a\\nb", String(repeating: "x", count: 61)])
    func siteName(name: String) throws {
        let found = messages("site: {name: \"\(name)\"}")
        let message = try #require(found.first)
        #expect(found.count == 1)
        let beginning = "/etc/postern/postern.yaml:1:14: \"site.name\": expected 1 to 60 "
        #expect(message.hasPrefix(beginning))
    }

    @Test("a database that is none is not quoted, since it may hold a password")
    func database() {
        #expect(
            messages(below: "database: {url: 'mysql://postern:secret@db/postern'}") == [
                "/etc/postern/postern.yaml:2:17: \"database.url\": expected a path, "
                    + "sqlite:///path, postgresql://host/name or host=… dbname=…, "
                    + "found something else"
            ])
    }

    @Test("a repeated key names both lines")
    func duplicate() {
        #expect(
            messages(below: "mail:\n  parts_max: 50\n  'parts_max': 60\n  parts_max: 70\n") == [
                "/etc/postern/postern.yaml:4:3: \"mail.parts_max\" is given twice; "
                    + "it was given before on line 3",
                "/etc/postern/postern.yaml:5:3: \"mail.parts_max\" is given twice; "
                    + "it was given before on line 4",
            ])
    }

    @Test("a file without a name lacks what is required")
    func missingName() {
        let message =
            "/etc/postern/postern.yaml: \"site.name\" is missing and has no default; "
            + "expected text, such as example.org"
        #expect(messages("") == [message])
        #expect(messages("# nothing\n") == [message])
        #expect(messages("site:\n") == [message])
    }

    @Test("a tab in the indentation is called a tab")
    func tab() {
        #expect(
            messages("site:\n\tname: example.org\n") == [
                "/etc/postern/postern.yaml:2:1: a tab in the indentation; YAML wants spaces there"
            ])
    }

    @Test("what is not YAML says where")
    func syntax() {
        #expect(
            messages("site:\n  name: \"example.org\n") == [
                "/etc/postern/postern.yaml:3:1: not YAML: found unexpected end of stream "
                    + "(while scanning a quoted scalar, line 2)"
            ])
        #expect(
            messages("just words") == [
                "/etc/postern/postern.yaml:1:1: expected keys with values, found \"just words\"",
                "/etc/postern/postern.yaml: \"site.name\" is missing and has no default; "
                    + "expected text, such as example.org",
            ])
    }

    @Test("settings that need each other are checked together")
    func together() {
        #expect(
            messages(below: "delivery: {transport: smtp}") == [
                "/etc/postern/postern.yaml:2:23: \"delivery.transport\": smtp needs "
                    + "\"delivery.smtp.host\", which is missing"
            ])
        #expect(
            messages(below: "delivery: {transport: maildir}") == [
                "/etc/postern/postern.yaml:2:23: \"delivery.transport\": maildir needs "
                    + "\"delivery.path\", which is missing"
            ])
        #expect(
            messages(below: "delivery: {smtp: {user: postern}}") == [
                "/etc/postern/postern.yaml:2:25: \"delivery.smtp.user\": expected "
                    + "\"delivery.smtp.user\" and \"delivery.smtp.password_file\" together"
            ])
    }

    @Test("all mistakes of a file are told at once, in its order")
    func everything() {
        let text = """
            mail:
              parts_max: many
              sizemax: 1 MiB
              parts_max: 5
            log: {level: loud, colour: red}
            """
        #expect(
            messages(text) == [
                "/etc/postern/postern.yaml:3:3: unknown key \"mail.sizemax\"; "
                    + "did you mean \"mail.size_max\"?",
                "/etc/postern/postern.yaml:4:3: \"mail.parts_max\" is given twice; "
                    + "it was given before on line 2",
                "/etc/postern/postern.yaml:4:14: \"mail.parts_max\": expected a whole number "
                    + "from 10 to 100000, found \"5\"",
                "/etc/postern/postern.yaml:5:14: \"log.level\": expected one of debug, info, "
                    + "notice, warning, error, found \"loud\"",
                "/etc/postern/postern.yaml:5:20: unknown key \"log.colour\"; "
                    + "\"postern config reference\" lists all keys",
                "/etc/postern/postern.yaml: \"site.name\" is missing and has no default; "
                    + "expected text, such as example.org",
            ])
    }
}
