import FoundationEssentials
import Scrips
import Templates
import Testing
import Tickets

@Suite("Languages, time zones and queues' own templates")
struct LanguageTests {
    private let toAll = ScripAction.notify(.requestorsAndCcs, asComment: false)

    @Test("recipients whose mails would be the same get one, others one each, with their own time")
    func zones() throws {
        var scene = try scene(text: "\nat {{transaction.time}}\n")
        try scene.seat(zone: "Europe/Berlin", Scene.rita)
        try scene.seat(zone: "Europe/Prague", Scene.carl)
        try scene.seat(zone: "America/New_York", Scene.quinn)
        let mails = scene.mails(toAll)
        #expect(
            mails.map { "\(($0.to + $0.cc).names) \($0.text)" } == [
                "[\"quinn\"] at 18 November 2026, 06:06 EST\n",
                "[\"rita\", \"carl\"] at 18 November 2026, 12:06 CET\n",
            ])
        #expect(
            mails.map(\.messageID.value) == [
                "postern.42-117-test-en@mx.example.org", "postern.42-117-test-en-2@mx.example.org",
            ])
    }

    @Test("where no time is shown, time zones split nobody")
    func noTimes() throws {
        var scene = try scene(text: "\n{{#transaction.time}}Hello{{/transaction.time}}\n")
        try scene.seat(zone: "Europe/Berlin", Scene.rita)
        try scene.seat(zone: "America/New_York", Scene.carl)
        #expect(scene.mails(toAll).map { ($0.to + $0.cc).names } == [["rita", "carl", "quinn"]])
    }

    @Test("a person's zone wins over the queue's, that over the site's; an unknown one is UTC")
    func widerZones() throws {
        var scene = try scene(text: "\n{{now}}\n")
        scene.snapshot.people = [SnapshotPerson(user: Scene.rita, seats: [.init(.requestor)])]
        #expect(scene.mails(toAll).map(\.text) == ["18 November 2026, 11:06 UTC\n"])
        scene.snapshot.queue.timeZone = "Europe/Berlin"
        #expect(scene.mails(toAll).map(\.text) == ["18 November 2026, 12:06 CET\n"])
        try scene.seat(zone: "Nowhere/Land", Scene.rita)
        #expect(scene.mails(toAll).map(\.text) == ["18 November 2026, 11:06 UTC\n"])
    }

    @Test(
        "a moment is written as its language writes it",
        arguments: [
            ("en", "Europe/Berlin", "18 November 2026, 12:06 CET"),
            ("de", "Europe/Berlin", "18. November 2026, 12:06 MEZ"),
            ("de-AT", "Europe/Vienna", "18. November 2026, 12:06 MEZ"),
            ("cs", "Europe/Prague", "18. listopadu 2026, 12:06 SEČ"),
            ("ru", "Europe/Moscow", "18 ноября 2026 г., 14:06 (МСК)"),
            ("ru", "Asia/Yekaterinburg", "18 ноября 2026 г., 16:06 (UTC+5)"),
            ("uk", "Europe/Kyiv", "18 листопада 2026 р., 13:06 (UTC+2)"),
            ("de", "America/New_York", "18. November 2026, 06:06 UTC-5"),
            ("en", "Asia/Kathmandu", "18 November 2026, 16:51 UTC+5:45"),
            ("fi", "Europe/Helsinki", "2026-11-18 13:06 UTC+2"),
        ])
    func forms(language: String, zone: String, text: String) throws {
        var scene = try scene(text: "\n{{transaction.time}}", language: language)
        try scene.seat(zone: zone, Scene.rita)
        scene.snapshot.people = scene.snapshot.people.filter { $0.user.id == Scene.rita.id }
        #expect(scene.mails(toAll).map(\.text) == [text])
    }

    @Test("a queue's own template wins; an empty one keeps its mail back, and everybody sees why")
    func queues() throws {
        var scene = try scene(text: "\nsite\n")
        scene.templates = TemplateSet([
            TemplateSource(name: "plain", language: "ru", text: "\nсайт\n", html: nil),
            TemplateSource(
                name: "plain", language: "en", queue: "Support", text: "\nqueue\n", html: nil),
        ])
        #expect(scene.mails(toAll).map(\.text) == ["queue\n"])
        scene.templates = TemplateSet([
            TemplateSource(name: "plain", language: "en", text: "\nsite\n", html: nil),
            TemplateSource(name: "plain", language: "en", queue: "support", text: "\n", html: nil),
            TemplateSource(
                name: "plain", language: "de", queue: "support", text: "\nHallo\n", html: nil),
        ])
        var carl = Scene.carl
        carl.language = "de"
        scene.seat(carl, [.init(.cc)])
        #expect(scene.mails(toAll).map { "\($0.text)\($0.cc.names)" } == ["Hallo\n[\"carl\"]"])
        let decisions = scene.run(toAll).decisions.map {
            "\($0.user?.value ?? 0) \($0.outcome.rawValue)"
        }
        #expect(
            decisions.sorted() == [
                "20 template of the queue is empty", "21 mailed",
                "22 template of the queue is empty",
            ])
    }

    @Test("a partial that a queue has of its own is taken for its tickets")
    func queuePartial() throws {
        var scene = try scene(text: "\nHello\n{{> _end}}")
        scene.templates = TemplateSet(
            scene.templates.all + [
                TemplateSource(name: "_end", language: "en", text: "site\n", html: nil),
                TemplateSource(
                    name: "_end", language: "en", queue: "support", text: "{{queue.name}}\n",
                    html: nil),
            ])
        #expect(scene.mails(toAll).map(\.text) == ["Hello\nsupport\n"])
        scene.snapshot.queue.name = "other"
        #expect(scene.mails(toAll).map(\.text) == ["Hello\nsite\n"])
    }

    @Test(
        "a message is quoted with marks, broken between words, deeper where it was quoted already",
        arguments: [
            ("Hello\n\nyou", "> Hello\n>\n> you"), ("> old\n>> older", ">> old\n>>> older"),
            ("> > older", ">>> older"), (" > x", ">> x"), ("a > b", "> a > b"), ("", ">"),
            (
                String(repeating: "word ", count: 20),
                "> " + Array(repeating: "word", count: 15).joined(separator: " ") + "\n> "
                    + Array(repeating: "word", count: 5).joined(separator: " ")
            ),
            (
                String(repeating: "x", count: 100) + " y",
                "> " + String(repeating: "x", count: 100) + "\n> y"
            ),
            (
                String(repeating: "a\n", count: 100),
                String(repeating: "> a\n", count: 60) + "> […]"
            ),
        ])
    func quotes(text: String, quoted: String) throws {
        var scene = try scene(text: "\n{{message.quoted}}")
        // What the marks are made of must not be what the text's ends are trimmed by.
        scene.snapshot.message = Scene.message(text)
        #expect(scene.mails(toAll).first?.text == quoted)
    }

    private func scene(text: String, language: String = "en") throws -> Scene {
        var scene = try Scene(.correspond)
        scene.templates = TemplateSet([
            TemplateSource(name: "plain", language: language, text: text, html: nil)
        ])
        for zone in [
            "Europe/Berlin", "Europe/Prague", "America/New_York", "Europe/Vienna", "Europe/Moscow",
            "Asia/Yekaterinburg", "Europe/Kyiv", "Asia/Kathmandu", "Europe/Helsinki",
        ] {
            let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(zone)"))
            scene.snapshot.zones[zone] = ZoneRules(file: Array(file))
        }
        return scene
    }
}

extension Scene {
    /// Gives somebody a time zone, their seats kept.
    fileprivate mutating func seat(zone: String, _ user: User) throws {
        let seats = snapshot.people.first { $0.user.id == user.id }?.seats ?? [.init(.cc)]
        var user = user
        user.timeZone = zone
        seat(user, seats)
    }
}
