/// A value of a site's configuration.
package enum SiteValue: Hashable, Sendable {
    case text(String)
    case list([String])
    case number(Int64)
    case flag(Bool)

    /// What is as good as not there: no text, no element, false. Such a value is never written.
    package var isNothing: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let elements): elements.isEmpty
        case .number: false
        case .flag(let flag): !flag
        }
    }
}

/// One queue, group, user, … with all that is set of it.
package struct SiteRecord: Hashable, Sendable {
    private var values: [String: SiteValue] = [:]

    /// Makes a record without values.
    package init() {}

    /// A value; `nil` where there is none, or one that is as good as none.
    package subscript(key: String) -> SiteValue? {
        get { values[key] }
        set { values[key] = newValue.flatMap { $0.isNothing ? nil : $0 } }
    }

    /// A text; `nil` where there is none.
    package func text(_ key: String) -> String? {
        if case .text(let text) = values[key] { text } else { nil }
    }

    /// A list; empty where there is none.
    package func list(_ key: String) -> [String] {
        if case .list(let list) = values[key] { list } else { [] }
    }

    /// A number; `nil` where there is none.
    package func number(_ key: String) -> Int64? {
        if case .number(let number) = values[key] { number } else { nil }
    }

    /// A flag; false where there is none.
    package func flag(_ key: String) -> Bool { values[key] == .flag(true) }

    /// Tells one record of a section from another: regardless of case, and of how accents are put
    /// together.
    package func identity(in section: SiteSection) -> [UInt8] {
        section.identity.flatMap { Array(NameKey.of(text($0) ?? "").utf8) + [0] }
    }

    /// As people call it: `queue "support"`, `group "staff" in queue "support"`.
    package func label(in section: SiteSection) -> String {
        if section == .seats {
            return "seats of role \"\(text("role") ?? "")\" in queue \"\(text("queue") ?? "")\""
        }
        if section == .options {
            return "option \"\(text("name") ?? "")\" of field \"\(text("field") ?? "")\""
        }
        if section == .priorities {
            let place = text("queue").map { " in queue \"\($0)\"" } ?? ""
            return "priority \"\(text("name") ?? "")\"" + place
        }
        guard section == .rights else {
            return "\(section.name.dropLast()) \"\(text("name") ?? "")\""
        }
        let who =
            text("user").map { "user \"\($0)\"" } ?? text("group").map { "group \"\($0)\"" }
            ?? text("role").map { "role \"\($0)\"" } ?? text("to") ?? ""
        return "rights of \(who)" + (text("queue").map { " in queue \"\($0)\"" } ?? "")
    }
}

/// All sections of a site, each in its canonical form: one site, one text.
package struct SiteConfiguration: Hashable, Sendable {
    private var sections: [String: [SiteRecord]] = [:]

    /// Makes one without sections.
    package init() {}

    /// A section's records; `nil` where the section is left alone. They get their canonical form
    /// when they are set.
    package subscript(section: SiteSection) -> [SiteRecord]? {
        get { sections[section.name] }
        set { sections[section.name] = newValue.map(section.canonical) }
    }

    /// Without the records that `wanted` does not have and that stay as they are: what is disabled
    /// already, and users who are no staff, since whoever writes to us is not the files' concern.
    package func leavingOut(untouchedBeside wanted: SiteConfiguration) -> SiteConfiguration {
        var result = SiteConfiguration()
        for section in SiteSection.all {
            guard let records = self[section], let others = wanted[section] else { continue }
            let names = Set(others.map { $0.identity(in: section) })
            result[section] = records.filter { record in
                let stays =
                    section.isDisabling && record.flag("disabled")
                    || section == .users && !record.flag("privileged")
                return !stays || names.contains(record.identity(in: section))
            }
        }
        if wanted[.fields] != nil, let fields = result[.fields], let options = result[.options] {
            // The choices of a field that stays disabled stay with it.
            let names = Set(fields.compactMap { $0.text("name")?.lowercased() })
            result[.options] = options.filter {
                $0.text("field").map { names.contains($0.lowercased()) } == true
            }
        }
        return result
    }
}
