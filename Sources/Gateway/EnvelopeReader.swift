import Tickets

/// Reads the envelope out of the environment that an MTA gives to a pipe command.
///
/// Postfix local(8) and OpenSMTPD set `RECIPIENT`, `LOCAL`, `DOMAIN`, `EXTENSION`; Exim sets
/// `LOCAL_PART`, `LOCAL_PART_SUFFIX`, `DOMAIN`; qmail sets `LOCAL`, `HOST`, `EXT`. `USER` is not
/// asked: whoever tries the program by hand has it too.
enum EnvelopeReader {
    /// The variables that are looked at; a door hands in no others.
    static let variables = [
        "SENDER", "RECIPIENT", "ORIGINAL_RECIPIENT", "EXTENSION", "LOCAL", "LOCAL_PART",
        "LOCAL_PART_SUFFIX", "DOMAIN", "EXT", "HOST",
    ]

    /// The longest extension that is kept; a local part has at most 64 bytes (RFC 5321 §4.5.3.1.1).
    private static let extensionBytesMax = 64

    /// Takes what is an address and drops what is none.
    ///
    /// - Returns: the envelope, and a phrase for each variable that was dropped. Its value is not
    ///   quoted: whoever sent the mail may have chosen it.
    static func read(_ environment: [String: String]) -> (envelope: Envelope, defects: [String]) {
        var envelope = Envelope()
        var defects: [String] = []

        func address(_ name: String) -> EmailAddress? {
            guard let text = environment[name], !text.isEmpty else { return nil }
            if let address = EmailAddress(text) { return address }
            defects.append("\(name) is no address")
            return nil
        }

        if let text = environment["SENDER"] {
            envelope.sender = isNobody(text) ? "" : address("SENDER")?.value
        }
        envelope.recipient = address("RECIPIENT") ?? joined(environment)
        envelope.originalRecipient = address("ORIGINAL_RECIPIENT")
        let text = environment["EXTENSION"] ?? environment["EXT"] ?? suffix(environment)
        if let text, !text.isEmpty {
            let isPlain = text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
            if isPlain, text.utf8.count <= extensionBytesMax {
                envelope.addressExtension = text
            } else {
                defects.append("EXTENSION is no part of an address")
            }
        }
        return (envelope, defects)
    }

    /// The null sender; some MTAs put its old name in its place.
    private static func isNobody(_ text: String) -> Bool {
        text.isEmpty || text == "<>" || text.uppercased() == "MAILER-DAEMON"
    }

    private static func joined(_ environment: [String: String]) -> EmailAddress? {
        guard let local = environment["LOCAL_PART"] ?? environment["LOCAL"],
            let domain = environment["DOMAIN"] ?? environment["HOST"]
        else { return nil }
        return EmailAddress("\(local)\(environment["LOCAL_PART_SUFFIX"] ?? "")@\(domain)")
    }

    /// Exim hands the suffix on with its delimiter.
    private static func suffix(_ environment: [String: String]) -> String? {
        guard let suffix = environment["LOCAL_PART_SUFFIX"] else { return nil }
        return suffix.hasPrefix("+") || suffix.hasPrefix("-") ? String(suffix.dropFirst()) : suffix
    }
}
