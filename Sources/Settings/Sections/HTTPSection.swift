extension Settings {
    /// How webhooks are called.
    package struct HTTPSection: Hashable, Sendable {
        /// PEM file with the authorities to trust; `nil`: those of the system.
        package var caFile: String?
    }
}

extension Settings.HTTPSection {
    static let declarations = [
        SettingDeclaration(
            "delivery.http.ca_file", \.delivery.http.caFile, .optional(.path), since: "0.1",
            defaultNote: "the system's authorities", example: "internal-ca.pem",
            """
            A PEM file with the certificate authorities to trust for webhooks, for servers whose
            certificates come from your own.
            """)
    ]
}
