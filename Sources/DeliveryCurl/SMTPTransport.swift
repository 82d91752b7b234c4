// DeliveryCurl: hands mails to a server by SMTP (RFC 5321) with STARTTLS and AUTH, and makes the
// requests of webhooks, both through libcurl.
//
// A module of its own because loading libcurl costs a process 10 ms, which `mailgate` must not pay.
// It refuses to know: what the mail says, the outbox, retries, settings. It opens one connection a
// mail or request and keeps nothing between two.
// Start reading here or at ``WebhookClient``; ``SMTPTalk`` judges what the mail server said,
// ``CurlHandle`` wraps libcurl.

package import Delivery
import Tickets

/// A smart host, and how to talk to it.
package struct SMTPTransport: Transport {
    package let host: String
    package let port: Int
    package let tls: TLSMode
    /// `nil` where the server lets us in without.
    package let credentials: SMTPCredentials?
    /// PEM file of the authorities to trust; `nil` for the system's.
    package let caFile: String?
    /// Name in EHLO; `nil` for the machine's own.
    package let heloName: String?
    package let timeoutSeconds: Int64

    /// Takes the server's name or address, where IPv6 addresses stand without brackets.
    ///
    /// With `credentials`, ``TLSMode/starttls`` counts as ``TLSMode/required``: whoever can strip
    /// STARTTLS from the greeting would get the password.
    /// - Parameter timeoutSeconds: for a whole mail, connecting included.
    package init(
        host: String, port: Int, tls: TLSMode, credentials: SMTPCredentials? = nil,
        caFile: String? = nil, timeoutSeconds: Int64, heloName: String? = nil
    ) {
        self.host = host
        self.port = port
        self.tls = tls == .starttls && credentials != nil ? .required : tls
        self.credentials = credentials
        self.caFile = caFile
        self.timeoutSeconds = max(1, timeoutSeconds)
        self.heloName = heloName
    }

    /// How the connection is protected. The server's certificate is checked wherever there is TLS.
    package enum TLSMode: String, Hashable, Sendable, CaseIterable {
        /// Plain text.
        case none
        /// STARTTLS if the server offers it, else plain text.
        case starttls
        /// STARTTLS, or no mail is sent.
        case required
        /// TLS from the first byte (RFC 8314), port 465 as a rule.
        case implicit
    }

    /// Sends one mail over a connection of its own, away from the caller's thread.
    ///
    /// Failures to connect, to agree on TLS and to authenticate are temporary, whatever code the
    /// server gave: they say nothing about the mail.
    @concurrent
    package func send(_ mail: ComposedMail) async -> DeliveryResult {
        guard port > 0, port < 65_536, Self.isHostName(host) else {
            return .temporary("no SMTP server: \(ReasonText.clean(host)):\(port)")
        }
        guard credentials == nil || tls != .none || isLoopback else {
            return .temporary("a password for \(host) is not sent without TLS")
        }
        guard !mail.recipients.isEmpty else { return .permanent("the mail has no recipients") }
        do {
            let session = try CurlSession(recipients: mail.recipients, mail: mail.bytes)
            try configure(session, sender: mail.envelopeSender?.value ?? "")
            let ending = session.perform()
            return session.talk.result(
                ending: ending, server: "\(host):\(port)", mustAuthenticate: credentials != nil)
        } catch {
            return .temporary("libcurl: \(error)")
        }
    }

    private func configure(_ session: CurlSession, sender: String) throws {
        try session.setServer(url: url, timeoutSeconds: timeoutSeconds)
        try session.setEncryption(
            tls == .required ? .required : tls == .starttls ? .tried : .asURLSays, caFile: caFile)
        try session.setEnvelope(sender: sender)
        if let credentials {
            try session.setCredentials(user: credentials.user, password: credentials.password)
        }
    }

    /// The path of an smtp URL is the name for EHLO.
    private var url: String {
        let scheme = tls == .implicit ? "smtps" : "smtp"
        let bracketed = host.contains(":") ? "[\(host)]" : host
        let helo = heloName.flatMap { Self.isHostName($0) ? $0 : nil } ?? ""
        return "\(scheme)://\(bracketed):\(port)/\(helo)"
    }

    private var isLoopback: Bool {
        host == "localhost" || host == "::1" || LoopbackHost.isIPv4(host)
    }

    /// Letters, digits and what addresses are written with: nothing that means something in a URL.
    private static func isHostName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 255
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
                    UInt8(ascii: "["), UInt8(ascii: "]"):
                    true
                default: false
                }
            }
    }
}

/// A name and a password that never show in a log.
package struct SMTPCredentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    package let user: String
    package let password: String

    /// Takes both as the server wants them.
    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// The user's name alone.
    package var description: String { user }

    /// Keeps the password out of `dump` and of string interpolation of what holds this.
    package var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
