import Foundation
import SiteFiles
import Tickets

/// A site out of a seeded generator, with names and texts that YAML might take for something else.
struct MadeSite {
    private var generator: Generator
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        generator = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    }

    /// Files as people write them: not in the form in which `site export` does.
    mutating func texts() throws -> [String: String] {
        let users = names(6)
        let groups = names(4)
        let queues = names(4)
        var files: [String: String] = [:]
        var site: [SiteSection: [SiteRecord]] = [:]
        site[.users] = users.enumerated().map { user($0.element, number: $0.offset) }
        site[.groups] = groups.enumerated().map { index, name in
            group(name, users: users, groups: Array(groups[..<index]))
        }
        site[.queues] = queues.enumerated().map { index, name in
            queue(name, number: index, users: users, groups: groups)
        }
        site[.roles] = ["Engineer №1", "yes", "# boss"].enumerated().map { index, name in
            role(name, queues: queues, isEverywhere: index == 0)
        }
        site[.seats] = queues.map { queue in
            var record = SiteRecord()
            record["queue"] = .text(queue)
            record["role"] = .text("Engineer №1")
            // Nobody at all says the same as no record.
            record["users"] = chance() ? .list([users[0]]) : nil
            record["groups"] = some(of: groups)
            return record
        }
        site[.fields] = ["Größe", "yes", "🔥 level 2"].map { field($0, queues: queues) }
        site[.options] = (1...3).map { number in
            var record = SiteRecord()
            record["field"] = .text("yes")
            record["name"] = .text(["no", "~ maybe", "# é"][number - 1])
            record["description"] = .text(text())
            // Any numbers, some of them equal.
            record["order"] = .number(Int64.random(in: 0...4, using: &generator) * 10)
            record["disabled"] = .flag(chance())
            return record
        }
        site[.priorities] = priorities(nil) + priorities(queues[0])
        site[.rights] = rights(users: users, groups: groups, queues: queues)
        for section in SiteSection.all {
            let records = (site[section] ?? []).shuffled(using: &generator)
            files["\(section.name).yaml"] = SiteSectionText.of(records, in: section)
        }
        files["lifecycles/default.yaml"] = Self.lifecycle(comment: comment())
        files["lifecycles/Ночь & day.yaml"] = Self.lifecycle(comment: comment())
        files["templates/news/en.txt"] = "Subject: \(comment())\n\n\(comment())"
        files["templates/новини/en.txt"] = "Subject: \(comment())\n\n{{> _підпис}}\n"
        files["templates/_підпис/en.txt"] = "\(comment())\n"
        files["templates/news/en.html"] = "<p>\(comment())\n</p>"
        for number in 0..<3 {
            let names = queues.filter { _ in chance() }.map(YAMLScalar.text)
            let mark = chance() ? "\u{FEFF}" : ""
            files["scrips/\(number)0-made.yaml"] = """
                \(mark)# \(comment())
                name: зроблено-\(number)
                description: \(YAMLScalar.text(text()))
                condition:   On Create # \(comment())
                action: 'Notify Owner'
                template: "news"
                queues: [ \(names.joined(separator: " , ")) ]
                order: \(Int.random(in: -9...9, using: &generator))
                """
        }
        return files
    }

    // MARK: Records

    private mutating func user(_ name: String, number: Int) -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(name)
        record["real_name"] = .text(text())
        let isStaff = number == 0 || chance()
        // Who is no staff keeps their addresses when the files do not name them any more.
        let place = isStaff ? "net" : "net\(seed).example"
        record["addresses"] = .list(
            (0..<Int.random(in: 0...3, using: &generator)).map {
                "u\(number).\(9 - $0)@example.\(place)"
            })
        record["language"] = chance() ? .text("pt-BR") : nil
        record["privileged"] = .flag(isStaff)
        record["disabled"] = .flag(chance())
        return record
    }

    private mutating func group(
        _ name: String, users: [String], groups: [String]
    ) -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(name)
        record["description"] = .text(text())
        record["users"] = some(of: users)
        record["groups"] = some(of: groups)
        record["disabled"] = .flag(chance())
        return record
    }

    private mutating func queue(
        _ name: String, number: Int, users: [String], groups: [String]
    ) -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(name)
        record["description"] = .text(text())
        record["address"] = chance() ? .text("q\(number)@example.org") : nil
        record["comment_address"] = chance() ? .text("q\(number)-c@example.org") : nil
        record["tag"] = chance() ? .text("tag \(number) é") : nil
        record["lifecycle"] = .text(chance() ? "default" : "Ночь & day")
        record["language"] = chance() ? .text("ru") : nil
        record["take_ccs"] = .flag(chance())
        record["reopen_days"] = chance() ? .number(Int64(number)) : nil
        for key in ["cc", "admincc"] {
            record[key] = some(of: users)
            record[key + "_groups"] = some(of: groups)
        }
        record["disabled"] = .flag(chance())
        return record
    }

    private mutating func role(
        _ name: String, queues: [String], isEverywhere: Bool
    ) -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(name)
        record["description"] = .text(text())
        record["everywhere"] = .flag(isEverywhere)
        record["queues"] = isEverywhere && chance() ? nil : some(of: queues)
        record["disabled"] = .flag(chance())
        return record
    }

    private mutating func field(_ name: String, queues: [String]) -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(name)
        record["description"] = .text(text())
        record["type"] = .text(name == "yes" ? "Select" : "Freeform")
        record["values_max"] = .number(chance() ? 1 : 0)
        record["required_on"] = chance() ? .list(["new -> open", "resolved"]) : nil
        record["required_on_create"] = .flag(chance())
        record["queues"] = some(of: queues)
        let orders: [SiteValue?] = [.number(7), .number(0), nil]
        record["order"] = orders.randomElement(using: &generator) ?? nil
        record["disabled"] = .flag(chance())
        return record
    }

    private mutating func rights(
        users: [String], groups: [String], queues: [String]
    ) -> [SiteRecord] {
        var places: [(String, String)] = ["everyone", "privileged", "AdminCc"].map { ("to", $0) }
        places.append(("role", "# boss"))
        places += users.map { ("user", $0) } + groups.map { ("group", $0) }
        return places.filter { _ in chance() }.map { key, who in
            var record = SiteRecord()
            record[key] = .text(who)
            let isOfQueue = chance()
            if isOfQueue { record["queue"] = .text(queues[0]) }
            let rights =
                Right.builtIn.filter { chance() && !(isOfQueue && $0.isOfSite) }.map(\.rawValue)
                + ["SeeQueue"] + ["Освятить", "bless2"].filter { _ in chance() }
            record["rights"] = .list(Set(rights).sorted())
            return record
        }
    }

    /// The names that a site has anyway, or other ones.
    private mutating func priorities(_ queue: String?) -> [SiteRecord] {
        let names =
            chance()
            ? PriorityNames.standard.names
            : ["null", "ÄRGER", "a: b"].enumerated().map { index, name in
                PriorityNames.Name(name, Int64(index * 10 - 5))
            }
        return names.map { name in
            var record = SiteRecord()
            record["queue"] = queue.map(SiteValue.text)
            record["name"] = .text(name.name)
            record["value"] = .number(name.value)
            return record
        }
    }

    private mutating func some(of names: [String]) -> SiteValue {
        .list(
            names.filter { _ in chance() }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    // MARK: Words

    private static let words = [
        "yes", "No", "null", "~", "1e3", "0x1F", "12:30:45", "2026-11-21", ".inf", "true", "<<",
        "support", "Ünïcode", "отдел", "サポート", "🔥", "e\u{301}", "é", "a: b", "# no", "a #b",
        "'single'", "\"double\"", "back\\slash", "- dash", "? what", "| bar", "> fold", "[list]",
        "{map}", "*star", "&and", "!bang", "%percent", "@at", "`tick`", "a, b", "ends:", "👩‍👧",
        "\u{200E}mark", "soft\u{AD}", "مرحبا", "\u{FEFF}bom",
    ]

    /// Different from each other regardless of case, on one line.
    private mutating func names(_ count: Int) -> [String] {
        var seen: Set<String> = []
        var names: [String] = []
        while names.count < count {
            let name = (0...Int.random(in: 0...2, using: &generator))
                .map { _ in word() }.joined(separator: chance() ? " " : "")
            guard Int64(name) == nil,
                seen.insert(name.lowercased().precomposedStringWithCanonicalMapping).inserted
            else { continue }
            names.append(name)
        }
        return names
    }

    /// Lines, blanks at the ends, controls.
    private mutating func text() -> String {
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            word()
                + ([" ", "\n", "\n\n", "\t", "", "  ", "\r\n", "\u{85}", "\u{2028}"]
                    .randomElement(using: &generator) ?? "")
        }.joined()
    }

    /// On one line and harmless to what stands around it.
    private mutating func comment() -> String {
        let tame = Self.words.filter { !$0.contains("{") && !$0.contains("}") }
        return (0...3).map { _ in tame.randomElement(using: &generator) ?? "" }
            .joined(separator: "  ")
    }

    private mutating func word() -> String { Self.words.randomElement(using: &generator) ?? "" }

    private mutating func chance() -> Bool { Bool.random(using: &generator) }

    private static func lifecycle(comment: String) -> String {
        """
        # \(comment)
        initial: [new]   # \(comment)
        active: [open]
        inactive: [resolved, "зря"]
        create: [new]
        defaults: {on_create: new, on_resolve: resolved}
        transitions: {new: [open, зря], open: [resolved], resolved: [open]}
        own_rights: [Освятить, bless2]
        rights: {"* -> *": Освятить, "open -> resolved": bless2}
        """
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        }
    }
}
