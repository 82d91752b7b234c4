extension Settings {
    /// What is logged, and where to.
    package struct LogSection: Hashable, Sendable {
        /// The syslog facilities that make sense for a mail program.
        package enum Facility: String, CaseIterable, Hashable, Sendable {
            /// With the mail server's own lines, as a rule in `/var/log/mail.log`.
            case mail
            /// With other daemons.
            case daemon
            /// With programs of people.
            case user
            /// Free for the site's use, as are the next seven.
            case local0, local1, local2, local3, local4, local5, local6, local7
        }

        /// How grave a line must be to be logged.
        package enum Level: String, CaseIterable, Hashable, Sendable {
            /// Each step of each mail; names people.
            case debug
            /// One line a mail.
            case info
            /// What an admin may want to know.
            case notice
            /// What an admin should look into.
            case warning
            /// What was not done that should have been.
            case error
        }

        /// Whether lines go to syslog besides standard error.
        package var syslog = true
        /// Which part of syslog.
        package var facility = Facility.mail
        /// The least grave level that is logged.
        package var level = Level.info
    }
}

extension Settings.LogSection {
    static let declarations = [
        SettingDeclaration(
            "log.syslog", \.log.syslog, .boolean, since: "0.1",
            """
            Whether log lines go to syslog. Errors go to standard error in any case, where the mail
            server picks them up.
            """),
        SettingDeclaration(
            "log.facility", \.log.facility, .choice, since: "0.1",
            """
            The syslog facility, which decides in which file the lines end up.
            """),
        SettingDeclaration(
            "log.level", \.log.level, .choice, since: "0.1",
            """
            The least grave lines to log. From info on there is one line for each mail; debug tells
            each step and names people's addresses.
            """),
    ]
}
