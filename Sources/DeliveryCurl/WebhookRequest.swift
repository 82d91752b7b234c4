import FoundationEssentials
import MIME
import Tickets

/// A webhook with its secrets, as it goes over the wire; lives for one attempt.
struct WebhookRequest {
    let url: String
    let method: Webhook.Method
    /// `Name: value`.
    let headers: [String]
    let body: [UInt8]
    let timeoutSeconds: Int64
    /// The server's name for logs, where the address is no secret.
    let place: String
    /// Every secret that is in it, in all forms in which it could come back.
    private let hidden: [String]

    /// Why a request is never made.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameter seconds: of the attempt, since 1970.
    init(_ webhook: Webhook, secret: (String) throws -> String, seconds: Int64) throws {
        var hidden: Set<String> = []
        func reveal(_ name: String) throws -> String {
            let value = try secret(name)
            hidden.insert(value)
            return value
        }
        let address = try Self.text(webhook.url)
        let url = try address.revealed { name in
            let value = Self.escaped(try reveal(name))
            hidden.insert(value)
            return value
        }
        if let problem = CallText.problem(withURL: url) {
            // The clause never quotes the address, which may be a secret.
            throw Refusal(description: "the webhook's address: \(problem)")
        }
        var headers = ["Content-Type: \(webhook.contentType)", "Expect:"]
        for field in webhook.headers {
            let value = try Self.text(field.value).revealed { try reveal($0) }
            headers.append("\(field.name): \(value)")
        }
        guard hidden.isEmpty || CallText.isProtected(url: url) else {
            throw Refusal(
                description: "a secret is not sent without TLS; the webhook's address must be https"
            )
        }
        body = Array(webhook.body.utf8)
        headers += ["webhook-id: \(webhook.id)", "webhook-timestamp: \(seconds)"]
        if let name = webhook.secret {
            let signature = Self.signature(
                of: body, id: webhook.id, seconds: seconds, secret: try reveal(name))
            headers.append("webhook-signature: v1,\(signature)")
        }
        self.url = url
        self.headers = headers
        method = webhook.method
        timeoutSeconds = webhook.timeoutSeconds
        place = address.secrets.isEmpty ? Self.host(of: url) : Self.host(of: webhook.url)
        self.hidden = hidden.filter { $0.count >= 4 }.sorted { $0.count > $1.count }
    }

    /// A server's or libcurl's words without our secrets in them.
    func hiding(_ text: String) -> String {
        hidden.reduce(text) { $0.replacing($1, with: "[secret]") }
    }

    /// HMAC-SHA-256 in base64, as Standard Webhooks has it: over id, timestamp and body with dots
    /// between them. A secret that starts with `whsec_` is base64 after that.
    static func signature(
        of body: [UInt8], id: String, seconds: Int64, secret: String
    ) -> String {
        let prefix = "whsec_"
        var key = Array(secret.utf8)
        if secret.hasPrefix(prefix),
            let bytes = Data(base64Encoded: String(secret.dropFirst(prefix.count)))
        {
            key = Array(bytes)
        }
        let signed = Array("\(id).\(seconds).".utf8) + body
        return Data(Digest.hmacSHA256(signed, key: key)).base64EncodedString()
    }

    private static func text(_ text: String) throws -> CallText {
        do {
            return try CallText(text)
        } catch {
            throw Refusal(description: "the webhook: \(error)")
        }
    }

    /// What may stand in an address stays, so that a secret can be a whole one or a part of its
    /// path; all else becomes `%XX`.
    private static func escaped(_ secret: String) -> String {
        let kept = Set("-._~:/?#@!$&'()*+,;=%[]".utf8)
        var text = ""
        for byte in secret.utf8 {
            let isWord =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            if isWord || kept.contains(byte) {
                text.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return text
    }

    /// Without scheme and port; what it is of a secret address says so.
    private static func host(of url: String) -> String {
        guard let slashes = url.firstRange(of: "://") else { return "the webhook's address" }
        let authority = url[slashes.upperBound...].prefix { !"/?#".contains($0) }
        if authority.first == "[" { return String(authority.prefix { $0 != "]" }) + "]" }
        return String(authority.prefix { $0 != ":" })
    }
}
