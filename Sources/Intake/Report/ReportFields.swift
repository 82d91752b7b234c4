/// The fields of a machine-readable report part: groups of `Name: value`, an empty line between
/// groups (RFC 3464 §2.1, RFC 8098 §3.1, RFC 5965 §3).
///
/// Lines that are no fields are passed over, so a report whose part was mangled on its way, or that
/// somebody's mailer put into the text, is read as well.
struct ReportFields: Hashable {
    struct Field: Hashable {
        /// In lower case.
        let name: String
        /// Unfolded, trimmed.
        let value: String
    }

    /// Never empty ones.
    private(set) var groups: [[Field]] = []

    /// A report with more fields than this names thousands of recipients: it is not one of ours.
    static let fieldsMax = 10_000
    /// The longest value that is kept; a diagnostic of more says nothing more.
    private static let valueBytesMax = 2_000

    /// Reads the fields; a text without any gives no groups.
    init(_ text: String) {
        var group: [Field] = []
        var count = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard count < Self.fieldsMax else { break }
            if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                if !group.isEmpty { groups.append(group) }
                group = []
            } else if line.utf8.first == 0x20 || line.utf8.first == 0x09, let last = group.popLast()
            {
                let value = ReportText.line(last.value + " " + line, bytesMax: Self.valueBytesMax)
                group.append(Field(name: last.name, value: value))
            } else if let field = Self.field(line) {
                group.append(field)
                count += 1
            }
        }
        if !group.isEmpty { groups.append(group) }
    }

    /// The first value of that name in lower case, in any group.
    func first(_ name: String) -> String? { values(name).first }

    /// All values of that name in lower case, in order.
    func values(_ name: String) -> [String] {
        groups.joined().filter { $0.name == name }.map(\.value)
    }

    private static func field(_ line: Substring) -> Field? {
        let bytes = line.utf8
        let name = bytes.prefix(64).prefix { $0 != UInt8(ascii: ":") }
        guard name.endIndex < bytes.endIndex, bytes[name.endIndex] == UInt8(ascii: ":") else {
            return nil
        }
        var word = Substring(name)
        while word.last == " " { word.removeLast() }
        guard !word.isEmpty,
            word.utf8.allSatisfy({ (33...126).contains($0) })
        else { return nil }
        let value = line[bytes.index(after: name.endIndex)...]
        return Field(
            name: word.lowercased(), value: ReportText.line(value, bytesMax: valueBytesMax))
    }
}
