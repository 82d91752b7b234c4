package import Scrips
import Settings
import Templates
package import Tickets

/// What files of rules say, and all that is wrong with them.
package struct RuleReading: Sendable {
    /// Of the files without a mistake, in the order of the files.
    package var rules: [Rule] = []
    /// In the order of the files.
    package var problems: [SiteFileProblem] = []

    /// Starts with nothing.
    package init() {}

    /// The rules.
    ///
    /// - Throws: ``SiteFileError`` with all problems.
    package func checked() throws -> [Rule] {
        guard problems.isEmpty else { throw SiteFileError(problems) }
        return rules
    }
}

/// Reads the files of one kind of rule together, since some of them lean on each other.
package struct RuleReader {
    /// What messages put before a file's name: its folder.
    package var folder: String
    /// Names of the templates that scrips may use; `nil` leaves that unchecked.
    package var templates: Set<String>?
    /// Lifecycles besides those that are read, for maps from them.
    package var lifecycles: [String: Lifecycle]
    /// Names of the queues that scrips may name; `nil` leaves that unchecked.
    package var queues: [String]?

    /// Says what is known besides the files.
    package init(
        folder: String = "", templates: Set<String>? = nil,
        lifecycles: [String: Lifecycle] = [:], queues: [String]? = nil
    ) {
        self.folder = folder
        self.templates = templates
        self.lifecycles = lifecycles
        self.queues = queues
    }

    /// Reads all files of a kind.
    package func read(_ kind: RuleKind, _ files: [RuleText]) -> RuleReading {
        switch kind {
        case .scrip: scrips(files)
        case .lifecycle: lifecycles(files)
        case .template: TemplateFiles(files, path: path).reading()
        }
    }

    /// The names of the templates in files that scrips may mail: those of the site, whatever is
    /// wrong with them.
    package static func templateNames(_ files: [RuleText]) -> Set<String> {
        let places = files.compactMap { TemplatePath($0.file) }
        return Set(places.filter { $0.queue == nil && !TemplateKey.isPartial($0.name) }.map(\.name))
    }

    private func path(_ file: String) -> String { folder.isEmpty ? file : "\(folder)/\(file)" }

    private func scrips(_ files: [RuleText]) -> RuleReading {
        var reading = RuleReading()
        var owners: [String: String] = [:]
        for file in files {
            let path = path(file.file)
            reading.collect {
                let scrip = try ScripFile.read(text: file.text, file: path, templates: templates)
                try checkQueues(of: file.text, path)
                if let other = owners.updateValue(path, forKey: scrip.name) {
                    throw SiteFileError([
                        SiteFileProblem(
                            file: path,
                            text: "a scrip named \"\(scrip.name)\" is in \(other) already")
                    ])
                }
                return Rule(file, .scrip(scrip))
            }
        }
        return reading
    }

    /// Queues that scrips name, regardless of case.
    private func checkQueues(of text: String, _ path: String) throws {
        guard let queues else { return }
        let document = try YAMLDocument(text: text, file: path)
        guard case .mapping(let entries) = document.root.content,
            case .list(let nodes)? = entries.first(where: { $0.key == "queues" })?.value.content
        else { return }
        var problems = document.problems
        let known = Set(queues.map { $0.lowercased() })
        for node in nodes {
            guard case .text(let name) = node.content, !known.contains(name.lowercased()) else {
                continue
            }
            let near = NearestWord.find(name, among: queues)
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            problems.add(
                .impossibleValue, at: node.position, key: node.path,
                "\"\(node.path)\": there is no queue \"\(name)\"\(hint)")
        }
        try SiteFileError.wrapping { try problems.throwIfAny() }
    }

    private func lifecycles(_ files: [RuleText]) -> RuleReading {
        var reading = RuleReading()
        var owners: [String: String] = [:]
        for file in files {
            let path = path(file.file)
            reading.collect {
                let name = SiteFolder.stem(of: file.file)
                try Self.check(name, path)
                if let other = owners.updateValue(path, forKey: name.lowercased()) {
                    throw SiteFileError([
                        SiteFileProblem(
                            file: path,
                            text: "lifecycle \"\(name)\" is in \(other) already; upper and lower "
                                + "case make no other name")
                    ])
                }
                return Rule(
                    file,
                    .lifecycle(
                        try LifecycleFile.read(text: file.text, file: path, name: name)))
            }
        }
        var known = lifecycles
        for case .lifecycle(let lifecycle) in reading.rules.map(\.value) {
            known[lifecycle.name] = lifecycle
        }
        let all = known
        for rule in reading.rules {
            let (text, path) = (rule.written.text, path(rule.written.file))
            reading.collect {
                let problems = try LifecycleFile.problems(inMapsOf: text, file: path, others: all)
                guard problems.isEmpty else { throw SiteFileError(problems) }
                return nil
            }
        }
        return reading
    }

    /// A lifecycle's name is a file's as well.
    private static func check(_ name: String, _ path: String) throws {
        let isName =
            !name.isEmpty && name.utf8.count <= 200 && !name.hasPrefix(".") && !name.contains("/")
            && name.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
            && name.first?.isWhitespace == false && name.last?.isWhitespace == false
        guard isName else {
            throw SiteFileError([
                SiteFileProblem(
                    file: path,
                    text:
                        "\"\(name)\" is no name for a lifecycle: it begins and ends with a visible "
                        + "character, and has no slash")
            ])
        }
    }
}

extension RuleReading {
    /// Takes a rule, or the problems that were found instead.
    fileprivate mutating func collect(_ body: () throws -> Rule?) {
        do {
            if let rule = try body() { rules.append(rule) }
        } catch let error as SiteFileError {
            problems += error.problems
        } catch {
            problems.append(SiteFileProblem(file: "", text: "\(error)"))
        }
    }
}
