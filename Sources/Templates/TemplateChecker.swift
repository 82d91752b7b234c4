/// Follows the tags of a template through a shape, as rendering follows them through values, into
/// the partials that it includes.
struct TemplateChecker {
    private let partials: TemplatePartials
    private var found: [TemplateError] = []
    /// Mistakes told already: a partial may be included more than once.
    private var told: Set<Place> = []
    private var inclusions = 0
    private var tags = 0

    private struct Place: Hashable {
        let partial: TemplateKey?
        let part: TemplateError.Part
        let position: TemplatePosition
    }

    /// Inclusions in one template, those of partials in partials counted each time: eight levels
    /// could multiply to any number.
    static let inclusionsMax = 1_000
    /// Tags in one template, those of partials counted at each inclusion: it is checked for each
    /// mail, and a few lines could be minutes of work.
    static let tagsMax = 20_000

    init(_ partials: TemplatePartials) { self.partials = partials }

    /// Finds all mistakes in one part, those of its partials where it includes them.
    mutating func check(_ part: TemplatePart, _ shape: TemplateShape) -> [TemplateError] {
        found = []
        (inclusions, tags) = (0, 0)
        walk(part, [shape])
        return found
    }

    /// The mistakes in a partial by itself, whatever scope it may be meant for.
    static func mistakes(inUnused part: TemplatePart, _ shape: TemplateShape) -> [TemplateError] {
        var checker = TemplateChecker(TemplatePartials())
        checker.walk(part, shape.scopes)
        return checker.found
    }

    private mutating func walk(_ part: TemplatePart, _ scopes: [TemplateShape]) {
        var stack = scopes
        for tag in part.tags {
            tags += 1
            if tags == Self.tagsMax + 1 {
                let detail = "there are more than \(Self.tagsMax) tags with those of its partials"
                tell(part.error(.tooLarge, detail, at: tag))
            }
            guard tags <= Self.tagsMax else { return }
            switch tag.kind {
            case .close:
                stack.removeLast()
                continue
            case .partial:
                include(tag, from: part, stack)
                continue
            case .variable, .section, .inverted: break
            }
            let shape = TemplateShape.find(tag.name, in: stack)
            if let problem = tag.problem(with: shape, in: stack) {
                tell(part.error(shape == nil ? .unknownName : .wrongUse, problem, at: tag))
            }
            switch tag.kind {
            // An unknown section still opens a scope; its own error is enough.
            case .section: stack.append(shape?.element ?? .object([:]))
            case .inverted: stack.append(stack.last ?? .object([:]))
            case .variable, .close, .partial: break
            }
        }
    }

    private mutating func include(
        _ tag: TemplateTag, from part: TemplatePart, _ stack: [TemplateShape]
    ) {
        guard let partial = partials.of(part.part)[tag.name] else { return }
        inclusions += 1
        if inclusions == Self.inclusionsMax + 1 {
            let detail = "partials are included more than \(Self.inclusionsMax) times"
            tell(part.error(.tooLarge, detail, at: tag))
        }
        guard inclusions <= Self.inclusionsMax else { return }
        walk(partial, stack)
    }

    private mutating func tell(_ error: TemplateError) {
        let place = Place(
            partial: error.partial, part: error.part,
            position: error.position ?? TemplatePosition())
        if told.insert(place).inserted { found.append(error) }
    }
}
