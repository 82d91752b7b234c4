import FoundationEssentials
import Scrips
import SiteFiles
import Templates
import Testing
import Tickets

@Suite("The files that Postern ships")
struct ShippedFilesTests {
    @Test("every shipped scrip loads, and the templates that it names are there")
    func scrips() throws {
        let templates = Set(try TemplateFolder.read(Shipped.folder("templates")).map(\.name))
        let scrips = try ScripFolder.read(Shipped.folder("scrips"), templates: templates)
        #expect(
            scrips.map { "\($0.order) \($0.condition.name): \($0.action.name)" } == [
                "10 On Create: Autoreply To Requestors",
                "20 On Create: Notify Owner and AdminCcs",
                "30 On Create: Notify Ccs",
                "35 On Create: Notify Other Recipients",
                "40 On Correspond: Open Inactive Tickets",
                "50 On Correspond: Notify Owner and AdminCcs",
                "60 On Correspond: Notify Requestors and Ccs",
                "65 On Correspond: Notify Other Recipients",
                "70 On Comment: Notify AdminCcs as Comment",
                "75 On Comment: Notify Other Recipients as Comment",
                "80 On Owner Change: Notify Owner",
                "85 On Forward: Send Forward",
                "90 On Resolve: Notify Requestors",
                "95 On Transaction: Extract Subject Tag",
            ])
        #expect(scrips.allSatisfy { $0.isEnabled && $0.queues.isEmpty })
    }

    @Test("every shipped template and partial is there in all languages, with HTML")
    func templates() throws {
        let sources = try TemplateFolder.read(Shipped.folder("templates"))
        let names = [
            "_footer", "_message", "_ticket", "admin-comment", "admin-correspondence", "autoreply",
            "correspondence", "forward", "reminder", "resolved", "status-change", "transaction",
        ]
        #expect(
            sources.map { "\($0.name) \($0.language)" }
                == names.flatMap { name in ["cs", "de", "en", "ru", "uk"].map { "\(name) \($0)" } })
        #expect(sources.allSatisfy { $0.html != nil })
        #expect(TemplateSet(sources).mistakes(against: ScripValues.shape).isEmpty)
    }

    @Test("a template that is cut off anywhere is parsed or refused, never a crash")
    func truncated() throws {
        for source in try TemplateFolder.read(Shipped.folder("templates")) {
            for length in stride(from: 0, to: source.text.utf8.count, by: 5) {
                let cut = String(decoding: source.text.utf8.prefix(length), as: UTF8.self)
                let html = source.html.map {
                    String(decoding: $0.utf8.prefix(length), as: UTF8.self)
                }
                let part = TemplateSource(name: "cut", language: "en", text: cut, html: html)
                guard let template = try? TemplateText.parse(part) else { continue }
                _ = template.check(against: ScripValues.shape)
                _ = try template.render(.object([:]))
            }
        }
    }

    @Test("the shipped lifecycle is RT's default")
    func lifecycle() throws {
        let lifecycle = try LifecycleFile.read(Shipped.folder("etc/lifecycles") + "/default.yaml")
        #expect(lifecycle.name == "default")
        #expect(
            lifecycle.statuses == ["new", "open", "stalled", "resolved", "rejected", "deleted"])
        #expect(lifecycle.defaultOnCreate == "new")
        #expect(lifecycle.defaultOnResolve == "resolved")
        #expect(lifecycle.transitions[""] == ["new", "open", "resolved"])
        #expect(lifecycle.right(from: "open", to: "deleted") == .deleteTicket)
        #expect(lifecycle.right(from: "deleted", to: "open") == .modifyTicket)
        #expect(lifecycle.statusOnReopen(from: "resolved") == "open")
    }

    @Test(
        "every shipped template becomes the mail that the golden file holds",
        arguments: Rendering.all)
    func golden(rendering: Rendering) throws {
        let mail = try rendering.mail()
        let shown = Rendering.show(mail)
        #expect(!shown.contains("{{"))
        let path = Shipped.golden + "/\(rendering.description).txt"
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(shown.utf8).write(to: URL(filePath: path))
        }
        let wanted = try Data(contentsOf: URL(filePath: path))
        #expect(shown == String(decoding: wanted, as: UTF8.self))
    }
}

/// Where the repository's own files are, seen from this one.
enum Shipped {
    static func folder(_ name: String) -> String { root + "/" + name }

    static var golden: String {
        URL(filePath: #filePath).deletingLastPathComponent().path() + "Golden"
    }

    private static var root: String {
        var url = URL(filePath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        let path = url.path()
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
