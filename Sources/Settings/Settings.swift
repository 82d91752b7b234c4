// Settings: what an admin decided in `/etc/postern/postern.yaml`, as one checked value.
//
// Each setting is declared once, in its section's file under `Sections/`. From that come the
// reader, its checks, the sample file in `etc/` and the reference. To add a setting: a property
// with its default and a declaration, both in the section's file, then
// `RECORD=1 swift test --filter SettingsTests` to write the sample anew.
//
// This module knows nothing of mail, tickets or databases, reads no environment and no clock,
// and opens no file but the one it is told to. Only the doors ask it; rooms and closets are
// handed values. It runs at the start of each `mailgate`, so it stays cheap.
//
// Start at `Settings.load`, then `SettingDeclaration`, then `Sections/MailSection.swift`.
// `YAML/YAMLDocument.swift` serves other YAML files of the site as well.

/// All settings of one site; every property is the key's namesake (`mail.size_max` is
/// `mail.sizeMax`) and holds its default until the file says otherwise.
package struct Settings: Hashable, Sendable {
    /// Who we are.
    package var site = SiteSection()
    /// Where tickets are kept.
    package var database = DatabaseSection()
    /// What incoming mail may be like.
    package var mail = MailSection()
    /// How outgoing mail leaves.
    package var delivery = DeliverySection()
    /// Where files lie. Absolute once loaded.
    package var paths = PathsSection()
    /// What is logged, and where to.
    package var log = LogSection()

    /// All defaults, with relative paths still relative; for tests and tools that have no file.
    ///
    /// - Parameter siteName: The one setting without a default.
    package init(siteName: String) {
        site.name = siteName
    }

    /// Where the declarations read the defaults.
    static let standard = Settings(siteName: "")

    /// Folder for what must outlive a process but is no ticket, such as crash marks:
    /// `paths.state`, or the SQLite file's folder, or `/var/lib/postern`.
    package var stateFolder: String {
        if let state = paths.state { return state }
        guard case .sqlite(let path) = database.url else { return "/var/lib/postern" }
        return SettingsLocator.folder(of: path)
    }
}
