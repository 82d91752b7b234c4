extension SettingType where Value == String {
    /// A text that passes a test.
    ///
    /// - Parameters:
    ///   - expected: Completes "expected …" for a text that does not pass, and for no text.
    static func text(
        _ name: String = "text", range: String? = nil, expected: String,
        where isValid: @escaping @Sendable (String) -> Bool
    ) -> SettingType {
        SettingType(
            name, range: range,
            read: { node, problems in
                guard let text = node.text(expected: expected, &problems) else { return nil }
                guard isValid(text) else {
                    problems.add(.impossibleValue, at: node, expected: expected)
                    return nil
                }
                return text
            },
            write: { YAMLText.scalar($0) })
    }

    static func word(of words: [String]) -> SettingType {
        SettingType(
            "one of \(words.joined(separator: ", "))",
            read: { $0.choice(of: words, &$1) }, write: { YAMLText.scalar($0) })
    }

    static var address: SettingType {
        text(
            "mail address", expected: "a mail address such as help@example.org",
            where: SettingSyntax.isAddress)
    }

    static var hostName: SettingType {
        text(
            "host name", expected: "a host name such as mail.example.org",
            where: SettingSyntax.isHostName)
    }

    /// Relative paths start from the folder of the settings file.
    static var path: SettingType {
        let plain = text("path", expected: "a path; \"~\" is not expanded") { path in
            !path.isEmpty && !path.hasPrefix("~") && !path.unicodeScalars.contains("\0")
        }
        return SettingType(
            plain.name, read: plain.read, write: plain.write,
            resolve: { SettingsLocator.resolve($0, against: $1) })
    }
}

extension SettingType {
    /// A list of what another type takes. Every wrong element is noted, not only the first.
    static func list<Element>(
        of element: SettingType<Element>, named name: String
    ) -> SettingType where Value == [Element] {
        SettingType(
            name, unit: element.unit, range: element.describeRange(),
            read: { node, problems in
                guard let nodes = node.list(expected: "a \(name)", &problems) else { return nil }
                let values = nodes.compactMap { element.read($0, &problems) }
                return values.count == nodes.count ? values : nil
            },
            write: { values in
                "[\(values.compactMap(element.write).joined(separator: ", "))]"
            })
    }
}
