import Tickets

/// Walks a settings document once: each key to its declaration, each mistake noted.
struct SettingsReader {
    var settings = Settings.standard
    var problems: YAMLProblems
    /// Keys that stand in the file, with the place of their values.
    private var positions: [String: YAMLPosition] = [:]

    init(document: YAMLDocument) {
        problems = document.problems
    }

    /// Reads the keys below a section. Goes no deeper than the declared sections do.
    mutating func readSection(_ node: YAMLNode, of section: String) {
        for entry in node.entries(&problems) ?? [] {
            let key = section.isEmpty ? entry.key : "\(section).\(entry.key)"
            if entry.key.contains(".") {
                noteDots(entry, key: key)
            } else if let declaration = SettingDeclaration.byKey[key] {
                positions[key] = entry.value.position
                declaration.read(entry.value, &settings, &problems)
            } else if SettingDeclaration.isSection(key) {
                readSection(entry.value, of: key)
            } else {
                noteUnknown(entry, key: key)
            }
        }
    }

    mutating func resolvePaths(folder: String) {
        for declaration in SettingDeclaration.all {
            declaration.resolve?(&settings, folder)
        }
    }

    mutating func checkMissing() {
        for declaration in SettingDeclaration.all
        where declaration.isRequired && positions[declaration.key] == nil {
            let example = declaration.example.map { ", such as \($0)" } ?? ""
            problems.add(
                .missingKey, at: nil, key: declaration.key,
                "\"\(declaration.key)\" is missing and has no default; "
                    + "expected \(declaration.typeName)\(example)")
        }
    }

    /// Notes what is wrong with a setting in the light of another.
    ///
    /// - Parameter key: The setting to blame. Its place is shown if the file has it.
    mutating func note(_ code: SettingsProblem.Code, _ key: String, _ text: String) {
        problems.add(code, at: positions[key], key: key, "\"\(key)\": \(text)")
    }

    private mutating func noteUnknown(_ entry: YAMLNode.Entry, key: String) {
        let near =
            NearestWord.find(key, among: SettingDeclaration.all.map(\.key))
            ?? NearestWord.find(key, among: SettingDeclaration.sections)
            ?? SettingDeclaration.all.first { $0.key.hasSuffix(".\(entry.key)") }?.key
        let hint =
            near.map { "did you mean \"\($0)\"?" }
            ?? "\"postern config reference\" lists all keys"
        problems.add(.unknownKey, at: entry.position, key: key, "unknown key \"\(key)\"; \(hint)")
    }

    /// The manual writes keys with dots, so somebody will in the file.
    private mutating func noteDots(_ entry: YAMLNode.Entry, key: String) {
        let parts = entry.key.split(separator: ".").map { "\"\($0):\"" }
        problems.add(
            .unknownKey, at: entry.position, key: key,
            "unknown key \"\(key)\"; write it as nested keys, each indented below the one before: "
                + parts.joined(separator: " "))
    }
}
