import Scrips
import Store
import Tickets

extension Proceeding {
    /// Changes rules, all or none, rights not looked at.
    func change(_ edits: [RuleEdit], remark: String) throws {
        try keepingTogether(withTickets: edits.contains { $0.kind == .lifecycle }) {
            try carryOut(edits, remark: remark)
        }
    }

    /// Refuses what leaves behind rules that do not fit together.
    ///
    /// - Parameter withTickets: lifecycles, or those of queues, may change.
    func keepingTogether(withTickets: Bool, _ body: () throws -> Void) throws {
        let before = try coherence(withTickets: withTickets)
        try body()
        try requireOneFileEach()
        try requireCoherence(beside: before, withTickets: withTickets)
    }

    /// What does not fit together now.
    typealias Coherence = (contradictions: RuleContradictions, faults: Set<ScripFaults.Fault>)

    /// Looks at how rules, fields, queues and lifecycles fit together, before a change.
    ///
    /// - Parameter withTickets: as in ``keepingTogether(withTickets:_:)``.
    func coherence(withTickets: Bool) throws -> Coherence {
        (try RuleContradictions(session, withTickets: withTickets), try scripFaults())
    }

    /// Refuses a change that left more behind than was wrong before it.
    func requireCoherence(beside before: Coherence, withTickets: Bool) throws {
        let after = try RuleContradictions(session, withTickets: withTickets)
        let lines = after.lines(beside: before.contradictions)
        try requireNoNewFaults(beside: before.faults, lines: lines)
        try after.requireNoneBeside(before.contradictions)
    }

    /// Changes rules; whether they fit together is looked at by ``keepingTogether(withTickets:_:)``.
    func carryOut(_ edits: [RuleEdit], remark: String) throws {
        var current: [RuleKind: [[UInt8]: RuleText]] = [:]
        for kind in Set(edits.map(\.kind)) { current[kind] = try written(kind) }
        let gone = edits.filter { $0.rule == nil && $0.kind == .lifecycle }.map(\.name)
        for edit in Self.ordered(edits) {
            let now = current[edit.kind]?[Array(edit.name.utf8)]
            try requireUnchanged(edit, now)
            guard now != edit.rule?.written else { continue }
            if let rule = edit.rule {
                try put(rule)
                if let old = edit.respelled(among: gone) {
                    try session.moveQueues(fromLifecycle: old, to: rule.name)
                }
            } else {
                try remove(edit)
            }
            try session.add(
                RuleChange(
                    id: 0, kind: edit.kind, name: edit.name, before: now, after: edit.rule?.written,
                    user: actor.id, changed: self.now, remark: remark))
        }
        lifecycles.known = [:]
    }

    /// Puts rules in force, whatever was there under their names.
    func put(_ rules: [Rule], remark: String) throws {
        var current: [RuleKind: [[UInt8]: RuleText]] = [:]
        for kind in Set(rules.map(\.kind)) { current[kind] = try written(kind) }
        try change(
            rules.map { RuleEdit($0, seen: current[$0.kind]?[Array($0.name.utf8)]) },
            remark: remark)
    }

    /// By the bytes of their names: to Swift, two names that look the same are one.
    private func written(_ kind: RuleKind) throws -> [[UInt8]: RuleText] {
        let rules = try session.writtenRules(kind).map { (Array($0.name.utf8), $0.written) }
        return Dictionary(rules) { first, _ in first }
    }

    /// What goes, goes first; the rest by name, so that a plan is carried out the same each time.
    private static func ordered(_ edits: [RuleEdit]) -> [RuleEdit] {
        let removals = edits.filter { $0.rule == nil }.sorted { $0.name < $1.name }
        let others = edits.filter { $0.rule != nil }.sorted { $0.name > $1.name }
        return removals + others
    }

    private func requireUnchanged(_ edit: RuleEdit, _ current: RuleText?) throws {
        guard edit.seen != current else { return }
        let what = "\(edit.kind.rawValue) \"\(edit.name)\""
        let happened =
            switch (edit.seen, current) {
            case (nil, _): "there is a \(what) already"
            case (_, nil): "\(what) was deleted meanwhile"
            default: "\(what) was changed meanwhile"
            }
        throw DeskError(.conflict, "\(happened); nothing was done")
    }

    // MARK: One rule

    private func put(_ rule: Rule) throws {
        switch rule.value {
        case .scrip(let scrip):
            try checkFile(rule.written.file)
            let row = ScripRow(scrip, queues: try queues(of: scrip))
            try session.removeScrip(named: scrip.name)
            try session.add(row)
            try session.setSource(rule.written, ofScrip: scrip.name)
        case .lifecycle(let lifecycle):
            try requireOwnName(lifecycle)
            try session.put(lifecycle, source: rule.written.text)
        case .template(let path):
            try put(path, rule.written.text)
        }
    }

    /// What is one name to people must not be two lifecycles, nor silently replace one.
    private func requireOwnName(_ lifecycle: Lifecycle) throws {
        let other = try session.lifecycleNames().first { name in
            Lifecycle.isSameName(name, lifecycle.name)
                && !name.utf8.elementsEqual(lifecycle.name.utf8)
        }
        guard let other else { return }
        throw DeskError(
            .conflict,
            "there is a lifecycle \"\(other)\" already; \"\(lifecycle.name)\" is the same name in "
                + "another spelling")
    }

    /// The name goes back to a disk one day.
    private func checkFile(_ name: String) throws {
        guard name.hasSuffix(".yaml"), !name.hasPrefix("."), !name.contains("/"),
            name.utf8.count <= 200
        else {
            throw DeskError(
                .invalid, "\"\(name)\" is no name for a scrip's file; such as 10-name.yaml")
        }
    }

    private func remove(_ edit: RuleEdit) throws {
        switch edit.kind {
        case .scrip: try session.removeScrip(named: edit.name)
        case .lifecycle: try session.removeLifecycle(named: edit.name)
        case .template:
            if let path = TemplatePath(edit.name) { try put(path, nil) }
        }
    }

    private func queues(of scrip: Scrip) throws -> [QueueID] {
        try scrip.queues.map { name in
            guard let queue = try session.queue(named: name) else {
                let known = try session.queues().map(\.name)
                let near = NearestWord.find(name, among: known)
                let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
                throw DeskError(
                    .unknownQueue,
                    "scrip \"\(scrip.name)\" is for queue \"\(name)\", which is not there\(hint)")
            }
            return queue.id
        }
    }

    /// Writes one file of a template, or takes it away; a template without files is gone.
    private func put(_ path: TemplatePath, _ text: String?) throws {
        let queue = try path.queue.map { try self.queue(named: $0, for: path) }
        let row = try session.template(
            named: path.name, language: path.language, queue: queue?.id)
        let old = (
            text: row.flatMap {
                $0.textSource.isEmpty && $0.htmlSource != nil ? nil : $0.textSource
            },
            html: row?.htmlSource
        )
        let (plain, html) = path.isHTML ? (old.text, text) : (text, old.html)
        guard plain != nil || html != nil else {
            try session.removeTemplate(
                named: path.name, language: path.language, queue: queue?.id)
            return
        }
        try session.put(
            TemplateRow(
                name: path.name, language: path.language, queue: queue?.id,
                textSource: plain ?? "", htmlSource: html))
    }

    private func queue(named name: String, for path: TemplatePath) throws -> Queue {
        if let queue = try session.queue(named: name) {
            // Rules are told apart by their files' names, byte for byte.
            guard queue.name.utf8.elementsEqual(name.utf8) else {
                throw DeskError(
                    .invalid,
                    "template \"\(path.text)\": the queue is called \"\(queue.name)\"; write its"
                        + " name so")
            }
            return queue
        }
        let near = NearestWord.find(name, among: try session.queues().map(\.name))
        let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
        throw DeskError(
            .unknownQueue,
            "template \"\(path.text)\" is for queue \"\(name)\", which is not there\(hint)")
    }

    /// Two scrips in one file could not be written out again.
    private func requireOneFileEach() throws {
        var owners: [String: String] = [:]
        for (name, file, _) in try session.scripSources() {
            if let other = owners.updateValue(name, forKey: file) {
                throw DeskError(
                    .conflict,
                    "scrips \"\(other)\" and \"\(name)\" would both be in file \(file); delete one of "
                        + "them, or rename the file")
            }
        }
    }
}

extension RuleEdit {
    /// The former name of a lifecycle that goes and comes under another spelling; `nil` for any
    /// other edit.
    func respelled(among gone: [String]) -> String? {
        guard kind == .lifecycle, rule != nil else { return nil }
        return gone.first { Lifecycle.isSameName($0, name) }
    }
}
