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
        let keys = ["initial", "active", "inactive", "create", "defaults", "transitions", "rights"]
        let required = ["initial", "active", "inactive", "create", "defaults", "transitions"]
        let fields = document.root.fields(keys, required: required, &problems) ?? [:]
        func statuses(_ key: String) -> [String] {
            fields[key].map { names($0, &problems) } ?? []
        }
        let (initial, active, inactive) = (
            statuses("initial"), statuses("active"), statuses("inactive")
        )
        let known = initial + active + inactive
        let create = fields["create"].map { targets($0, known, &problems) } ?? []
        var transitions = transitions(fields["transitions"], known, &problems)
        transitions[""] = create
        let rights = rights(fields["rights"], known, &problems)
        let both = ["on_create", "on_resolve"]
        let defaults = fields["defaults"]?.fields(both, required: both, &problems) ?? [:]
        let onCreate = defaults["on_create"]?.choice(of: known, &problems)
        let onResolve = defaults["on_resolve"]?.choice(of: known, &problems)
        try problems.throwIfAny()
        do {
            return try Lifecycle(
                name: name, initial: initial, active: active, inactive: inactive,
                transitions: transitions, rights: rights, defaultOnCreate: onCreate ?? "",
                defaultOnResolve: onResolve ?? "")
        } catch let error as LifecycleError {
            throw SiteFileError(
                [SiteFileProblem(file: problems.file, text: error.description)], underlying: error)
        }
    }

    /// Statuses where they are defined.
    private static func names(_ node: YAMLNode, _ problems: inout YAMLProblems) -> [String] {
        let expected =
            "a status of at most 64 letters, digits and underscores, beginning with a letter"
        return (node.list(expected: "a list of statuses", &problems) ?? []).compactMap { element in
            guard let text = element.text(expected: expected, &problems) else { return nil }
            let isName =
                text.count <= 64 && text.first?.isLetter == true
                && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
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

    private static func rights(
        _ node: YAMLNode?, _ known: [String], _ problems: inout YAMLProblems
    ) -> [String: Right] {
        var result: [String: Right] = [:]
        for entry in node?.entries(&problems) ?? [] {
            let sides = entry.key.filter { $0 != " " }
                .split(separator: "->", omittingEmptySubsequences: false).map(String.init)
            let isPattern = sides.count == 2 && sides.allSatisfy { $0 == "*" || known.contains($0) }
            if !isPattern {
                problems.add(
                    .impossibleValue, at: entry.position, key: entry.value.path,
                    "expected \"from -> to\", each a status or *, found \"\(entry.key)\"")
            }
            let right = entry.value.choice(of: Right.allCases.map(\.rawValue), &problems)
                .flatMap(Right.init(named:))
            if isPattern { result[sides.joined(separator: " -> ")] = right }
        }
        return result
    }
}
