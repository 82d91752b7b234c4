extension Settings {
    /// A mail server to hand outgoing mail to.
    package struct SMTPSection: Hashable, Sendable {
        /// How the connection is protected.
        package enum TLS: String, CaseIterable, Hashable, Sendable {
            /// Not at all.
            case disabled = "none"
            /// STARTTLS where the server offers it, otherwise in the clear.
            case opportunistic = "starttls"
            /// STARTTLS with a checked certificate, or no delivery.
            case required
            /// TLS from the first byte with a checked certificate, as on port 465.
            case implicit
        }

        /// Name or IP address; never `nil` with the transport `smtp`.
        package var host: String?
        /// TCP port.
        package var port = 25
        /// How the connection is protected.
        package var tls = TLS.opportunistic
        /// Account at the server; `nil`: no AUTH.
        package var user: String?
        /// File with the account's password, for ``SecretFile``; `nil` exactly where `user` is.
        package var passwordFile: String?
        /// PEM file with the authorities to trust; `nil`: those of the system.
        package var caFile: String?
        /// For one mail, from connecting to the server's answer.
        package var timeout = Duration.seconds(60)
    }
}

extension Settings.SMTPSection {
    static let declarations = [
        SettingDeclaration(
            "delivery.smtp.host", \.delivery.smtp.host, .optional(host), since: "0.1",
            example: "mail.example.org",
            """
            The mail server of the transport smtp.
            """),
        SettingDeclaration(
            "delivery.smtp.port", \.delivery.smtp.port, .integer(1...65535), since: "0.1",
            """
            The server's port: 25, 587 for submission, 465 for submission with tls implicit.
            """),
        SettingDeclaration(
            "delivery.smtp.tls", \.delivery.smtp.tls, .choice, since: "0.1",
            """
            How the connection is encrypted: starttls does it where the server offers it; required
            does it with a checked certificate or does not deliver; implicit encrypts from the
            first byte, as port 465 wants; none never does. With "user" set it must be required
            or implicit, unless the server is this machine.
            """),
        SettingDeclaration(
            "delivery.smtp.user", \.delivery.smtp.user, .optional(account), since: "0.1",
            defaultNote: "no authentication", example: "postern",
            """
            The account at the server. Goes together with "password_file".
            """),
        SettingDeclaration(
            "delivery.smtp.password_file", \.delivery.smtp.passwordFile, .optional(.path),
            since: "0.1", example: "smtp.password",
            """
            A file whose only line is the account's password. Other accounts of the machine must
            not be able to read it: chmod 640.
            """),
        SettingDeclaration(
            "delivery.smtp.ca_file", \.delivery.smtp.caFile, .optional(.path), since: "0.1",
            defaultNote: "the system's authorities", example: "internal-ca.pem",
            """
            A PEM file with the certificate authorities to trust, for a server whose certificate
            comes from your own.
            """),
        SettingDeclaration(
            "delivery.smtp.timeout", \.delivery.smtp.timeout, .duration(seconds: 1...600),
            since: "0.1",
            """
            How long the delivery of one mail may take, from connecting to the server's answer.
            """),
    ]

    private static let host = SettingType.text(
        "host", expected: "a host name or IP address without a port",
        where: SettingSyntax.isHost)

    private static let account = SettingType.text("text", expected: "an account name") { text in
        !text.isEmpty && !text.unicodeScalars.contains { $0.value < 0x20 }
    }
}
