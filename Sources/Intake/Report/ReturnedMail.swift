import MIME
import Tickets

/// What a report brings back of the mail that it speaks of.
struct ReturnedMail {
    let messageID: MessageID?
    /// Its To and Cc, where they name one address together; then that is who failed.
    let onlyRecipient: EmailAddress?
    private let fields: [ReportFields.Field]

    /// Lines of a quoted header that are looked at.
    private static let linesMax = 300

    /// Reads the header of an attached mail or of a text that begins with one.
    ///
    /// - Returns: `nil` for what has none of the fields that every mail has.
    init?(header text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(Self.linesMax)
        lines = lines.drop { $0.allSatisfy(\.isWhitespace) }
        let head = lines.prefix { !$0.allSatisfy(\.isWhitespace) }
        self.init(lines: Array(head))
    }

    /// Finds the header of a quoted mail in the text of a report: its Message-ID stands at the
    /// beginning of a line, indented or quoted perhaps.
    init?(quotedIn lines: [Substring]) {
        let stripped = lines.prefix(Self.linesMax).map { line in
            let quoted = line.drop { $0 == ">" || $0 == "|" }
            return quoted.isEmpty || quoted.startIndex == line.startIndex
                ? line : quoted.dropFirst()
        }
        self.init(lines: stripped)
    }

    private init?(lines: [Substring]) {
        // An indented header would be one long fold: take the first line's indent off each.
        let indent = lines.first { !$0.isEmpty }?.prefix { $0 == " " || $0 == "\t" }.count ?? 0
        let text = lines.map { line in
            let space = line.prefix(indent).prefix { $0 == " " || $0 == "\t" }
            return line.dropFirst(space.count)
        }.joined(separator: "\n")
        let fields = Array(ReportFields(text).groups.joined())
        guard fields.contains(where: { Self.marks.contains($0.name) }) else { return nil }
        self.fields = fields
        messageID =
            fields.lazy.filter { $0.name == "message-id" }
            .compactMap { Self.bracketed($0.value) }.first
        let people = fields.filter { $0.name == "to" || $0.name == "cc" }
            .flatMap { AddressScanner.hits(in: $0.value, max: 20) }.map(\.address)
        onlyRecipient = Set(people).count == 1 ? people.first : nil
    }

    private static let marks: Set<String> = [
        "message-id", "from", "to", "received", "subject", "return-path",
    ]

    /// The decoded values of a field with that name in lower case.
    func values(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// The first id in brackets, else the value if it can be one.
    static func bracketed(_ value: String) -> MessageID? {
        if let open = value.firstIndex(of: "<"),
            let close = value[open...].firstIndex(of: ">")
        {
            return MessageID(value[value.index(after: open)..<close])
        }
        return MessageID(value)
    }
}
