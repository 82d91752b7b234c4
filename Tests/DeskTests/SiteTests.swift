import Desk
import Foundation
import Scrips
import SiteFiles
import Store
import TestKit
import Testing
import Tickets

@Suite("A whole site as files")
struct SiteTests {
    private let system = User.systemID

    @Test(
        "any configuration goes out, into another site and out again as the same bytes",
        arguments: StoreEngine.all)
    func property(engine: StoreEngine) throws {
        for seed in 1...(engine == .sqlite ? 25 : 4) {
            var made = MadeSite(seed: UInt64(seed))
            let first = try Office(engine)
            let texts = try made.texts()
            try first.apply(texts)
            #expect(try first.changes(to: texts).map(\.line) == [], "seed \(seed)")
            let out = try first.files()
            for (path, text) in texts where path.contains("/") {
                #expect(
                    out[path].map { Array($0.utf8) } == Array(text.utf8), "seed \(seed) \(path)")
            }
            let second = try Office(engine)
            try second.apply(out)
            #expect(try second.bytes() == first.bytes(), "seed \(seed)")
            // Nothing to do: not there, not here.
            #expect(try second.changes(to: out).isEmpty, "seed \(seed)")
            #expect(try first.changes(to: out).isEmpty, "seed \(seed)")
            // Changed by what another seed says, and back.
            var other = MadeSite(seed: UInt64(seed + 1_000))
            try second.apply(try other.texts())
            try second.apply(out)
            #expect(try second.changes(to: out).isEmpty, "seed \(seed)")
        }
    }

    @Test(
        "queues, groups and users that the files leave out are disabled", arguments: StoreEngine.all
    )
    func disables(engine: StoreEngine) throws {
        let office = try Office(engine)
        let ada = try office.staff("ada")
        let group = try office.desk.addGroup(name: "crew", description: "", as: system)
        try office.desk.setMember(.user(ada.id), of: group.id, isMember: true, as: system)
        _ = try office.desk.set(
            Grant(.ownTicket, to: .group(group.id), in: office.queue.id), isGranted: true,
            as: system)
        let ticket = try office.open("Help", id: "d1@example.net")
        var files = try office.files()
        for section in SiteSection.all { files["\(section.name).yaml"] = "[]\n" }
        files = files.filter { !$0.key.hasPrefix("scrips/") }
        try office.apply(files)
        let session = office.desk.store
        #expect(try session.read { try $0.queue(office.queue.id) }?.isDisabled == true)
        #expect(try session.read { try $0.group(group.id) }?.isDisabled == true)
        #expect(try session.read { try $0.user(ada.id) }?.isDisabled == true)
        #expect(try session.read { try $0.grants() }.isEmpty)
        #expect(try session.read { try $0.scrips() }.isEmpty)
        #expect(try office.ticket(ticket.id).subject == "Help")
        // What is disabled and not in the files is no difference any more.
        #expect(try office.changes(to: files).isEmpty)
    }

    @Test("addresses may change hands in one go", arguments: StoreEngine.all)
    func swap(engine: StoreEngine) throws {
        let office = try Office(engine)
        _ = try office.staff("ada")
        _ = try office.staff("bob")
        _ = try office.desk.addQueue(
            Queue(
                id: QueueID(0), name: "sales",
                correspondAddress: EmailAddress("sales@example.org")), as: system)
        var files = try office.files()
        for (one, other) in [("ada@", "bob@"), ("support@", "sales@")] {
            for name in ["users.yaml", "queues.yaml"] {
                files[name] = files[name]?.replacingOccurrences(of: one, with: "?@")
                    .replacingOccurrences(of: other, with: one)
                    .replacingOccurrences(of: "?@", with: other)
            }
        }
        try office.apply(files)
        #expect(try office.user("ada@example.org")?.name == "bob")
        #expect(try office.files() == files)
    }

    @Test("whoever applies a site cannot shut themselves out")
    func lockout() throws {
        let office = try Office(.sqlite)
        let ada = try office.staff("ada")
        _ = try office.desk.set(
            Grant(.superUser, to: .user(ada.id)), isGranted: true, as: system)
        var files = try office.files()
        files["rights.yaml"] = "[]\n"
        let error = #expect(throws: DeskError.self) { try office.apply(files, as: ada.id) }
        #expect(error?.detail.hasPrefix("you would lose SuperUser") == true)
        #expect(try office.desk.store.read { try $0.grants() }.isEmpty == false)
        let bob = try office.staff("bob")
        #expect(throws: DeskError.self) { try office.desk.site(as: bob.id) }
    }

    @Test("records that name nobody known are not taken for one another")
    func unknownTwice() throws {
        let office = try Office(.sqlite)
        var files = try office.files()
        files["rights.yaml"] = "- {user: nobdy, rights: []}\n- {user: noone, rights: []}\n"
        let error = #expect(throws: SiteFileError.self) { try office.apply(files) }
        #expect(error?.problems.count == 2)
        #expect(error?.description.contains("twice") == false)
    }

    @Test(
        "a choice that the files leave out stays, disabled",
        arguments: StoreEngine.all)
    func choices(engine: StoreEngine) throws {
        let office = try Office(engine)
        try office.field("Cause", .select) { $0.options = Office.causes }
        let id = try office.openTicket("Down")
        _ = try office.set("Cause", ["power"], on: id)
        var files = try office.files()
        files["options.yaml"] = "- {field: Cause, name: network, order: 10}\n"
        try office.apply(files)
        let field = try #require(try office.desk.store.read { try $0.customFields() }.first)
        #expect(field.options.map(\.name) == ["network", "power", "user"])
        #expect(field.options.map(\.isDisabled) == [false, true, true])
        #expect(try office.values("Cause", of: id) == ["power"])
        #expect(try office.changes(to: files).isEmpty)
    }

    @Test("a value that cannot be is told with its file and record")
    func places() throws {
        let office = try Office(.sqlite)
        var files = try office.files()
        files["fields.yaml"] = """
            - {name: Code, type: Freeform, values_max: 1, pattern: "^(a"}
            - {name: Price, type: Number, values_max: 1, defaults: [today]}
            """
        let texts = #expect(throws: SiteFileError.self) { try office.apply(files) }
        let lines = texts?.problems.map { "\($0.line ?? 0):\($0.column ?? 0)" }
        #expect(lines == ["1:56", "2:57"], "\(texts?.description ?? "")")
        files["fields.yaml"] = nil
        files["users.yaml"] = "- {name: zoe, privileged: true, time_zone: Europe/Kiiv}\n"
        let zone = #expect(throws: DeskError.self) { try office.apply(files) }
        #expect(
            zone?.detail.hasPrefix("users.yaml: user \"zoe\": ") == true, "\(zone?.detail ?? "")")
        files["users.yaml"] =
            "- {name: zoe, privileged: true, addresses: [support@example.org]}\n"
        let taken = #expect(throws: DeskError.self) { try office.apply(files) }
        #expect(
            taken?.detail.hasPrefix("users.yaml: user \"zoe\": ") == true, "\(taken?.detail ?? "")")
    }

    @Test("a right that is never looked at in a queue is not granted there")
    func siteRights() throws {
        let office = try Office(.sqlite)
        let grant = Grant(.adminUsers, to: .everyone, in: office.queue.id)
        let error = #expect(throws: DeskError.self) {
            try office.desk.set(grant, isGranted: true, as: system)
        }
        #expect(error?.detail.hasPrefix("AdminUsers counts for the whole site only") == true)
        // SuperUser stands for what counts in a queue.
        let ada = try office.staff("ada")
        let strong = Grant(.superUser, to: .user(ada.id), in: office.queue.id)
        #expect(try office.desk.set(strong, isGranted: true, as: system))
        try office.desk.update(office.queue, as: ada.id)
        let refusal = #expect(throws: DeskError.self) {
            try office.desk.addGroup(name: "x", description: "", as: ada.id)
        }
        #expect(refusal?.detail == "ada does not hold AdminGroup for the whole site")
    }

    @Test(
        "a mistake in a file is told with line and column, and what was meant",
        arguments: [
            (
                "queues", "- name: support\n  lifecycle: defalt\n",
                "queues.yaml:2:14: \"[0].lifecycle\": there is no lifecycle \"defalt\"; did you mean "
                    + "\"default\"?"
            ),
            (
                "queues", "- name: a\n  lifecycle: default\n  cc: [nobody]\n",
                "queues.yaml:3:8: \"[0].cc[0]\": there is no user \"nobody\""
            ),
            (
                "rights", "- to: everyone\n  rights: [CreateTickt]\n",
                "did you mean \"CreateTicket\"?"
            ),
            (
                "rights", "- user: ada\n  to: everyone\n  rights: []\n",
                "rights.yaml:1:3: one of to, user, group and role was expected, found to and user"
            ),
            (
                "rights", "- to: everyone\n  queue: support\n  rights: [SeeQueue, ModifyScrips]\n",
                "rights.yaml:3:22: \"[0].rights[1]\": ModifyScrips counts for the whole site only and "
                    + "would allow nothing in one queue; grant it without a queue"
            ),
            (
                "users", "- name: ada\n- name: Ada\n",
                "users.yaml:2:3: user \"Ada\" is given twice; it was given before on line 1"
            ),
            (
                "groups", "",
                "groups.yaml:1:1: expected a list of groups, or [] for none, found nothing"
            ),
            (
                "users", "- name: \" ada\"\n  addresses: [ada]\n",
                "users.yaml:2:15: \"[0].addresses[0]\": expected an address such as name@example.org, "
                    + "found \"ada\""
            ),
            ("queues", "- name: a\n  lifecicle: default\n", "did you mean \"lifecycle\"?"),
            (
                "fields",
                "- name: Site\n  type: Freeform\n  values_max: 1\n  required_on:\n    - reslved\n",
                "fields.yaml:5:7: \"[0].required_on[0]\": no lifecycle has a status \"reslved\"; did "
                    + "you mean \"resolved\"?"
            ),
            (
                "fields",
                "- {name: Site, type: Freeform, values_max: 1, required_on: [open -> opn]}\n",
                "fields.yaml:1:61: \"[0].required_on[0]\": no lifecycle has a status \"opn\"; did you "
                    + "mean \"open\"?"
            ),
            (
                "fields",
                "- {name: Site, type: Freeform, values_max: 1, required_on: [a -> b -> c]}\n",
                "expected a status, or a step such as open -> resolved, found \"a -> b -> c\""
            ),
            (
                "priorities", "- name: Low\n  value: 0\n- name: \"50\"\n  value: 50\n",
                "priorities.yaml:3:9: \"[1].name\": expected a name, which is no number, found \"50\""
            ),
            (
                "priorities", "- name: Low\n  value: 7\n- name: High\n  value: 7\n",
                "priorities.yaml:4:10: \"[1].value\": 7 has a name already, on line 2"
            ),
        ])
    func mistakes(section: String, text: String, message: String) throws {
        let office = try Office(.sqlite)
        _ = try office.staff("ada")
        var files = try office.files()
        files["\(section).yaml"] = text
        let before = try office.files()
        let error = #expect(throws: SiteFileError.self) { try office.apply(files) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        #expect(try office.files() == before)
    }
}

extension Office {
    /// Every file of the site, by its path.
    func files() throws -> [String: String] {
        let site = try desk.site(as: User.systemID)
        var files: [String: String] = [:]
        for section in SiteSection.all {
            files["\(section.name).yaml"] = SiteSectionText.of(
                site.configuration[section] ?? [], in: section)
        }
        for rule in site.rules {
            files["\(rule.kind.folder)/\(rule.written.file)"] = rule.written.text
        }
        return files
    }

    /// The same byte for byte: to Swift, two texts that look the same are equal.
    func bytes() throws -> [String: [UInt8]] { try files().mapValues { Array($0.utf8) } }

    /// Applies files as the command does.
    func apply(_ files: [String: String], as actor: UserID = User.systemID) throws {
        let (site, reading) = try read(files)
        var edits: [RuleEdit] = []
        for (kind, rules) in reading.rules {
            let current = site.rules.filter { $0.kind == kind }
            func isSame(_ one: String, _ other: String) -> Bool {
                Array(one.utf8) == Array(other.utf8)
            }
            for rule in current where !rules.contains(where: { isSame($0.name, rule.name) }) {
                edits.append(RuleEdit(deleting: rule))
            }
            for rule in rules {
                let seen = current.first { isSame($0.name, rule.name) }?.written
                edits.append(RuleEdit(rule, seen: seen))
            }
        }
        try desk.apply(
            reading.configuration, rules: edits, seen: site.configuration, as: actor)
    }

    /// What applying files would do.
    func changes(to files: [String: String]) throws -> [SiteChange] {
        let (site, reading) = try read(files)
        return SiteChange.changes(from: site.configuration, to: reading.configuration)
    }

    private func read(_ files: [String: String]) throws -> (WholeSite, SiteReading) {
        let folder = try TemporaryFolder()
        for kind in RuleKind.allCases {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(kind.folder)", withIntermediateDirectories: true)
        }
        for (name, text) in files {
            let path = URL(filePath: "\(folder.path)/\(name)")
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
        }
        let there = try desk.site(as: User.systemID)
        let reading = try withExtendedLifetime(folder) {
            try SiteReading(in: folder.path, beside: there.configuration, rules: there.rules)
        }
        return (try desk.site(beside: reading.configuration, as: User.systemID), reading)
    }
}
