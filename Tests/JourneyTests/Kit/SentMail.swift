/// A mail as it left, taken apart just far enough to look at it.
///
/// By other means than ours, since our own reader would forgive our own writer.
struct SentMail: Hashable {
    /// All of it.
    let source: String
    /// From the first blank line on.
    let body: String
    private let fields: [(name: String, value: String)]

    init(_ source: String) {
        self.source = source
        let parts = source.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        body = parts.count == 2 ? String(parts[1]) : ""
        var fields: [(name: String, value: String)] = []
        for line in (parts.first ?? "").split(separator: "\n") {
            if line.first == " " || line.first == "\t", let last = fields.indices.last {
                fields[last].value += " " + line.drop { $0 == " " || $0 == "\t" }
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                fields.append((line[..<colon].lowercased(), String(value)))
            }
        }
        self.fields = fields
    }

    /// A header field, unfolded; empty when there is none.
    subscript(name: String) -> String { self[all: name].first ?? "" }

    /// All fields of a name.
    subscript(all name: String) -> [String] {
        fields.filter { $0.name == name.lowercased() }.map(\.value)
    }

    /// The envelope's recipients, sorted.
    var recipients: [String] {
        self["X-Envelope-To"].split(separator: ",").map {
            $0.trimmingPrefix(" ").description
        }.sorted()
    }

    /// The envelope's sender, without brackets.
    var envelopeSender: String {
        String(self["Return-Path"].drop { $0 == "<" }.prefix { $0 != ">" })
    }

    static func == (one: SentMail, other: SentMail) -> Bool { one.source == other.source }

    func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
