extension CustomField {
    /// Longest value of one line, in characters.
    package static let lineCharactersMax = 255
    /// Longest value of several lines, in characters.
    package static let textCharactersMax = 10_000

    /// Reads a value as a person writes it.
    ///
    /// Whether a ``Kind/user`` exists is for the caller to find out; the key is a name's.
    ///
    /// - Parameter time: what `tomorrow` counts from, and the zone of times without one.
    /// - Throws: ``FieldValueError``.
    package func value(from text: String, at time: QueryTime) throws -> FieldValue {
        let cleaned = cleaned(text)
        guard !cleaned.isEmpty else { throw error(text, "a value") }
        let limit = kind == .text ? Self.textCharactersMax : Self.lineCharactersMax
        guard cleaned.count <= limit else { throw error(cleaned, "at most \(limit) characters") }
        let isClean = cleaned.unicodeScalars.allSatisfy {
            ($0.value >= 32 && $0.value != 127) || (kind == .text && ($0 == "\n" || $0 == "\t"))
        }
        guard isClean else {
            throw error(
                String(cleaned.map { $0.isNewline ? " " : $0 }),
                kind == .text ? "text without control characters" : "one line of text")
        }
        let value = try value(cleaned, time)
        try checkPattern(value.text)
        return value
    }

    /// A text without the blanks around it, that of several lines with plain line ends.
    package func cleaned(_ text: String) -> String {
        kind == .text ? Self.lines(text) : Self.trimmed(text)
    }

    private func value(_ text: String, _ time: QueryTime) throws -> FieldValue {
        switch kind {
        case .select: return FieldValue(folding: try option(text).name)
        case .freeform, .text: return FieldValue(folding: text)
        case .url: return FieldValue(folding: try url(text))
        case .user: return FieldValue(text: text, key: text.lowercased())
        case .number:
            guard let number = Decimal60(text) else { throw error(text, Decimal60.expected) }
            return FieldValue(text: number.text, key: number.key)
        case .date:
            guard let date = QueryDate(text, at: time, isForEquality: true) else {
                throw error(text, "a day such as 2026-11-21, today, or 'in 3 days'")
            }
            let day = date.day(time)
            return FieldValue(text: day, key: day)
        case .dateTime:
            guard let date = QueryDate(text, at: time, isForEquality: true) else {
                throw error(text, "a time such as '2026-11-21 14:05', now, or 'in 3 hours'")
            }
            let moment = UTCSecond.text(of: date.start)
            return FieldValue(text: moment, key: moment)
        case .ipAddress:
            guard let address = IPAddress(text) else {
                throw error(text, "an IP address such as 192.0.2.17 or 2001:db8::17")
            }
            return FieldValue(text: address.text, key: address.key)
        case .ipAddressRange:
            guard let range = IPRange(text) else {
                throw error(
                    text, "addresses such as 192.0.2.0/24, 192.0.2.1-192.0.2.9 or 2001:db8::/32")
            }
            return FieldValue(
                text: range.text, key: range.first.key, endKey: range.last.key)
        }
    }

    /// The enabled option that is meant, in its own spelling.
    private func option(_ text: String) throws -> Option {
        let enabled = options.filter { !$0.isDisabled }
        let wanted = text.lowercased()
        if let found = enabled.first(where: { $0.name.lowercased() == wanted }) { return found }
        let names = enabled.map(\.name)
        if options.contains(where: { $0.name.lowercased() == wanted }) {
            throw error(text, "an option that is not disabled: " + Self.list(names))
        }
        throw error(
            text, names.isEmpty ? "an option, but there is none" : "one of: " + Self.list(names),
            NearestWord.find(text, among: names))
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
    }

    /// What a browser may be sent to, and a few more; never a script.
    private static let schemes: Set<String> = [
        "http", "https", "ftp", "ftps", "sftp", "ssh", "mailto", "tel", "sip", "xmpp", "ldap",
        "ldaps", "git", "irc", "ircs",
    ]

    private func url(_ text: String) throws -> String {
        let expected = "a URL such as https://www.example.org/page"
        guard let colon = text.firstIndex(of: ":"),
            !text.contains(where: { $0.isWhitespace || "<>\"".contains($0) })
        else { throw error(text, expected) }
        let scheme = text[..<colon].lowercased()
        guard Self.schemes.contains(scheme) else {
            throw error(
                text, expected + "; schemes: " + Self.schemes.sorted().joined(separator: ", "))
        }
        let rest = text[text.index(after: colon)...]
        let isBare = ["mailto", "tel", "sip", "xmpp"].contains(scheme)
        guard isBare ? !rest.isEmpty : rest.hasPrefix("//") && rest.dropFirst(2).first != "/",
            isBare || rest.count > 2
        else { throw error(text, expected) }
        return scheme + text[colon...]
    }

    private func checkPattern(_ text: String) throws {
        guard let source = pattern else { return }
        // Checked when the field was made; one that cannot be read lets everything through rather
        // than stop the site's work.
        guard let pattern = try? ValuePattern(source), !pattern.matches(text) else { return }
        throw error(text, patternMessage ?? "something that matches \(source)")
    }

    func error(_ found: String, _ expected: String, _ suggestion: String? = nil) -> FieldValueError
    {
        FieldValueError(field: name, found: found, expected: expected, suggestion: suggestion)
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }

    /// With plain line ends, without blank ones around.
    private static func lines(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var rest = lines.joined(separator: "\n")[...]
        while rest.first?.isNewline == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
