extension Settings {
    /// Who we are: names that other people's mail programs see and send back.
    package struct SiteSection: Hashable, Sendable {
        /// Stands in subject tags: `[NAME #12]`. 1 to 60 characters without `[`, `]`, `#`.
        package var name = ""
        /// Names used before, whose tags are still ours.
        package var formerNames: [String] = []
        /// Right side of the Message-IDs we make; `nil`: the machine's host name, which the door
        /// finds out.
        package var domain: String?
        /// BCP 47 tag of the language of mails to people whose language is not known.
        package var language = "en"
        /// Name in the tz database, for times that people read.
        package var timeZone = "UTC"
        /// Who is told of trouble; `nil`: nobody is mailed.
        package var ownerAddress: String?
    }
}

extension Settings.SiteSection {
    private static let siteName = SettingType.text(
        range: "1 to \(SettingSyntax.siteNameLengthMax) characters without [, ], # or line breaks",
        expected: "1 to \(SettingSyntax.siteNameLengthMax) characters without [, ], #, "
            + "line breaks or space at the ends",
        where: SettingSyntax.isSiteName)

    static let declarations = [
        SettingDeclaration(
            "site.name", \.site.name, siteName, since: "0.1", isRequired: true,
            example: "example.org",
            """
            The site's name in subject tags: a mail about ticket 12 has [NAME #12] in its subject,
            and an answer finds its ticket by it. Choose one that no other tracker uses, such as
            your domain. After a change, add the old name to "former_names", or answers to older
            mails open new tickets.
            """),
        SettingDeclaration(
            "site.former_names", \.site.formerNames, .list(of: siteName, named: "list of names"),
            since: "0.1", example: "[help.example.org, example.org rt]",
            """
            Names that this site used before, here or in another tracker whose tickets it took
            over. Subject tags with these names are recognised, never written.
            """),
        SettingDeclaration(
            "site.domain", \.site.domain, .optional(.hostName), since: "0.1",
            defaultNote: "the machine's full host name", example: "example.org",
            """
            The right side of the Message-IDs that Postern gives its mails. Set it when the
            machine's name is not a real one, and to the same value on all machines that share a
            database.
            """),
        SettingDeclaration(
            "site.language", \.site.language, .word(of: ["en", "cs", "de", "ru", "uk"]),
            since: "0.1",
            """
            The language of mails to people whose language is not known, nor their queue's, as a
            BCP 47 tag.
            """),
        SettingDeclaration(
            "site.time_zone", \.site.timeZone,
            .text(
                "time zone", expected: "a time zone such as UTC or Europe/Berlin",
                where: SettingSyntax.isTimeZone),
            since: "0.1", example: "Europe/Berlin",
            """
            The time zone of dates on the command line, and in mails to people who have none of
            their own nor by their queue; by its name in the tz database. What is stored is always
            UTC.
            """),
        SettingDeclaration(
            "site.owner_address", \.site.ownerAddress, .optional(.address), since: "0.1",
            defaultNote: "nobody is told by mail", example: "postmaster@example.org",
            """
            Who is told by mail of trouble that needs an admin: mail in quarantine, mail that
            cannot be delivered. Must not be an address that leads into the tracker.
            """),
    ]
}
