package import Intake
import MIME
package import Settings
package import Tickets

/// Intake as the settings want it: limits, the site's name, and addresses in one spelling.
///
/// Whoever reads a stored mail again (release from quarantine, a preview) uses this too, or the
/// same bytes would mean different things.
package struct ConfiguredReader: Sendable {
    private let reader: IntakeReader
    private let rewrites: [Settings.AddressRewrite]

    /// Takes what the settings say.
    package init(settings: Settings) {
        // Intake asks a site for its name only, so the host's name need not be found out here.
        let site = Site(name: settings.site.name, domain: settings.site.domain ?? "")
        reader = IntakeReader(site: site, limits: IntakeLimits(settings: settings))
        rewrites = settings.mail.addressRewrite
    }

    /// Reads one mail; see ``IntakeReader/read(raw:route:envelope:sha256:)``.
    ///
    /// The sender and the recipients get the spelling of the first rule of `mail.address_rewrite`
    /// that matches; Reply-To stays as it is, since it is written to and never looked up.
    package func read(
        raw: [UInt8], route: Route, envelope: Envelope, sha256: String? = nil
    ) -> Verdict {
        var verdict = reader.read(raw: raw, route: route, envelope: envelope, sha256: sha256)
        guard !rewrites.isEmpty else { return verdict }
        verdict.sender = verdict.sender.map(rewritten)
        verdict.to = verdict.to.map(rewritten)
        verdict.cc = verdict.cc.map(rewritten)
        return verdict
    }

    /// See ``IntakeReader/evidence(in:envelope:)``.
    package func evidence(in raw: [UInt8], envelope: Envelope) -> [Evidence] {
        reader.evidence(in: raw, envelope: envelope)
    }

    private func rewritten(_ named: NamedAddress) -> NamedAddress {
        for rule in rewrites {
            guard let text = rule.rewritten(named.address.value) else { continue }
            // A rule that makes no address of one is no rule for it.
            guard let address = EmailAddress(text) else { return named }
            return NamedAddress(address, name: named.name)
        }
        return named
    }
}

extension IntakeLimits {
    /// What `mail.*` says.
    package init(settings: Settings) {
        let mail = settings.mail
        self.init(
            message: MessageLimits(
                headerBytesMax: mail.headerBytesMax, partsMax: mail.partsMax,
                nestingDepthMax: mail.nestingDepthMax, textBytesMax: mail.textBytesMax,
                decodedBytesMax: mail.decodedBytesMax,
                addressesMax: mail.addressesMax, referencesMax: mail.referencesMax),
            receivedMax: mail.receivedMax)
    }
}
