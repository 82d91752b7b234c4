import Desk
import Foundation
import Scrips
import SiteFiles
import Store
import TestKit
import Testing
import Tickets

@Suite("Lifecycles whose names differ only in their spelling")
struct LifecycleNameTests {
    private let system = User.systemID

    private static let text = """
        # Short.
        initial: [new]
        active: [open]
        inactive: [resolved]
        create: [new]
        defaults: {on_create: new, on_resolve: resolved}
        transitions: {new: [open, resolved], open: [resolved], resolved: [open]}
        """

    @Test(
        "one beside another that is spelled otherwise is refused, and replaces nothing",
        arguments: StoreEngine.all)
    func beside(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.put("Ärger")
        for name in ["ärger", "ÄRGER", "A\u{308}rger"] {
            let error = #expect(throws: DeskError.self) { try office.put(name) }
            #expect(error?.code == .conflict)
            #expect(
                error?.detail.hasPrefix("there is a lifecycle \"Ärger\" already; \"\(name)\"")
                    == true)
        }
        #expect(try office.desk.lifecycles().keys.sorted() == ["default", "Ärger"])
    }

    @Test("two in one folder are a mistake of the second file")
    func folder() {
        let files = ["Errands.yaml", "errands.yaml"].map { RuleText(file: $0, text: Self.text) }
        let problems = RuleReader(folder: "x").read(.lifecycle, files).problems
        #expect(
            problems.map(\.description) == [
                "x/errands.yaml: lifecycle \"errands\" is in x/Errands.yaml already; upper and lower "
                    + "case make no other name"
            ])
    }

    @Test(
        "a folder that spells one anew renames it, and no difference is left",
        arguments: StoreEngine.all, ["Default", "DEFAULT"])
    func respelled(engine: StoreEngine, name: String) throws {
        let office = try Office(engine)
        _ = try office.open("Help", id: "l1@example.net")
        // Not in the files: it is disabled, and keeps its lifecycle.
        let other = try office.desk.addQueue(Queue(id: QueueID(0), name: "sales"), as: system)
        var files = try office.files()
        files["lifecycles/\(name).yaml"] = files.removeValue(forKey: "lifecycles/default.yaml")
        files["queues.yaml"] = "- {name: support, lifecycle: \(name)}\n"
        try office.apply(files)
        #expect(try office.changes(to: files).isEmpty)
        #expect(try office.desk.lifecycles().keys.sorted() == [name])
        for id in [office.queue.id, other.id] {
            #expect(try office.desk.store.read { try $0.queue(id) }?.lifecycle == name)
        }
        #expect(
            try office.desk.rules([.lifecycle], as: system).map(\.written.file) == [
                name + ".yaml"
            ])
    }

    @Test(
        "accents that lie apart make no second lifecycle either", arguments: StoreEngine.all)
    func accents(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.put("Ärger")
        var files = try office.files()
        let old = try #require(files.keys.first { $0.hasSuffix("rger.yaml") })
        let text = files.removeValue(forKey: old)
        files["lifecycles/A\u{308}rger.yaml"] = text
        try office.apply(files)
        let names = try office.desk.store.read { try $0.lifecycleNames() }
        #expect(names.map { Array($0.utf8) }.contains(Array("A\u{308}rger".utf8)))
        #expect(names.count == 2)
    }
}

extension Office {
    fileprivate func put(_ name: String) throws {
        let text = try #require(
            try desk.rules([.lifecycle], as: User.systemID).first { $0.name == "default" })
        let file = RuleText(file: name + ".yaml", text: text.written.text)
        let rules = try RuleReader().read(.lifecycle, [file]).checked()
        try desk.change(
            rules.map { RuleEdit($0, seen: nil) }, remark: "create", as: User.systemID)
    }
}
