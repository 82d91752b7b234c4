extension Settings {
    /// Where files lie. Relative paths are absolute once loaded.
    package struct PathsSection: Hashable, Sendable {
        /// Folder of the lifecycles that `postern init` loads.
        package var lifecycles = "lifecycles"
        /// As the file says; ``Settings/stateFolder`` is the one to use.
        package var state: String?
        /// Folder of the scrips that `postern init` loads.
        package var scrips = "/usr/local/share/postern/scrips"
        /// Folder of the templates that `postern init` loads.
        package var templates = "/usr/local/share/postern/templates"
        /// Folder with one file a secret, for ``SecretFile``.
        package var secrets = "secrets"
        /// Folder of the programs that scrips may run.
        package var programs = "programs"
    }
}

extension Settings.PathsSection {
    static let declarations = [
        SettingDeclaration(
            "paths.lifecycles", \.paths.lifecycles, .path, since: "0.1",
            """
            The folder of the lifecycles that "postern init" loads: which statuses tickets have
            and which may follow which, one YAML file each.
            """),
        SettingDeclaration(
            "paths.state", \.paths.state, .optional(.path), since: "0.1",
            defaultNote: "the folder of the SQLite file; with PostgreSQL /var/lib/postern",
            example: "/var/lib/postern",
            """
            A folder that mailgate may write to, for notes that must outlive a crash: which mail
            was being read when the program died.
            """),
        SettingDeclaration(
            "paths.scrips", \.paths.scrips, .path, since: "0.1",
            """
            The folder of the scrips that come with Postern. "postern init" loads them.
            """),
        SettingDeclaration(
            "paths.templates", \.paths.templates, .path, since: "0.1",
            """
            The folder of the mail templates that come with Postern. "postern init" loads them.
            """),
        SettingDeclaration(
            "paths.secrets", \.paths.secrets, .path, since: "0.1",
            """
            The folder of the secrets that webhooks use: one file each, named as the scrip names it,
            with one line. Other accounts of the machine must not be able to read them: chmod 640.
            """),
        SettingDeclaration(
            "paths.programs", \.paths.programs, .path, since: "0.1",
            """
            The folder of the programs that scrips with the action Run may start. It and what is in
            it must belong to root or to the tracker's account, and nobody else may write there.
            """),
    ]
}
