import Settings
import Tickets

/// What the keys of one record must be to each other.
extension SiteSectionFile {
    /// A right that is never looked at in a queue is worth nothing there.
    func checkPlace(_ fields: [String: YAMLNode], _ problems: inout YAMLProblems) {
        guard fields["queue"] != nil, case .list(let nodes)? = fields["rights"]?.content else {
            return
        }
        for node in nodes {
            guard case .text(let name) = node.content, let right = Right(rawValue: name),
                let fault = Grant(right, to: .everyone, in: QueueID(0)).fault
            else { continue }
            problems.add(
                .impossibleValue, at: node.position, key: node.path, "\"\(node.path)\": \(fault)")
        }
    }

    /// A pattern must be one, and defaults values of the field's type; users are looked up later.
    func checkValues(
        of record: SiteRecord, _ fields: [String: YAMLNode], _ problems: inout YAMLProblems
    ) {
        func add(_ node: YAMLNode, _ text: String) {
            problems.add(
                .impossibleValue, at: node.position, key: node.path, "\"\(node.path)\": \(text)")
        }
        if let node = fields["pattern"], let pattern = record.text("pattern") {
            do {
                _ = try ValuePattern(pattern)
            } catch let error as ValuePatternError {
                add(node, error.detail(in: pattern))
            } catch {}
        }
        guard let kind = CustomField.Kind(named: record.text("type") ?? ""), kind != .select,
            kind != .user, case .list(let nodes)? = fields["defaults"]?.content
        else { return }
        let field = CustomField(name: record.text("name") ?? "", kind: kind)
        let time = QueryTime(now: Timestamp(milliseconds: 0)) { _ in 0 }
        for node in nodes {
            guard case .text(let text) = node.content else { continue }
            do {
                _ = try field.value(from: text, at: time)
            } catch let error as FieldValueError {
                add(node, error.detail)
            } catch { continue }
        }
    }

    func checkGrantee(
        _ fields: [String: YAMLNode], _ node: YAMLNode, _ problems: inout YAMLProblems
    ) {
        let given = ["to", "user", "group", "role"].filter { fields[$0] != nil }
        guard given.count != 1 else { return }
        problems.add(
            given.isEmpty ? .missingKey : .impossibleValue, at: node.position, key: node.path,
            "one of to, user, group and role was expected, found "
                + (given.isEmpty ? "none" : given.joined(separator: " and ")))
    }
}

/// What the records of priorities must be to each other.
struct PrioritySteps {
    /// Lines of those that were looked at, by queue and value.
    private var lines: [String: Int] = [:]

    mutating func check(
        _ record: SiteRecord, _ node: YAMLNode, _ problems: inout YAMLProblems
    ) {
        func value(_ key: String) -> YAMLNode? {
            guard case .mapping(let entries) = node.content else { return nil }
            return entries.first { $0.key == key }?.value
        }
        if let name = record.text("name"), !PriorityNames.isName(name), let place = value("name") {
            problems.add(.impossibleValue, at: place, expected: "a name, which is no number")
        }
        guard let number = record.number("value"), let place = value("value") else { return }
        let key = "\(number) \(record.text("queue")?.lowercased() ?? "")"
        if let line = lines.updateValue(place.position.line, forKey: key) {
            problems.add(
                .duplicateKey, at: place.position, key: place.path,
                "\"\(place.path)\": \(number) has a name already, on line \(line)")
        }
    }
}
