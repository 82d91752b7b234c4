import Foundation
import Testing

@testable import Settings

/// The file itself: absent, unreadable, not text; and the secrets it names.
@Suite struct SettingsFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(_ file: String) throws -> Settings {
        try Settings.load(
            from: SettingsLocator(argument: file, environment: [:], currentFolder: "/"))
    }

    private func failure(_ work: () throws -> Void) throws -> SettingsError {
        try #require(#expect(throws: SettingsError.self) { try work() })
    }

    @Test("a file that is there is read, and paths in it start from its folder")
    func reads() throws {
        let file = try folder.write(
            "p.yaml",
            "site: {name: example.org}\ndatabase: {url: data/t.db}\npaths: {scrips: my scrips}\n")
        let settings = try load(file)
        #expect(settings.site.name == "example.org")
        #expect(settings.database.url == .sqlite(path: "\(folder.path)/data/t.db"))
        #expect(settings.paths.scrips == "\(folder.path)/my scrips")
        #expect(settings.paths.lifecycles == "\(folder.path)/lifecycles")
        #expect(settings.stateFolder == "\(folder.path)/data")
    }

    @Test("a missing file says who named it")
    func missing() throws {
        let path = "\(folder.path)/none.yaml"
        let byArgument = try failure { _ = try load(path) }
        #expect(byArgument.code == .missing)
        #expect(byArgument.detail == "\(path): no such settings file, named by --config")
        let byEnvironment = try failure {
            _ = try Settings.load(
                from: SettingsLocator(
                    argument: nil, environment: ["POSTERN_CONFIG": path], currentFolder: "/"))
        }
        #expect(
            byEnvironment.detail == "\(path): no such settings file, named by POSTERN_CONFIG")
        let remedy = SettingsLocator(argument: nil, environment: [:], currentFolder: "/").remedy
        #expect(
            remedy == "; write one with \"postern init\", "
                + "or name another by --config or POSTERN_CONFIG")
    }

    @Test("what is there and cannot be read says why")
    func unreadable() throws {
        let asFolder = try failure { _ = try load(folder.path) }
        #expect(asFolder.code == .unreadable)
        #expect(asFolder.detail == "\(folder.path): is a folder, expected a settings file")
        // A loop of links is unreadable for root as well, unlike a file without permissions.
        let loop = "\(folder.path)/loop.yaml"
        try FileManager.default.createSymbolicLink(
            atPath: loop, withDestinationPath: loop)
        let asLoop = try failure { _ = try load(loop) }
        #expect(asLoop.code == .unreadable)
        #expect(asLoop.detail == "\(loop): cannot be read: Too many levels of symbolic links")
    }

    @Test("a huge file is some other file")
    func huge() throws {
        let file = try folder.write(
            "huge.yaml", [UInt8](repeating: UInt8(ascii: "#"), count: 5 << 20))
        let error = try failure { _ = try load(file) }
        #expect(error.code == .unreadable)
        #expect(error.detail == "\(file): is longer than 4 MiB, expected a settings file")
    }

    @Test("a byte that is not UTF-8 is found by its line")
    func notUTF8() throws {
        let file = try folder.write("latin.yaml", Array("site:\n  name: caf".utf8) + [0xE9, 0x0A])
        let error = try failure { _ = try load(file) }
        #expect(error.code == .invalid)
        #expect(
            error.detail
                == "\(file):2:1: this line is not UTF-8; save the file in that encoding")
    }

    @Test("a NUL byte is not YAML")
    func controlCharacter() throws {
        let file = try folder.write("nul.yaml", "site:\n  name: a\0b\n")
        let error = try failure { _ = try load(file) }
        #expect(error.detail == "\(file):2:1: not YAML: control characters are not allowed")
    }

    @Test("a password file that others can read is refused when the settings are read")
    func exposedPasswordFile() throws {
        let secret = try folder.write("pw", "swordfish\n", mode: 0o644)
        let file = try folder.write(
            "p.yaml",
            """
            site: {name: example.org}
            delivery:
              smtp: {host: localhost, user: postern, password_file: pw}
            """)
        let error = try failure { _ = try load(file) }
        #expect(error.problems.map(\.code) == [.exposedSecret])
        #expect(
            error.detail == "\(file):3:57: \"delivery.smtp.password_file\": \"\(secret)\": every "
                + "account of this machine can use this secret; run: chmod o-rwx \(secret)")
    }

    @Test("a password file that does not exist is told when the settings are read")
    func missingPasswordFile() throws {
        let file = try folder.write(
            "p.yaml",
            "site: {name: e}\ndatabase: {url: 'host=db dbname=t', password_file: pw}\n")
        let error = try failure { _ = try load(file) }
        #expect(
            error.detail
                == "\(file):2:52: \"database.password_file\": \"\(folder.path)/pw\" does not exist")
    }

    @Test("a password in the settings forbids others to read the settings")
    func exposedSettings() throws {
        let text = "site: {name: e}\ndatabase: {url: 'postgresql://postern:swordfish@db/t'}\n"
        let open = try folder.write("open.yaml", text, mode: 0o644)
        let error = try failure { _ = try load(open) }
        #expect(
            error.detail
                == "\(open):2:17: \"database.url\": holds a password, and every account of this "
                + "machine can read this file; use \"database.password_file\", "
                + "or run: chmod o-rwx \(open)")
        let closed = try folder.write("closed.yaml", text, mode: 0o640)
        let settings = try load(closed)
        #expect(!"\(settings)".contains("swordfish"))
    }

    @Test("a password must not cross the network in the clear")
    func clearPassword() throws {
        _ = try folder.write("pw", "swordfish\n", mode: 0o600)
        let head = "site: {name: e}\ndelivery: {smtp: {user: u, password_file: pw, "
        let clear = try folder.write("clear.yaml", head + "host: mail.example.org}}\n")
        let error = try failure { _ = try load(clear) }
        #expect(
            error.detail
                == "\(clear):2:25: \"delivery.smtp.user\": the password could cross the network in "
                + "the clear; expected \"delivery.smtp.tls\" to be required or implicit")
        let safe = try folder.write(
            "safe.yaml", head + "host: mail.example.org, tls: required}}\n")
        #expect(try load(safe).delivery.smtp.tls == .required)
        let near = try folder.write("near.yaml", head + "host: localhost, tls: none}}\n")
        #expect(try load(near).delivery.smtp.tls == .disabled)
    }

    @Test("SQLite takes no password")
    func passwordForSQLite() throws {
        _ = try folder.write("pw", "swordfish\n", mode: 0o600)
        let file = try folder.write("p.yaml", "site: {name: e}\ndatabase: {password_file: pw}\n")
        let error = try failure { _ = try load(file) }
        #expect(
            error.detail
                == "\(file):2:27: \"database.password_file\": SQLite has no password; expected a "
                + "PostgreSQL \"database.url\" or no password")
    }

    @Test("a secret is one line, and is read without its line break")
    func secretFile() throws {
        #expect(try SecretFile.read(folder.write("a", "sword fish\n", mode: 0o600)) == "sword fish")
        #expect(try SecretFile.read(folder.write("b", "swordfish", mode: 0o640)) == "swordfish")
        let empty = try folder.write("c", "\n", mode: 0o600)
        #expect(
            try failure { _ = try SecretFile.read(empty) }.detail
                == "\(empty): expected one line with a password")
        let open = try folder.write("d", "swordfish", mode: 0o604)
        let error = try failure { _ = try SecretFile.read(open) }
        #expect(error.code == .exposedSecret)
        #expect(
            error.detail == "\(open): every account of this machine can use this secret; "
                + "run: chmod o-rwx \(open)")
        #expect(try failure { _ = try SecretFile.read("\(folder.path)/e") }.code == .missing)
    }
}
