import Tickets

/// Finds ticket tags in a subject: `[example.org #12]`.
///
/// Every bracketed number is taken; whether the name is ours the Desk decides, which knows the
/// queues' tags and the site's former names.
enum SubjectTagParser {
    /// A subject holds one tag, a forwarded one perhaps three.
    static let tagsMax = 20

    /// The tags in order of appearance, at most ``tagsMax``, repeated ones included.
    ///
    /// QUIRK: some mail programs make a link of a tag that looks like a host name,
    /// `[http://example.org #12]`; RT ignores the prefix, and so do we.
    static func tags(in subject: String) -> [SubjectTag] {
        var tags: [SubjectTag] = []
        var start: String.UnicodeScalarView.Index?
        let scalars = subject.unicodeScalars
        for index in scalars.indices {
            switch scalars[index] {
            case "[":
                start = scalars.index(after: index)
            case "]":
                if let opened = start, let tag = tag(in: subject[opened..<index]) {
                    tags.append(tag)
                    if tags.count == tagsMax { return tags }
                }
                start = nil
            default: break
            }
        }
        return tags
    }

    private static func tag(in content: Substring) -> SubjectTag? {
        guard let mark = content.lastIndex(of: "#") else { return nil }
        let digits = content[content.index(after: mark)...].trimmingSpace()
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits),
            number > 0
        else { return nil }
        // A folded header may leave several spaces inside a name of several words.
        var name = content[..<mark].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for scheme in ["http://", "https://"] where name.lowercased().hasPrefix(scheme) {
            name = String(name.dropFirst(scheme.count))
        }
        return name.isEmpty ? nil : SubjectTag(name: name, ticket: TicketID(number))
    }
}

extension Substring {
    fileprivate func trimmingSpace() -> Substring {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
