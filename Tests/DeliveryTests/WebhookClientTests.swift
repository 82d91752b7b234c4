import Delivery
import Foundation
import TestKit
import Testing
import Tickets

@testable import DeliveryCurl

@Suite("Webhooks over real connections")
struct WebhookClientTests {
    private let client = WebhookClient(
        secret: { name in
            guard name == "token" else { throw ProgramTrouble("there is no secret \(name)") }
            return "hush-hush"
        }, userAgent: "Postern/test", clock: { sampleDate })

    private func webhook(
        _ url: String, method: Webhook.Method = .post, secret: String? = nil,
        timeoutSeconds: Int64 = 10
    ) -> Webhook {
        Webhook(
            id: "1-2-tell", method: method, url: url, secret: secret, body: "{\"text\":\"Ä\"}",
            timeoutSeconds: timeoutSeconds)
    }

    @Test("the body arrives as it is, with our headers and a signature over id, time and body")
    func request() async throws {
        let sink = try HTTPSink([.init(200, body: "ok")])
        let result = await client.call(webhook(sink.url + "/hook?a=1", secret: "token"))
        #expect(result.ending == .done)
        #expect(result.text == "127.0.0.1 answered 200: ok")
        #expect(result.answer == CallAnswer(code: 200, text: "ok"))
        let request = try #require(try sink.requests().first)
        #expect(request.method == "POST")
        #expect(request.path == "/hook?a=1")
        #expect(request.body == "{\"text\":\"Ä\"}")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["user-agent"] == "Postern/test")
        #expect(request.headers["expect"] == nil)
        let seconds = sampleDate.milliseconds / 1_000
        #expect(request.headers["webhook-timestamp"] == "\(seconds)")
        let signature = WebhookRequest.signature(
            of: Array(request.body.utf8), id: "1-2-tell", seconds: seconds, secret: "hush-hush")
        #expect(request.headers["webhook-signature"] == "v1,\(signature)")
    }

    @Test("PUT is a PUT")
    func put() async throws {
        let sink = try HTTPSink()
        _ = await client.call(webhook(sink.url + "/x", method: .put))
        #expect(try sink.requests().map(\.method) == ["PUT"])
    }

    @Test(
        "the status decides",
        arguments: [
            (204, .done), (500, .temporary(retryAfterSeconds: nil)),
            (503, .temporary(retryAfterSeconds: nil)), (408, .temporary(retryAfterSeconds: nil)),
            (400, .permanent), (404, .permanent), (410, .permanent),
        ] as [(Int, CallResult.Ending)])
    func statuses(status: Int, ending: CallResult.Ending) async throws {
        let sink = try HTTPSink([.init(status)])
        let result = await client.call(webhook(sink.url))
        #expect(result.ending == ending)
        #expect(result.answer?.code == Int64(status))
    }

    @Test("Retry-After is heard")
    func retryAfter() async throws {
        let sink = try HTTPSink([.init(429, headers: ["Retry-After": "120"])])
        #expect(
            await client.call(webhook(sink.url)).ending == .temporary(retryAfterSeconds: 120))
    }

    @Test("a redirect is not followed, and is an error")
    func redirect() async throws {
        let target = try HTTPSink()
        let sink = try HTTPSink([.init(302, headers: ["Location": target.url])])
        let result = await client.call(webhook(sink.url))
        #expect(result.ending == .permanent)
        #expect(result.text == "127.0.0.1 answered 302, a redirect, which is not followed")
        #expect(try target.requests().isEmpty)
    }

    @Test("a server that is not there, hangs up or takes too long may work later")
    func networkTrouble() async throws {
        let later = CallResult.Ending.temporary(retryAfterSeconds: nil)
        let refused = await client.call(webhook("http://127.0.0.1:1/"))
        #expect(refused.ending == later)
        #expect(refused.answer == nil)
        let rude = try HTTPSink([.init(200, hangsUp: true)])
        #expect(await client.call(webhook(rude.url)).ending == later)
        let slow = try HTTPSink([.init(200, delaySeconds: 20)])
        #expect(await client.call(webhook(slow.url, timeoutSeconds: 1)).ending == later)
    }

    @Test("an endless answer is read to a limit, and counts by its status")
    func longAnswer() async throws {
        let sink = try HTTPSink([.init(200, body: String(repeating: "x", count: 100_000))])
        let result = await client.call(webhook(sink.url))
        #expect(result.ending == .done)
        #expect(result.answer?.text.utf8.count == CallAnswer.textBytesMax)
    }

    @Test("a secret that the server says back is not kept")
    func echo() async throws {
        let sink = try HTTPSink([.init(401, body: "no bot hush-hush here\u{7}\u{202E}")])
        let result = await client.call(webhook(sink.url + "/{secret:token}/send"))
        #expect(try sink.requests().map(\.path) == ["/hush-hush/send"])
        #expect(result.answer?.text == "no bot [secret] here")
        #expect(!result.text.contains("hush"))
    }

    @Test("a secret that is missing is temporary, since an admin will mend it")
    func missingSecret() async throws {
        let result = await client.call(webhook("http://127.0.0.1:1/{secret:other}"))
        #expect(result.ending == .temporary(retryAfterSeconds: nil))
        #expect(result.text.contains("there is no secret other"))
    }
}
