/// Finds ticket tags in subjects, `[example.org #12]`, and takes ours out.
///
/// Every bracketed number is a tag; whether its name is ours the Desk decides, which knows the
/// queues' tags and the site's former names.
package enum SubjectLine {
    /// A subject holds one tag, a forwarded one perhaps three.
    package static let tagsMax = 20

    /// A tag and where it stands, brackets included.
    package struct Hit {
        package let tag: SubjectTag
        package let range: Range<String.Index>
    }

    /// The tags in order of appearance, at most ``tagsMax``, repeated ones included.
    package static func tags(in subject: String) -> [SubjectTag] { hits(in: subject).map(\.tag) }

    /// The subject without the tags whose names, in lower case, are in `own`; on one line, runs of
    /// white space closed up.
    package static func removingTags(_ own: Set<String>, from subject: String) -> String {
        var rest = subject
        // Taking one away can bring two halves of another together.
        while let hit = hits(in: rest).first(where: { own.contains($0.tag.name.lowercased()) }) {
            rest.removeSubrange(hit.range)
        }
        return rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The tags with their places, in order of appearance, at most ``tagsMax``.
    ///
    /// QUIRK: some mail programs make a link of a tag that looks like a host name,
    /// `[http://example.org #12]`; RT ignores the prefix, and so do we.
    package static func hits(in subject: String) -> [Hit] {
        var found: [Hit] = []
        var start: String.Index?
        let scalars = subject.unicodeScalars
        for index in scalars.indices {
            switch scalars[index] {
            case "[":
                start = index
            case "]":
                let end = scalars.index(after: index)
                if let opened = start,
                    let tag = tag(in: subject[scalars.index(after: opened)..<index])
                {
                    found.append(Hit(tag: tag, range: opened..<end))
                    if found.count == tagsMax { return found }
                }
                start = nil
            default: break
            }
        }
        return found
    }

    private static func tag(in content: Substring) -> SubjectTag? {
        guard let mark = content.lastIndex(of: "#") else { return nil }
        let words = content[content.index(after: mark)...].split(whereSeparator: \.isWhitespace)
        guard words.count == 1, words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int64(words[0]), number > 0
        else { return nil }
        // A folded header may leave several spaces inside a name of several words.
        var name = content[..<mark].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for scheme in ["http://", "https://"] where name.lowercased().hasPrefix(scheme) {
            name = String(name.dropFirst(scheme.count))
        }
        return name.isEmpty ? nil : SubjectTag(name: name, ticket: TicketID(number))
    }
}
