extension Settings {
    /// The mail server's own program.
    package struct SendmailSection: Hashable, Sendable {
        /// Absolute once loaded.
        package var path = "/usr/sbin/sendmail"
        /// Before those that every mail needs: envelope sender and recipients.
        package var arguments = ["-oi"]
    }
}

extension Settings.SendmailSection {
    static let declarations = [
        SettingDeclaration(
            "delivery.sendmail.path", \.delivery.sendmail.path, .path, since: "0.1",
            """
            The program of the transport sendmail. Postfix, Exim and OpenSMTPD all install one
            under this name. It is started directly, never through a shell.
            """),
        SettingDeclaration(
            "delivery.sendmail.arguments", \.delivery.sendmail.arguments,
            .list(of: argument, named: "list of arguments"), since: "0.1",
            """
            Arguments that come before the envelope sender and the recipients, which Postern adds.
            -oi keeps a line with a single dot from ending the mail.
            """),
    ]

    private static let argument = SettingType.text(
        "argument", expected: "an argument without line breaks"
    ) { text in
        !text.isEmpty && !text.unicodeScalars.contains { $0.value < 0x20 }
    }
}
