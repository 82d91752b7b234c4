package import Tickets

/// Writes a section of a site's configuration: the same records are always the same text.
package enum SiteSectionText {
    /// The file.
    package static func of(_ records: [SiteRecord], in section: SiteSection) -> String {
        let head = "# \(section.summary)\n# docs/site.md explains the keys.\n"
        guard !records.isEmpty else { return head + "[]\n" }
        return head + records.map { text($0, section) }.joined()
    }

    private static func text(_ record: SiteRecord, _ section: SiteSection) -> String {
        var lines: [String] = []
        for key in section.keys {
            switch record[key.name] {
            case nil: continue
            case .text(let text): lines.append("\(key.name): \(YAMLScalar.text(text))")
            case .number(let number): lines.append("\(key.name): \(number)")
            case .flag(let flag): lines.append("\(key.name): \(flag)")
            case .list(let elements):
                lines.append("\(key.name):")
                lines += elements.map { "  - \(YAMLScalar.text($0))" }
            }
        }
        return "\n"
            + lines.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element + "\n" }
            .joined()
    }
}
