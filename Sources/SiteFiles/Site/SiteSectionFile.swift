import Settings
package import Tickets

/// Reads a section of a site's configuration.
package struct SiteSectionFile {
    private let section: SiteSection
    /// Names that a reference may be, by section; a section that is not here is not asked.
    private let known: [String: [String]]

    /// - Parameter known: names of the records that there will be, by section's name.
    package init(_ section: SiteSection, known: [String: [String]]) {
        self.section = section
        self.known = known
    }

    /// Reads the text of a file.
    ///
    /// - Throws: ``SiteFileError`` with everything that is wrong with it.
    package func read(_ text: String, file: String) throws -> [SiteRecord] {
        try SiteFileError.wrapping {
            let document = try YAMLDocument(text: text, file: file)
            var problems = document.problems
            let expected = "a list of \(section.name), or [] for none"
            if document.root.content == .nothing {
                // An empty file would disable or delete all of them: more likely a slip.
                problems.add(.wrongType, at: document.root, expected: expected)
            }
            let nodes = document.root.list(expected: expected, &problems) ?? []
            var places: [[UInt8]: YAMLPosition] = [:]
            var steps = PrioritySteps()
            var records: [SiteRecord] = []
            for node in nodes {
                guard let record = record(node, &problems) else { continue }
                records.append(record)
                if section == .priorities { steps.check(record, node, &problems) }
                guard isIdentified(record, by: node) else { continue }
                let identity = record.identity(in: section)
                if let other = places.updateValue(node.position, forKey: identity) {
                    problems.add(
                        .duplicateKey, at: node.position, key: node.path,
                        "\(record.label(in: section)) is given twice; it was given before on line "
                            + "\(other.line)")
                }
            }
            try problems.throwIfAny()
            return records
        }
    }

    /// The names of the records in a file, whatever else is wrong with it: what other files may
    /// refer to.
    package static func names(in text: String, file: String) -> [String] {
        guard let document = try? YAMLDocument(text: text, file: file),
            case .list(let nodes) = document.root.content
        else { return [] }
        return nodes.compactMap { node in
            guard case .mapping(let entries) = node.content,
                case .text(let name)? = entries.first(where: { $0.key == "name" })?.value.content
            else { return nil }
            return name
        }
    }

    private func record(_ node: YAMLNode, _ problems: inout YAMLProblems) -> SiteRecord? {
        guard
            let fields = node.fields(
                section.keys.map(\.name),
                required: section.keys.filter(\.isRequired).map(\.name), &problems)
        else { return nil }
        var record = SiteRecord()
        for key in section.keys {
            guard let node = fields[key.name] else { continue }
            record[key.name] = value(node, key.kind, &problems)
        }
        if section == .fields { checkValues(of: record, fields, &problems) }
        if section == .rights {
            checkGrantee(fields, node, &problems)
            checkPlace(fields, &problems)
        }
        return record
    }

    /// Whether it is known what a record is about; two of which it is not are not the same one.
    private func isIdentified(_ record: SiteRecord, by node: YAMLNode) -> Bool {
        guard case .mapping(let entries) = node.content else { return false }
        let given = Set(entries.map(\.key))
        let keys = section.keys.filter { section.identity.contains($0.name) }
        let isWhole = keys.allSatisfy { key in
            record[key.name] != nil || !key.isRequired && !given.contains(key.name)
        }
        return isWhole && keys.contains { $0.name != "queue" && record[$0.name] != nil }
    }

    // MARK: Values

    private func value(
        _ node: YAMLNode, _ kind: SiteSection.Kind, _ problems: inout YAMLProblems
    ) -> SiteValue? {
        switch kind {
        case .name: name(node, &problems).map(SiteValue.text)
        case .text: node.text(&problems).map(SiteValue.text)
        case .address: address(node, &problems).map(SiteValue.text)
        case .language: language(node, &problems).map(SiteValue.text)
        case .word(let words): node.choice(of: words, &problems).map(SiteValue.text)
        case .reference(let section): reference(node, section, &problems).map(SiteValue.text)
        case .number(let range): node.integer(in: range, &problems).map { .number(Int64($0)) }
        case .flag: node.boolean(&problems).map(SiteValue.flag)
        case .list(let element): .list(elements(node, element, &problems))
        case .set(let element):
            .list(
                elements(node, element, &problems)
                    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    private func elements(
        _ node: YAMLNode, _ element: SiteSection.Element, _ problems: inout YAMLProblems
    ) -> [String] {
        var seen: Set<[UInt8]> = []
        var all: [String] = []
        for node in node.list(&problems) ?? [] {
            let text: String? =
                switch element {
                case .address: address(node, &problems)
                case .word(let words): node.choice(of: words, &problems)
                case .reference(let section): reference(node, section, &problems)
                case .status: status(node, &problems)
                case .right: right(node, &problems)
                case .name: name(node, &problems)
                case .text: node.text(&problems)
                }
            guard let text else { continue }
            if seen.insert(Array(text.utf8)).inserted {
                all.append(text)
            } else {
                problems.add(
                    .duplicateKey, at: node.position, key: node.path,
                    "\"\(node.path)\": \"\(text)\" is given twice")
            }
        }
        return all
    }

    private func name(_ node: YAMLNode, _ problems: inout YAMLProblems) -> String? {
        let expected = "1 to 200 characters on one line, without outer or doubled spaces"
        guard let text = node.text(expected: expected, &problems) else { return nil }
        guard SiteName.isName(text) else {
            problems.add(.impossibleValue, at: node, expected: expected)
            return nil
        }
        return text
    }

    private func address(_ node: YAMLNode, _ problems: inout YAMLProblems) -> String? {
        let expected = "an address such as name@example.org"
        guard let text = node.text(expected: expected, &problems) else { return nil }
        guard let address = EmailAddress(text) else {
            problems.add(.impossibleValue, at: node, expected: expected)
            return nil
        }
        return address.value
    }

    private func language(_ node: YAMLNode, _ problems: inout YAMLProblems) -> String? {
        let expected = "a language such as en or pt-BR"
        guard let text = node.text(expected: expected, &problems) else { return nil }
        guard TemplateFolder.isLanguage(text.lowercased()) else {
            problems.add(.impossibleValue, at: node, expected: expected)
            return nil
        }
        return text
    }

    /// A status, or a step from one to another.
    private func status(_ node: YAMLNode, _ problems: inout YAMLProblems) -> String? {
        let expected = "a status, or a step such as open -> resolved"
        guard let text = name(node, &problems) else { return nil }
        guard StatusStep(text) != nil else {
            problems.add(.impossibleValue, at: node, expected: expected)
            return nil
        }
        guard let statuses = known[SiteSection.statuses] else { return text }
        let lost = StatusStep.unknown(in: text, among: statuses)
        for status in lost {
            let near = NearestWord.find(status, among: statuses)
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            problems.add(
                .impossibleValue, at: node.position, key: node.path,
                "\"\(node.path)\": no lifecycle has a status \"\(status)\"\(hint)")
        }
        return lost.isEmpty ? text : nil
    }

    private func right(_ node: YAMLNode, _ problems: inout YAMLProblems) -> String? {
        // Where lifecycles cannot be read, any right might be one of theirs.
        guard let own = known[SiteSection.ownRights] else {
            return name(node, &problems).flatMap { Right(rawValue: $0)?.rawValue }
        }
        return node.choice(of: Right.builtIn.map(\.rawValue) + own, &problems)
    }

    private func reference(
        _ node: YAMLNode, _ target: String, _ problems: inout YAMLProblems
    ) -> String? {
        let word = String(target.dropLast())
        guard let text = node.text(expected: "the name of a \(word)", &problems) else {
            return nil
        }
        guard let names = known[target],
            !names.contains(where: { $0.utf8.elementsEqual(text.utf8) })
        else { return text }
        let near = NearestWord.find(text, among: names)
        let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
        problems.add(
            .impossibleValue, at: node.position, key: node.path,
            "\"\(node.path)\": there is no \(word) \"\(text)\"\(hint)")
        return nil
    }
}

/// Names of queues, groups and users.
enum SiteName {
    /// One line, visible at both ends, as the Desk wants them.
    static func isName(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return !text.isEmpty && text.count <= 200 && words.utf8.elementsEqual(text.utf8)
            && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    }
}
