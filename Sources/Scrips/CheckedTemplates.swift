import Templates
import Tickets

/// The templates of one run, each read and checked once however many scrips use it, and what fills
/// them.
struct CheckedTemplates {
    private let set: TemplateSet
    private var ready: [TemplateKey: TemplateText] = [:]
    private var filling: TemplateValue?

    private let shape: TemplateShape

    /// - Parameter customFields: those that templates may name.
    init(_ set: TemplateSet, customFields: [CustomField]) {
        self.set = set
        shape = ScripValues.shape(customFields: customFields)
    }

    /// See ``TemplateSet/find(_:for:queue:)``.
    func find(_ name: String, for wishes: [String], queue: String) -> TemplateSource? {
        set.find(name, for: wishes, queue: queue)
    }

    /// Checked again although it was when it was stored: names may have gone since, and a mail with
    /// holes is worse than one that waits until somebody mends its template.
    mutating func template(_ source: TemplateSource, queue: String) throws -> TemplateText {
        if let text = ready[source.key] { return text }
        let text: TemplateText
        do {
            text = try set.template(source, queue: queue)
        } catch let error as TemplateError {
            throw Self.failure(error, source)
        }
        if let problem = text.check(against: shape).first {
            throw Self.failure(problem, source)
        }
        ready[source.key] = text
        return text
    }

    /// The values of the run's one snapshot, gathered when the first scrip asks.
    mutating func values(of snapshot: Snapshot) -> TemplateValue {
        if let filling { return filling }
        let values = ScripValues.tree(of: snapshot)
        filling = values
        return values
    }

    /// A template that becomes a text on the ticket or in a call rather than a mail, as it is for the
    /// queue's people.
    ///
    /// - Parameter format: how values are written; `nil` as they are.
    mutating func filled(
        _ name: String, _ snapshot: Snapshot, format: ValueEscaping? = nil
    ) throws -> (text: RenderedText, key: TemplateKey) {
        let queue = snapshot.queue
        let wishes = [queue.language, snapshot.site.language].compactMap { $0 }
        guard let source = find(name, for: wishes, queue: queue.name) else {
            throw ScripError(detail: "there is no template \"\(name)\"")
        }
        let text = try template(source, queue: queue.name)
        let values = values(of: snapshot)
        let zone = snapshot.zones[queue.timeZone ?? snapshot.site.timeZone] ?? .utc
        let clock = MomentText(language: source.language, zone: zone)
        let filled = try text.render(format.map { values.escaped($0) } ?? values) { milliseconds in
            let moment = clock.of(Timestamp(milliseconds: milliseconds))
            return format?.escaped(moment) ?? moment
        }
        return (filled, source.key)
    }

    private static func failure(_ error: TemplateError, _ source: TemplateSource) -> ScripError {
        ScripError(detail: "\(source.key.shown): \(error)")
    }
}
