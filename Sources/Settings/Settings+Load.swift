extension Settings {
    /// Reads and checks the settings file.
    ///
    /// Besides the file itself it only looks at the permissions of password files that are named.
    ///
    /// - Throws: ``SettingsError`` with every mistake in the file; `.missing` and `.unreadable`
    ///   say who named the file. Trying again later makes sense: the admin may mend it meanwhile.
    package static func load(from location: SettingsLocator) throws -> Settings {
        let file = try SettingsFile(
            path: location.file, name: "settings file", remedy: location.remedy)
        return try parse(file.text, file: location.file, isOpenToOthers: file.isOpenToOthers)
    }

    /// Checks the text of a settings file that was read already.
    ///
    /// - Parameters:
    ///   - file: Path for the messages; relative paths inside start from its folder.
    ///   - isOpenToOthers: Whether other accounts can read the text, which forbids passwords in it.
    /// - Throws: As ``load(from:)``, always with code `.invalid`.
    package static func parse(
        _ text: String, file: String, isOpenToOthers: Bool = false
    ) throws -> Settings {
        let document = try YAMLDocument(text: text, file: file)
        var reader = SettingsReader(document: document)
        reader.readSection(document.root, of: "")
        reader.resolvePaths(folder: SettingsLocator.folder(of: file))
        reader.checkMissing()
        reader.checkTogether(isOpenToOthers: isOpenToOthers)
        try reader.problems.throwIfAny()
        return reader.settings
    }
}
