import Intake
import Tickets

/// Texts of mails for these tests; all invented.
enum MailSource {
    /// A mail from a person, with further header lines and a body.
    static func mail(
        _ headers: String..., from: String? = "Ann Example <ann@example.org>",
        body: String = "Hello,\nthe printer is on fire.\n"
    ) -> [UInt8] {
        var lines: [String] = []
        if let from { lines.append("From: \(from)") }
        lines += ["To: support@example.com", "Date: Mon, 02 Feb 2026 10:00:00 +0100"]
        lines += headers
        return Array((lines.joined(separator: "\n") + "\n\n" + body).utf8)
    }

    static let reader = IntakeReader(site: site, limits: IntakeLimits())
    static let site = Site(name: "help.example", domain: "help.example")

    /// Reads with the defaults.
    static func read(
        _ raw: [UInt8], envelope: Envelope = Envelope(), route: Route = Route(queue: "support")
    ) -> Verdict {
        reader.read(raw: raw, route: route, envelope: envelope)
    }
}
