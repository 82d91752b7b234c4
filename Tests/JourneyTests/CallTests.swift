import Foundation
import TestKit
import Testing

@Suite("T435 webhooks and programs")
struct CallTests {
    /// A tracker whose site has one scrip more; retries come after a second.
    private func tracker(
        _ scrip: String, on engine: StoreEngine = .sqlite
    ) throws -> Tracker {
        let tracker = try CallSite.tracker(engine) { share in
            try Files.write(scrip, to: share + "/scrips/tell.yaml")
        }
        try tracker.set("delivery.retry_delay_min", "1 s")
        return tracker
    }

    private func call(
        _ tracker: Tracker, at place: SourceLocation = #_sourceLocation
    ) throws -> JSONValue {
        let all = try tracker.outbox(at: place).filter { $0["kind"].text != "mail" }
        return try #require(all.last, sourceLocation: place)
    }

    private static func webhook(_ url: String, more: String = "") -> String {
        """
        name: tell
        condition: On Transaction
        action: Webhook
        action_argument:
          url: "\(url)"
          secret: shop
        \(more)
        """
    }

    @Test("a webhook that fails twice succeeds at last, with one delivery id and a signature")
    func failsTwice() throws {
        var sink = try HTTPSink([.init(500, body: "out of order"), .init(200)])
        let port = sink.port
        let tracker = try tracker(Self.webhook(sink.url + "/hook"))
        try CallSite.putSecret(tracker, "shop", "hush-hush")
        let mail = Array(MailText.of(id: "w1@example.com").utf8)
        let taken = try tracker.mailgate(mail, ["--queue", "support", "--verbose"])
        #expect(
            taken.errors.contains(
                "scrip=tell to be tried again: 127.0.0.1 answered 500: out of order"), "\(taken)")
        // The mail does not wait for the call, and mailgate, which speaks no HTTP, had it made.
        #expect(try tracker.sent(by: "on-create-autoreply")["To"].contains("rita@example.com"))
        let first = try call(tracker)
        #expect(first["state"].text == "queued")
        #expect(first["last_error"].text == "127.0.0.1 answered 500: out of order")
        let before = try #require(try sink.requests().first)

        sink = try HTTPSink()  // the one before is gone, so its port refuses
        usleep(2_200_000)
        let refused = try tracker.run(["outbox", "flush"])
        #expect(refused.ending == .exited(75), "\(refused)")
        #expect(try call(tracker)["attempts"].number == 2)
        #expect(try tracker.postern("why", "1").contains("waits, tried 2×"))

        sink = try HTTPSink(port: port)
        usleep(3_200_000)
        try tracker.postern("outbox", "flush")
        let done = try call(tracker)
        #expect(done["state"].text == "sent")
        #expect(done["call"]["answer_code"].number == 200)
        let after = try #require(try sink.requests().first)
        #expect(after.body == before.body)
        #expect(after.headers["webhook-id"] == before.headers["webhook-id"])
        #expect(after.headers["webhook-timestamp"] != before.headers["webhook-timestamp"])
        for request in [before, after] { try checkSignature(request, "hush-hush") }

        let document = try JSONValue(Array(after.body.utf8))
        #expect(document["version"].number == 1)
        #expect(document["event"].text == "Create")
        #expect(document["ticket"]["subject"].text == "The printer is on fire")
        #expect(document["ticket"]["requestors"].items.first?["address"].text == "rita@example.com")
        #expect(document["delivery"].text == after.headers["webhook-id"])
        // Nowhere the secret, everywhere its name.
        let number = try #require(done["id"].number)
        let shown = try tracker.postern("outbox", "show", "\(number)")
        #expect(shown.contains("with secret shop"))
        #expect(!shown.contains("hush"))
    }

    /// By the very lines that docs/webhooks.md gives to whoever receives webhooks.
    private func checkSignature(
        _ request: HTTPSink.Request, _ secret: String
    ) throws {
        let page = try Files.text(Tracker.sources + "/docs/webhooks.md")
        func block(_ start: String) throws -> String {
            let rest = try #require(page.range(of: "    \(start)")).lowerBound
            let lines = page[rest...].split(separator: "\n", omittingEmptySubsequences: false)
                .prefix { $0.isEmpty || $0.hasPrefix("    ") }
            return lines.map { String($0.dropFirst(4)) }.joined(separator: "\n")
        }
        let headers = String(
            decoding: try JSONEncoder().encode(request.headers), as: UTF8.self)
        let python =
            try block("import base64") + """

                import json, sys
                headers, secret, body = json.loads(sys.argv[1]), sys.argv[2], sys.stdin.buffer.read()
                assert is_ours(secret, headers, body)
                assert not is_ours(secret, headers, body + b" ")
                assert not is_ours("other", headers, body)
                """
        let checked = try Executable("python3").run(
            ["-c", python, headers, secret], input: Array(request.body.utf8))
        #expect(checked.ending == .exited(0), "\(checked)")
        let shell =
            "id=$1 timestamp=$2 secret=$3; cat > body.json\n" + (try block("printf '%s.%s.'"))
        let folder = try TemporaryFolder()
        let signed = try Executable("sh").run(
            [
                "-c", "cd '\(folder.path)'; " + shell, "sh",
                request.headers["webhook-id"] ?? "", request.headers["webhook-timestamp"] ?? "",
                secret,
            ], input: Array(request.body.utf8))
        withExtendedLifetime(folder) {}
        #expect(
            "v1," + signed.text.trimmingCharacters(in: .newlines)
                == request.headers["webhook-signature"], "\(signed)")
    }

    @Test("a refusal is final, doctor and why tell of it, and retry brings it back")
    func dead() throws {
        let sink = try HTTPSink([.init(404, body: "no such hook"), .init(200)])
        let tracker = try tracker(Self.webhook(sink.url + "/hook"))
        try CallSite.putSecret(tracker, "shop", "hush-hush")
        try tracker.deliver(MailText.of(id: "w2@example.com"))
        #expect(try call(tracker)["state"].text == "dead")
        let number = try #require(try call(tracker)["id"].number)
        let doctor = try tracker.run(["doctor"])
        #expect(doctor.text.contains("1 webhook could not be delivered"), "\(doctor)")
        #expect(doctor.text.contains("scrip \"tell\""), "\(doctor)")
        for page in [
            try tracker.postern("why", "1"),
            try tracker.postern("ticket", "show", "1"),
        ] {
            #expect(page.contains("postern outbox retry \(number)"), "\(page)")
            #expect(page.contains("no such hook"), "\(page)")
        }
        try tracker.postern("outbox", "retry", "\(number)")
        try tracker.postern("outbox", "flush")
        #expect(try call(tracker)["state"].text == "sent")
    }

    @Test("what only staff may read stays in the house unless the scrip says internal")
    func comments() throws {
        let (quiet, all) = (try HTTPSink(), try HTTPSink())
        let tracker = try CallSite.tracker { share in
            try Files.write(Self.webhook(quiet.url), to: share + "/scrips/tell.yaml")
            try Files.write(
                Self.webhook(all.url, more: "  internal: true")
                    .replacingOccurrences(of: "name: tell", with: "name: tell-all"),
                to: share + "/scrips/tell-all.yaml")
        }
        try CallSite.putSecret(tracker, "shop", "hush-hush")
        try tracker.deliver(MailText.of(id: "w3@example.com"))
        try tracker.postern("ticket", "comment", "1", "--text", "He is not insured.", "--as", "ada")
        #expect(try !quiet.requests().contains { $0.body.contains("insured") })
        #expect(try all.requests().contains { $0.body.contains("insured") })
    }

    private static func run(_ more: String = "") -> String {
        """
        name: tell
        condition: On Create
        action: Run
        action_argument:
          program: label
          arguments: ["--ticket", "{ticket}"]
        \(more)
        """
    }

    @Test("a program that asks for another try gets one, and then it is done")
    func exits75() throws {
        let tracker = try tracker(Self.run())
        let folder = tracker.folder.path
        try CallSite.putProgram(
            tracker, "label",
            """
            echo "$@" >> '\(folder)/runs'; cat > '\(folder)/input'
            [ "$(wc -l < '\(folder)/runs')" -gt 1 ] && exit 0
            echo 'the printer is busy' >&2; exit 75
            """)
        try tracker.deliver(MailText.of(id: "w4@example.com"))
        let waiting = try call(tracker)
        #expect(waiting["state"].text == "queued")
        #expect(waiting["last_error"].text == "label exited with 75: the printer is busy")
        #expect(waiting["call"]["answer_code"].number == 75)
        usleep(2_200_000)
        try tracker.postern("outbox", "flush")
        #expect(try call(tracker)["state"].text == "sent")
        #expect(try call(tracker)["call"]["answer_code"].number == 0)
        #expect(try Files.text(folder + "/runs") == "--ticket 1\n--ticket 1\n")
        let document = try JSONValue(Array(try Files.text(folder + "/input").utf8))
        #expect(document["ticket"]["id"].number == 1)
    }

    @Test("a program that hangs is killed with its children, and the mail went out meanwhile")
    func hangs() throws {
        let tracker = try tracker(Self.run("  timeout: 1s"))
        let folder = tracker.folder.path
        try CallSite.putProgram(
            tracker, "label", "(sleep 4; touch '\(folder)/late') & echo began; sleep 100")
        try tracker.deliver(MailText.of(id: "w5@example.com"))
        let dead = try call(tracker)
        #expect(dead["state"].text == "dead")
        #expect(
            dead["last_error"].text == "label did not end within 1 s and was killed: began")
        #expect(try tracker.sent(by: "on-create-autoreply")["To"].contains("rita@example.com"))
        usleep(4_500_000)
        #expect(!Files.names(in: folder).contains("late"))
    }

    @Test("a program that takes its time keeps no mail waiting", arguments: StoreEngine.all)
    func slow(engine: StoreEngine) throws {
        let tracker = try tracker(Self.run("  timeout: 1m"), on: engine)
        try tracker.set("delivery.attempt_timeout", "2 s")
        let folder = tracker.folder.path
        // It ends only after the mail is through, so a door that waited for it would never return.
        try CallSite.putProgram(
            tracker, "label", "while ! [ -e '\(folder)/through' ]; do sleep 0.1; done")
        try tracker.deliver(MailText.of(id: "w6@example.com"))
        #expect(try call(tracker)["state"].text == "sending")
        try Files.write("", to: folder + "/through")
        var state: String?
        for _ in 1...100 where state != "sent" {
            usleep(100_000)
            state = try call(tracker)["state"].text
        }
        #expect(state == "sent")
    }
}

/// What journeys about calls need beside a tracker.
enum CallSite {
    /// A tracker made from the shipped files and what `add` puts beside them.
    static func tracker(
        _ engine: StoreEngine = .sqlite, _ add: (_ share: String) throws -> Void
    ) throws -> Tracker {
        let share = try TemporaryFolder()
        let copied = try Executable("cp").run(
            ["-r"] + ["scrips", "templates", "etc"].map { "\(Tracker.sources)/\($0)" }
                + [share.path])
        try #require(copied.ending == .exited(0), "\(copied)")
        try add(share.path)
        return try withExtendedLifetime(share) { try Tracker(engine, share: share.path) }
    }

    static func putSecret(_ tracker: Tracker, _ name: String, _ secret: String) throws {
        let folder = tracker.folder.path + "/etc/secrets"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Files.write(secret + "\n", to: "\(folder)/\(name)", mode: 0o600)
    }

    static func putProgram(_ tracker: Tracker, _ name: String, _ script: String) throws {
        let folder = tracker.folder.path + "/etc/programs"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        try Files.write("#!/bin/sh\n\(script)\n", to: "\(folder)/\(name)", mode: 0o755)
    }
}
