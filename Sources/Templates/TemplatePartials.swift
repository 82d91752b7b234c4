/// The partials that a template includes, directly or through each other.
///
/// A text part includes the partial's text, an HTML part its HTML.
struct TemplatePartials: Sendable {
    private(set) var text: [String: TemplatePart] = [:]
    private(set) var html: [String: TemplatePart] = [:]

    /// Partials within partials.
    static let depthMax = 8

    /// No partials.
    init() {}

    /// Those that are included.
    var keys: [TemplateKey] { (Array(text.values) + html.values).compactMap(\.partial) }

    /// Reads all that `parts` include.
    ///
    /// - Parameter find: gives a partial's source in the language and for the queue in question.
    /// - Throws: ``TemplateError`` for one that is missing, broken, or includes itself.
    init(of parts: [TemplatePart], find: (String) -> TemplateSource?, names: [String]) throws {
        var heights = Heights()
        for part in parts { try follow(part, path: [], find, names, &heights) }
    }

    /// How many levels lie within partials that were followed already, by kind of part and name.
    private struct Heights {
        var text: [String: Int] = [:]
        var html: [String: Int] = [:]
    }

    /// The partials that a part of that kind includes.
    func of(_ part: TemplateError.Part) -> [String: TemplatePart] { part == .html ? html : text }

    /// - Returns: how many levels of partials lie within the part.
    @discardableResult
    private mutating func follow(
        _ part: TemplatePart, path: [String], _ find: (String) -> TemplateSource?,
        _ names: [String], _ heights: inout Heights
    ) throws -> Int {
        let kind = part.part == .html ? \Heights.html : \Heights.text
        var height = 0
        for tag in part.included {
            if path.contains(tag.name) {
                let chain = (path.drop { $0 != tag.name } + [tag.name]).joined(separator: " → ")
                throw part.error(.tooDeep, "the partial includes itself: \(chain)", at: tag)
            }
            let known = heights[keyPath: kind][tag.name]
            guard path.count + (known ?? 0) < Self.depthMax else {
                throw part.error(
                    .tooDeep, "more than \(Self.depthMax) partials in each other", at: tag)
            }
            // Each is followed once, or partials that include each other crosswise would multiply.
            let inner: Int
            if let known {
                inner = known
            } else {
                let loaded = try load(tag, from: part, find, names)
                inner = try follow(loaded, path: path + [tag.name], find, names, &heights)
                heights[keyPath: kind][tag.name] = inner
            }
            height = max(height, inner + 1)
        }
        return height
    }

    private mutating func load(
        _ tag: TemplateTag, from part: TemplatePart, _ find: (String) -> TemplateSource?,
        _ names: [String]
    ) throws -> TemplatePart {
        if let known = of(part.part)[tag.name] { return known }
        guard let source = find(tag.name) else {
            let hint = NearestName.of(tag.name, among: names)
            throw part.error(
                .missing,
                "there is no partial \"\(tag.name)\""
                    + (hint.map { "; did you mean \"\($0)\"?" } ?? ""), at: tag)
        }
        if part.part == .html {
            guard let markup = source.html else {
                // An empty partial is empty in each kind of part.
                if source.isEmpty { return try keep("", .html, source.key) }
                throw part.error(
                    .missing, "\(source.key.shown) has no HTML; an HTML part needs it", at: tag)
            }
            return try keep(markup, .html, source.key)
        }
        guard !source.text.isEmpty || source.html == nil || source.isEmpty else {
            throw part.error(
                .missing, "\(source.key.shown) has no text; a text part needs it", at: tag)
        }
        return try keep(source.text, .text, source.key)
    }

    private mutating func keep(
        _ source: String, _ kind: TemplateError.Part, _ key: TemplateKey
    ) throws -> TemplatePart {
        do {
            try TemplateText.limit(source, part: kind)
        } catch let error as TemplateError {
            throw error.inside(key)
        }
        let part = try TemplatePart(TemplatePart.unixLines(source), part: kind, partial: key)
        if kind == .html { html[key.name] = part } else { text[key.name] = part }
        return part
    }
}
