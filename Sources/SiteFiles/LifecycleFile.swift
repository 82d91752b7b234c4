import Settings
package import Tickets

/// A lifecycle in a YAML file; the file's name without `.yaml` is the lifecycle's.
package enum LifecycleFile {
    /// Reads a file.
    ///
    /// - Throws: ``SiteFileError`` with everything that is wrong with the file.
    package static func read(_ path: String) throws -> Lifecycle {
        try SiteFileError.wrapping {
            try lifecycle(in: YAMLDocument(reading: path), name: SiteFolder.stem(of: path))
        }
    }

    /// Reads a text that came from elsewhere; `file` is what messages call it.
    package static func read(text: String, file: String, name: String) throws -> Lifecycle {
        try SiteFileError.wrapping {
            try lifecycle(in: YAMLDocument(text: text, file: file), name: name)
        }
    }

    /// Reads every `.yaml` file of a folder, sorted by name.
    ///
    /// - Throws: ``SiteFileError`` with everything that is wrong in any of the files.
    package static func readFolder(_ folder: String) throws -> [Lifecycle] {
        var problems: [SiteFileProblem] = []
        var lifecycles: [Lifecycle] = []
        for file in try SiteFolder.files(in: folder, ending: "yaml") {
            do {
                lifecycles.append(try read(file))
            } catch let error as SiteFileError {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw SiteFileError(problems) }
        return lifecycles
    }

    private static func lifecycle(in document: YAMLDocument, name: String) throws -> Lifecycle {
        var problems = document.problems
        let keys = [
            "initial", "active", "inactive", "create", "defaults", "transitions", "own_rights",
            "rights", "maps",
        ]
        let required = ["initial", "active", "inactive", "create", "defaults", "transitions"]
        let fields = document.root.fields(keys, required: required, &problems) ?? [:]
        func statuses(_ key: String) -> [String] {
            fields[key].map { names($0, &problems) } ?? []
        }
        let (initial, active, inactive) = (
            statuses("initial"), statuses("active"), statuses("inactive")
        )
        let known = initial + active + inactive
        try requireStatuses(
            [("initial", initial), ("active", active), ("inactive", inactive)], fields, &problems)
        let create = fields["create"].map { targets($0, known, &problems) } ?? []
        let mistakes = problems.list.count
        var transitions = transitions(fields["transitions"], known, &problems)
        let steps = problems.list.count > mistakes ? nil : transitions
        let own = ownRights(fields["own_rights"], &problems)
        let before = problems.list.count
        let rights = rights(fields["rights"], steps, known, own, &problems)
        // A right that was misread may be the one that is missed.
        if problems.list.count == before {
            checkUse(of: own, rights, fields["own_rights"], &problems)
        }
        transitions[""] = create
        let both = ["on_create", "on_resolve"]
        let defaults =
            fields["defaults"]?
            .fields(both + ["approved", "denied"], required: both, &problems) ?? [:]
        let onCreate = defaults["on_create"]?.choice(of: known, &problems)
        let onResolve = defaults["on_resolve"]?.choice(of: known, &problems)
        let approved = defaults["approved"]?.choice(of: known, &problems)
        let denied = defaults["denied"]?.choice(of: known, &problems)
        let maps = maps(fields["maps"], known, &problems)
        try problems.throwIfAny()
        do {
            return try Lifecycle(
                name: name, initial: initial, active: active, inactive: inactive,
                transitions: transitions, rights: rights, ownRights: own,
                defaultOnCreate: onCreate ?? "", defaultOnResolve: onResolve ?? "",
                defaultApproved: approved, defaultDenied: denied,
                maps: maps)
        } catch let error as LifecycleError {
            let place = place(of: error.problem, fields, defaults)
            throw SiteFileError(
                [
                    SiteFileProblem(
                        file: problems.file, line: place?.line, column: place?.column,
                        text: error.description)
                ], underlying: error)
        }
    }

    /// Stops at a list without a status: what else is wrong then, is wrong because of it.
    private static func requireStatuses(
        _ lists: [(key: String, statuses: [String])], _ fields: [String: YAMLNode],
        _ problems: inout YAMLProblems
    ) throws {
        for (key, statuses) in lists where statuses.isEmpty {
            guard let node = fields[key], case .list(let nodes) = node.content, nodes.isEmpty
            else { continue }
            problems.add(.impossibleValue, at: node, expected: "at least one status")
        }
        if lists.contains(where: \.statuses.isEmpty) { try problems.throwIfAny() }
    }

    /// Where in the file a contradiction stands.
    private static func place(
        of problem: LifecycleError.Problem, _ fields: [String: YAMLNode],
        _ defaults: [String: YAMLNode]
    ) -> YAMLPosition? {
        func places(_ status: String) -> [YAMLPosition] {
            let lists = ["initial", "active", "inactive"].map { fields[$0]?.content }
            return lists.flatMap { content -> [YAMLNode] in
                if case .list(let nodes) = content { nodes } else { [] }
            }.filter { $0.content == .text(status) }.map(\.position)
        }
        switch problem {
        case .emptySet(let phase): return fields[phase.rawValue]?.position
        case .duplicateStatus(let status): return places(status).dropFirst().first
        case .badDefault(let key, _): return defaults[key]?.position
        case .unreachable(let status), .reservedStatus(let status), .alikeStatuses(_, let status):
            return places(status).first
        case .unknownStatus: return nil
        }
    }

    private static func maps(
        _ node: YAMLNode?, _ known: [String], _ problems: inout YAMLProblems
    ) -> [String: [String: String]] {
        var maps: [String: [String: String]] = [:]
        for map in node?.entries(&problems) ?? [] {
            for entry in map.value.entries(&problems) ?? [] {
                maps[map.key, default: [:]][entry.key] =
                    entry.value.choice(of: known, &problems)
            }
        }
        return maps
    }

    /// What is wrong with a file's maps, seen from the other lifecycles: those and their statuses
    /// must be there.
    ///
    /// - Parameters:
    ///   - text: of a file that was read without a mistake.
    ///   - others: by name.
    static func problems(
        inMapsOf text: String, file: String, others: [String: Lifecycle]
    ) throws -> [SiteFileProblem] {
        let document = try YAMLDocument(text: text, file: file)
        guard case .mapping(let entries) = document.root.content,
            let node = entries.first(where: { $0.key == "maps" }),
            case .mapping(let maps) = node.value.content
        else { return [] }
        return maps.flatMap { map -> [SiteFileProblem] in
            guard let other = others[map.key] else {
                return [
                    problem(
                        "there is no lifecycle \"\(map.key)\"", map.key, others.keys.sorted(),
                        at: map.position, file)
                ]
            }
            guard case .mapping(let entries) = map.value.content else { return [] }
            return entries.filter { other.phase(of: $0.key) == nil }.map { entry in
                problem(
                    "lifecycle \"\(map.key)\" has no status \"\(entry.key)\"", entry.key,
                    other.statuses, at: entry.position, file)
            }
        }
    }

    private static func problem(
        _ text: String, _ word: String, _ known: [String], at place: YAMLPosition, _ file: String
    ) -> SiteFileProblem {
        let near = NearestWord.find(word, among: known)
        let hint =
            near.map { "did you mean \"\($0)\"?" } ?? "there are: \(known.joined(separator: ", "))"
        return SiteFileProblem(
            file: file, line: place.line, column: place.column, text: "\(text); \(hint)")
    }

    /// Statuses where they are defined.
    private static func names(_ node: YAMLNode, _ problems: inout YAMLProblems) -> [String] {
        let expected =
            "a status of at most 64 letters, digits, underscores, hyphens and single blanks,"
            + " beginning with a letter"
        return (node.list(expected: "a list of statuses", &problems) ?? []).compactMap { element in
            guard let text = element.text(expected: expected, &problems) else { return nil }
            let isName = Lifecycle.isStatus(text)
            if !isName { problems.add(.impossibleValue, at: element, expected: expected) }
            return isName ? text : nil
        }
    }

    /// Statuses where they are used.
    private static func targets(
        _ node: YAMLNode, _ known: [String], _ problems: inout YAMLProblems
    ) -> [String] {
        (node.list(expected: "a list of statuses", &problems) ?? []).compactMap {
            $0.choice(of: known, &problems)
        }
    }

    private static func transitions(
        _ node: YAMLNode?, _ known: [String], _ problems: inout YAMLProblems
    ) -> [String: [String]] {
        var result: [String: [String]] = [:]
        for (status, node) in node?.fields(known, &problems) ?? [:] {
            result[status] = targets(node, known, &problems)
        }
        return result
    }
}
