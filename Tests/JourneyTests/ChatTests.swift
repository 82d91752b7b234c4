import Foundation
import TestKit
import Testing

/// The examples of contrib/webhooks against servers that stand in for the services; what they are
/// compared with is what the services' own documentation asks for.
@Suite("T440 examples for chats and phones")
struct ChatTests {
    /// Opens a ticket on a site that has the example `name`, and gives the request that it made.
    ///
    /// - Parameters:
    ///   - server: what stands in the example's address in the place of our server.
    ///   - secrets: by name; `SERVER` in one is our server.
    private func request(
        _ name: String, server: String, secrets: [String: String],
        answer: HTTPSink.Answer = .init(200, body: "{\"ok\":true}")
    ) throws -> HTTPSink.Request {
        let sink = try HTTPSink([answer])
        let tracker = try CallSite.tracker { share in
            let example = "\(Tracker.sources)/contrib/webhooks/\(name)"
            let copied = try Executable("cp").run(
                ["-r", example + "/scrips", example + "/templates", share])
            try #require(copied.ending == .exited(0), "\(copied)")
            let file = "\(share)/scrips/tell-\(name).yaml"
            let scrip = try Files.text(file)
            if !server.isEmpty { try #require(scrip.contains(server)) }
            try Files.write(
                server.isEmpty ? scrip : scrip.replacingOccurrences(of: server, with: sink.url),
                to: file)
        }
        for (name, secret) in secrets {
            try CallSite.putSecret(
                tracker, name, secret.replacingOccurrences(of: "SERVER", with: sink.url))
        }
        try tracker.deliver(
            MailText.of(subject: "\"Fire\" & <!channel> ünder \\ +1", id: "c@example.com"))
        let requests = try sink.requests()
        let outbox = try tracker.postern("outbox", "list", "--all")
        #expect(requests.count == 1, "\(outbox)")
        return try #require(requests.first)
    }

    private static let subject = "\"Fire\" & <!channel> ünder \\ +1"
    private static let text =
        "[example.org #1] \(subject)\nnew in support, from Rita Writer"

    @Test("Telegram: sendMessage with chat_id and plain text, the token in the path")
    func telegram() throws {
        let request = try request(
            "telegram", server: "https://api.telegram.org",
            secrets: ["telegram-token": "123456:ABC-def"])
        #expect(request.method == "POST")
        #expect(request.path == "/bot123456:ABC-def/sendMessage")
        #expect(request.headers["content-type"] == "application/json")
        let body = try JSONValue(Array(request.body.utf8))
        #expect(body["chat_id"].text == "-1001234567890")
        #expect(body["text"].text == Self.text)
        #expect(body["parse_mode"].text == nil)
    }

    @Test("Matrix: PUT of m.room.message with the delivery id as transaction id")
    func matrix() throws {
        let request = try request(
            "matrix", server: "https://matrix.example.org",
            secrets: ["matrix-token": "syt_secret"])
        #expect(request.method == "PUT")
        let id = try #require(request.headers["webhook-id"])
        #expect(
            request.path
                == "/_matrix/client/v3/rooms/%21ops%3Aexample.org/send/m.room.message/\(id)")
        #expect(request.headers["authorization"] == "Bearer syt_secret")
        let body = try JSONValue(Array(request.body.utf8))
        #expect(body["msgtype"].text == "m.notice")
        #expect(body["body"].text == Self.text)
    }

    @Test("Slack: the address is the secret, strangers' words stand in plain_text alone")
    func slack() throws {
        let request = try request(
            "slack", server: "", secrets: ["slack-url": "SERVER/services/T1/B2/x3"],
            answer: .init(200, body: "ok"))
        #expect(request.method == "POST")
        #expect(request.path == "/services/T1/B2/x3")
        #expect(request.headers["content-type"] == "application/json")
        let body = try JSONValue(Array(request.body.utf8))
        #expect(body["text"].text == "[example.org #1] is new in support")
        let block = body["blocks"].items.first
        #expect(block?["type"].text == "section")
        #expect(block?["text"]["type"].text == "plain_text")
        #expect(block?["text"]["text"].text == Self.text)
    }

    @Test("SMS: a form with To, From and Body, and a login")
    func sms() throws {
        let request = try request(
            "sms", server: "https://api.twilio.com", secrets: ["sms-login": "QUM6dG9rZW4="],
            answer: .init(201))
        #expect(request.method == "POST")
        #expect(request.path.hasPrefix("/2010-04-01/Accounts/AC"))
        #expect(request.path.hasSuffix("/Messages.json"))
        #expect(request.headers["authorization"] == "Basic QUM6dG9rZW4=")
        #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
        let fields = request.body.split(separator: "&").map { field in
            field.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
        }
        #expect(
            fields == [
                "To=+15005550010", "From=+15005550006",
                "Body=[example.org #1] \(Self.subject)",
            ])
    }

    @Test("XMPP: a message for mod_rest")
    func xmpp() throws {
        let request = try request(
            "xmpp", server: "http://127.0.0.1:5280", secrets: ["xmpp-token": "word"],
            answer: .init(202))
        #expect(request.method == "POST")
        #expect(request.path == "/rest")
        #expect(request.headers["authorization"] == "Bearer word")
        #expect(request.headers["content-type"] == "application/json")
        let body = try JSONValue(Array(request.body.utf8))
        #expect(body["kind"].text == "message")
        #expect(body["type"].text == "groupchat")
        #expect(body["to"].text == "ops@rooms.example.org")
        #expect(body["body"].text == Self.text)
    }
}
