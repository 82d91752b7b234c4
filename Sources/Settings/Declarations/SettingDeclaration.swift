/// One setting, declared once: key, type, unit, range, since, paragraph, and where its value goes.
///
/// The default is the initial value of the property that the setting fills, read from there, so
/// that code and paper cannot disagree. The sections' `declarations` are the only list; the
/// reader, the sample file and the reference all come from it.
package struct SettingDeclaration: Sendable {
    /// Dotted key: `mail.size_max`.
    package let key: String
    /// "size", "whole number", "one of a, b".
    package let typeName: String
    /// Unit of a plain number, or `nil`.
    package let unit: String?
    /// Bounds in words, or `nil` where any value of the type will do.
    package var range: String? { describeRange() }
    /// Default as it would stand in the file, or `nil` where the setting is not set by default.
    package var defaultText: String? { writeDefault() }
    /// What happens where the setting is not set, in words, or `nil` where the default tells.
    package let defaultNote: String?
    /// First release that knows the setting.
    package let since: String
    /// One paragraph for admins; line breaks mean nothing.
    package let documentation: String
    /// A value to show, as YAML, or `nil`.
    package let example: String?
    /// True where the file must have it.
    package let isRequired: Bool

    private let describeRange: @Sendable () -> String?
    private let writeDefault: @Sendable () -> String?
    let read: @Sendable (YAMLNode, inout Settings, inout YAMLProblems) -> Void
    let resolve: (@Sendable (inout Settings, String) -> Void)?

    init<Value>(
        _ key: String, _ property: any WritableKeyPath<Settings, Value> & Sendable,
        _ type: SettingType<Value>, since: String, isRequired: Bool = false,
        defaultNote: String? = nil, example: String? = nil, _ documentation: String
    ) {
        self.key = key
        typeName = type.name
        unit = type.unit
        describeRange = type.describeRange
        writeDefault = { isRequired ? nil : type.write(Settings.standard[keyPath: property]) }
        self.defaultNote = defaultNote
        self.since = since
        self.documentation = documentation
        self.example = example
        self.isRequired = isRequired
        read = { node, settings, problems in
            guard let value = type.read(node, &problems) else { return }
            settings[keyPath: property] = value
        }
        guard let resolveValue = type.resolve else {
            resolve = nil
            return
        }
        resolve = { settings, folder in
            settings[keyPath: property] = resolveValue(settings[keyPath: property], folder)
        }
    }

    /// All settings, in the order of the sample file.
    package static let all: [SettingDeclaration] =
        Settings.SiteSection.declarations + Settings.DatabaseSection.declarations
        + Settings.MailSection.declarations + Settings.DeliverySection.declarations
        + Settings.SendmailSection.declarations + Settings.SMTPSection.declarations
        + Settings.HTTPSection.declarations
        + Settings.PathsSection.declarations + Settings.LogSection.declarations

    static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    /// Whether a key has keys below it: `mail`, `delivery`, `delivery.smtp`.
    static func isSection(_ key: String) -> Bool {
        let beginning = key + "."
        return all.contains { $0.key.hasPrefix(beginning) }
    }

    /// Every key that has keys below it, in the order of the sample. Slow; for suggestions only.
    static var sections: [String] {
        var sections: [String] = []
        for declaration in all {
            for index in declaration.key.indices where declaration.key[index] == "." {
                let section = String(declaration.key[..<index])
                if !sections.contains(section) { sections.append(section) }
            }
        }
        return sections
    }
}
