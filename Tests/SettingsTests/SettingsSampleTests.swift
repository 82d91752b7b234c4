import Foundation
import Testing

@testable import Settings

/// `etc/postern.yaml` is generated; `RECORD=1` writes it anew.
@Suite struct SettingsSampleTests {
    private static let path = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("etc/postern.yaml")

    /// The keys of a sample's settings, on or off, by its indentation.
    private func keys(of text: String) -> [String] {
        var keys: [String] = []
        var open: [String] = []
        for line in text.split(separator: "\n") {
            let depth = line.prefix { $0 == " " }.count / 2
            let rest = line.drop { $0 == " " }
            guard !rest.hasPrefix("# "), rest != "#", let colon = rest.firstIndex(of: ":") else {
                continue
            }
            open = open.prefix(depth) + [rest[..<colon].filter { $0 != "#" }]
            if rest.hasPrefix("#") { keys.append(open.joined(separator: ".")) }
        }
        return keys
    }

    @Test("the sample in etc/ is what the declarations say")
    func fresh() throws {
        let text = SettingsSample.text()
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(text.utf8).write(to: Self.path)
        }
        let written = try String(contentsOf: Self.path, encoding: .utf8)
        let inFile = Set(keys(of: written))
        let declared = Set(SettingDeclaration.all.map(\.key))
        #expect(declared.subtracting(inFile).isEmpty, "declared, but not in etc/postern.yaml")
        #expect(inFile.subtracting(declared).isEmpty, "in etc/postern.yaml, but not declared")
        #expect(written == text, "etc/postern.yaml is stale: RECORD=1 writes it anew")
    }

    @Test("the sample, every setting switched on, is all the defaults")
    func defaults() throws {
        let lines = SettingsSample.text().split(separator: "\n", omittingEmptySubsequences: false)
        let on = lines.map { line in
            let rest = line.drop { $0 == " " }
            guard rest.hasPrefix("#"), rest.dropFirst().first?.isLetter == true else {
                return String(line)
            }
            return String(line.prefix { $0 == " " } + rest.dropFirst())
        }
        let settings = try Settings.parse(
            on.joined(separator: "\n"), file: "/etc/postern/postern.yaml")
        var expected = Settings(siteName: "example.org")
        expected.paths.lifecycles = "/etc/postern/lifecycles"
        expected.paths.secrets = "/etc/postern/secrets"
        expected.paths.programs = "/etc/postern/programs"
        #expect(settings == expected)
    }

    @Test("the sample as it is lacks only the name")
    func untouched() throws {
        let error = try #require(
            #expect(throws: SettingsError.self) {
                _ = try Settings.parse(SettingsSample.text(), file: "p.yaml")
            })
        #expect(error.problems.map(\.key) == ["site.name"])
    }

    @Test("settings can be switched on when the sample is written")
    func values() throws {
        let name = "Help \"desk\" \\ 1: two"
        let text = SettingsSample.text(values: [
            "site.name": name, "delivery.smtp.host": "mail.example.org",
            "mail.size_max": "20 MiB",
        ])
        let settings = try Settings.parse(text, file: "/etc/postern/postern.yaml")
        #expect(settings.site.name == name)
        #expect(settings.delivery.smtp.host == "mail.example.org")
        #expect(settings.mail.sizeMax == 20 << 20)
    }

    @Test("every example is a value that the setting takes")
    func examples() throws {
        let folder = try TemporaryFolder()
        for declaration in SettingDeclaration.all {
            guard let example = declaration.example else { continue }
            var problems = YAMLProblems(file: folder.path)
            var settings = Settings.standard
            let document = try YAMLDocument(text: example, file: folder.path)
            declaration.read(document.root, &settings, &problems)
            #expect(problems.list.isEmpty, "\(declaration.key)")
        }
    }

    @Test("the reference has a row and a paragraph for every setting")
    func reference() throws {
        let reference = SettingsReference()
        #expect(reference.rows.map(\.key) == SettingDeclaration.all.map(\.key))
        #expect(reference.rows.allSatisfy { $0.documentation.hasSuffix(".") })
        let row = try #require(reference.rows.first { $0.key == "mail.size_max" })
        #expect(row.type == "size, 64 KiB to 1 GiB; a plain number counts bytes")
        #expect(row.standard == "40 MiB")
        let page = reference.markdown
        #expect(
            page.contains(
                "| `mail.parts_max` | whole number, 10 to 100000 parts | 1000 | 0.1 |\n"))
        #expect(page.contains("\n### `site.name`\n\nThe site's name in subject tags"))
    }
}
