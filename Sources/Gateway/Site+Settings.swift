import Glibc
package import Settings
package import Tickets

extension Site {
    /// What the rooms must know of the settings.
    ///
    /// Where `site.domain` is not set, this reads the machine's name.
    package init(settings: Settings) {
        let domain = settings.site.domain ?? HostName.full()
        // Nobody is to be mailed at the addresses that mail of ours comes from, whoever forges them.
        let senders = [settings.delivery.envelopeFrom, "postern@" + domain]
        self.init(
            name: settings.site.name,
            formerNames: settings.site.formerNames,
            domain: domain,
            language: settings.site.language, timeZone: settings.site.timeZone,
            ownAddresses: Set(
                (settings.mail.ownAddresses + senders.compactMap { $0 }).compactMap {
                    EmailAddress($0)
                }),
            notifiesActor: settings.mail.notifyActor,
            autorepliesPerSenderHour: Int64(settings.mail.autoreplyPerSenderHour),
            autorepliesPerTicketHour: Int64(settings.mail.autoreplyPerTicketHour),
            autorepliesPerSenderBurst: Int64(settings.mail.autoreplyPerSenderBurst),
            bouncesMax: Int64(settings.mail.bouncesMax),
            bounceDays: Int64(settings.mail.bounceDays))
    }
}

extension Duration {
    /// Whole seconds and what is left of one.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

/// The name of the machine, without asking the DNS: that may take seconds, for each mail.
enum HostName {
    /// The host name if it has a domain, else what Debian keeps in `/etc/mailname`, else the bare
    /// host name.
    static func full() -> String {
        let host = ofKernel()
        guard !host.contains(".") else { return host }
        return mailName() ?? host
    }

    private static func ofKernel() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        let name = String(decoding: bytes, as: UTF8.self)
        return name.isEmpty ? "localhost" : name
    }

    private static func mailName() -> String? {
        let file = open("/etc/mailname", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            count = max(0, read(file, buffer.baseAddress, 256))
        }
        let name = String(decoding: bytes.prefix { $0 > 32 }, as: UTF8.self)
        let isPlain = name.utf8.allSatisfy { $0 == 0x2D || $0 == 0x2E || isAlphanumeric($0) }
        return isPlain && !name.isEmpty ? name : nil
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
