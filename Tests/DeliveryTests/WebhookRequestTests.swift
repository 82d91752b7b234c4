import Foundation
import Testing
import Tickets

@testable import DeliveryCurl

@Suite("What goes over the wire for a webhook")
struct WebhookRequestTests {
    private func request(
        url: String = "https://chat.example.org/hook", headers: [(String, String)] = [],
        secret: String? = nil, secrets: [String: String] = [:]
    ) throws -> WebhookRequest {
        let webhook = Webhook(
            id: "42-7-tell.k3", url: url,
            headers: headers.map { Notification.Header($0.0, $0.1) }, secret: secret,
            body: "{\"a\":1}")
        return try WebhookRequest(
            webhook, secret: { try #require(secrets[$0]) }, seconds: 1_763_719_200)
    }

    @Test("the signature is the one of Standard Webhooks")
    func signature() throws {
        // From the reference implementations' tests.
        let value = WebhookRequest.signature(
            of: Array("{\"test\": 2432232314}".utf8), id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            seconds: 1_614_265_330, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(value == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("id, time and signature stand in headers, the body is as it was")
    func headers() throws {
        let request = try request(
            headers: [("X-Room", "ops")], secret: "chat", secrets: ["chat": "hush"])
        #expect(request.headers.contains("webhook-id: 42-7-tell.k3"))
        #expect(request.headers.contains("webhook-timestamp: 1763719200"))
        #expect(request.headers.contains("X-Room: ops"))
        #expect(request.headers.contains { $0.hasPrefix("webhook-signature: v1,") })
        #expect(String(decoding: request.body, as: UTF8.self) == "{\"a\":1}")
    }

    @Test("secrets go into addresses and headers, and out of what is told")
    func secrets() throws {
        let request = try request(
            url: "https://api.example.com/bot{secret:token}/send",
            headers: [("Authorization", "Bearer {secret:key}")],
            secrets: ["token": "12:ab/c d", "key": "qwertz"])
        #expect(request.url == "https://api.example.com/bot12:ab/c%20d/send")
        #expect(request.headers.contains("Authorization: Bearer qwertz"))
        #expect(request.place == "api.example.com")
        #expect(
            request.hiding("no such bot 12:ab/c%20d or 12:ab/c d, qwertz")
                == "no such bot [secret] or [secret], [secret]")
    }

    @Test("an address that is a secret is named nowhere")
    func secretAddress() throws {
        let request = try request(
            url: "{secret:hook}", secrets: ["hook": "https://hooks.example.com/T1/B2"])
        #expect(request.url == "https://hooks.example.com/T1/B2")
        #expect(request.place == "the webhook's address")
    }

    @Test("a secret does not cross the network in the clear")
    func clear() throws {
        #expect(throws: WebhookRequest.Refusal.self) {
            try request(
                url: "http://api.example.com/{secret:token}", secrets: ["token": "hush"])
        }
        _ = try request(
            url: "http://127.0.0.1:8080/{secret:token}", secrets: ["token": "hush"])
        // What is only signed with is not sent.
        _ = try request(
            url: "http://api.example.com/x", secret: "token", secrets: ["token": "hush"])
    }

    @Test(
        "addresses that are none are refused without being quoted",
        arguments: [
            "ftp://example.org/", "file:///etc/passwd", "https:///x", "https://a:b@example.org",
        ])
    func addresses(url: String) throws {
        let error = #expect(throws: WebhookRequest.Refusal.self) {
            try request(url: "{secret:hook}", secrets: ["hook": url])
        }
        #expect(error?.description.contains(url) == false)
    }
}
