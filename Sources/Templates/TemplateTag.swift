/// A tag in a template's source that uses a name.
struct TemplateTag: Hashable, Sendable {
    let kind: Kind
    let name: String
    /// Counted from 1 in the file.
    let line: Int

    enum Kind: Hashable, Sendable {
        case variable, section, inverted, close
    }

    /// As it stands in the source, for messages.
    var shown: String {
        switch kind {
        case .variable: "{{\(name)}}"
        case .section: "{{#\(name)}}"
        case .inverted: "{{^\(name)}}"
        case .close: "{{/\(name)}}"
        }
    }

    /// Says what is wrong with using the name so; `nil` when nothing is.
    func problem(with found: TemplateShape?, in stack: [TemplateShape]) -> String? {
        guard let found else {
            let known = stack.flatMap(\.names)
            let hint = NearestName.of(name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            return "unknown name \"\(name)\"\(hint)"
        }
        guard kind == .variable else { return nil }
        switch found {
        case .text: return nil
        case .flag: return "\"\(name)\" is yes or no: use {{#\(name)}}…{{/\(name)}}"
        case .list: return "\"\(name)\" is a list: use {{#\(name)}}…{{/\(name)}}"
        case .open: return "\"\(name)\" has parts of its own: name one"
        case .object(let members):
            let prefix = name == "." ? "" : name + "."
            let first = members.keys.sorted().first.map { ", for example {{\(prefix)\($0)}}" } ?? ""
            return "\"\(name)\" has parts of its own: name one\(first)"
        }
    }
}

/// Finds what somebody may have meant.
enum NearestName {
    /// The candidate that fewest single-letter edits lead to, at most a quarter of the name's
    /// length; `nil` when none is that near.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let wanted = Array(name.lowercased())
        let limit = max(1, wanted.count / 4)
        let ranked = Set(candidates).map { (distance(wanted, Array($0.lowercased())), $0) }
        return ranked.filter { $0.0 <= limit }.min { $0 < $1 }?.1
    }

    /// Levenshtein's distance, one row at a time.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(
                    above + 1, row[column] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
