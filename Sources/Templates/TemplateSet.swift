/// The templates that scrips may ask for, and the partials that those include.
///
/// Holds sources: a mail needs few of a site's templates, so each is read when it is asked for.
package struct TemplateSet: Hashable, Sendable {
    /// By name, then by queue in lower case ("" for the site's), then by language.
    private var sources: [String: [String: [String: TemplateSource]]] = [:]

    /// Gathers sources; of two with the same key the later one wins.
    package init(_ sources: [TemplateSource] = []) {
        for source in sources {
            let queue = source.queue?.lowercased() ?? ""
            self.sources[source.name, default: [:]][queue, default: [:]][source.language] = source
        }
    }

    /// All of them, sorted by key.
    package var all: [TemplateSource] {
        sources.values.flatMap { $0.values.flatMap(\.values) }.sorted { $0.key < $1.key }
    }

    /// Picks what somebody gets under a name.
    ///
    /// The queue's own template wins over the site's, as in RT, also where the site's is in a
    /// language that is wanted more: whoever wrote it wanted another text for this queue, and maybe
    /// none. A queue should have its own in each language that its people read.
    ///
    /// - Parameters:
    ///   - wishes: BCP 47 tags, most wanted first; `ru-RU` is content with `ru`. After them comes
    ///     English, then whatever language there is.
    ///   - queue: name of the ticket's queue.
    /// - Returns: `nil` when there is no template of that name at all.
    package func find(_ name: String, for wishes: [String], queue: String?) -> TemplateSource? {
        guard let versions = sources[name] else { return nil }
        let own = queue.flatMap { versions[$0.lowercased()] }
        return (own.flatMap { Self.pick($0, wishes) })
            ?? versions[""].flatMap {
                Self.pick($0, wishes)
            }
    }

    /// Reads a template with its partials, each of them as ``find(_:for:queue:)`` gives it in the
    /// template's language.
    ///
    /// - Throws: ``TemplateError``.
    package func template(_ source: TemplateSource, queue: String?) throws -> TemplateText {
        try TemplateText.parse(source, partialNames: sources.keys.filter(TemplateKey.isPartial)) {
            find($0, for: [source.language], queue: queue)
        }
    }

    /// Finds everything that is wrong with the templates of the set.
    ///
    /// A template of the site is looked at with the partials of each queue that has some of its
    /// own. A partial that nobody includes is looked at by itself.
    ///
    /// - Returns: a mistake in a partial once, under the partial's key; sorted by key.
    package func mistakes(against shape: TemplateShape) -> [TemplateMistake] {
        var found: [TemplateMistake] = []
        var used: Set<TemplateKey> = []
        let queues = all.filter { $0.key.isPartial }.compactMap(\.queue)
        let contexts = [nil] + Set(queues.map { $0.lowercased() }).sorted().map(Optional.some)
        for source in all where !source.key.isPartial {
            for queue in source.queue.map({ [Optional($0)] }) ?? contexts {
                do {
                    let text = try template(source, queue: queue)
                    used.formUnion(text.partials.keys)
                    found += text.check(against: shape).map { TemplateMistake($0, in: source.key) }
                } catch let error as TemplateError {
                    found.append(TemplateMistake(error, in: source.key))
                } catch {}
            }
            if source.isEmpty, source.queue == nil {
                let error = TemplateError(
                    .empty, part: .text,
                    detail: "nothing is written here; only a queue's own template may be empty, to"
                        + " send no mail")
                found.append(TemplateMistake(error, in: source.key))
            }
        }
        for source in all where source.key.isPartial && !used.contains(source.key) {
            found += unused(source, shape)
        }
        var seen: Set<TemplateMistake> = []
        return found.filter { seen.insert($0).inserted }.sorted { $0.key < $1.key }
    }

    private func unused(_ source: TemplateSource, _ shape: TemplateShape) -> [TemplateMistake] {
        let pieces: [(String?, TemplateError.Part)] = [(source.text, .text), (source.html, .html)]
        return pieces.flatMap { piece, kind -> [TemplateMistake] in
            guard let piece else { return [] }
            do {
                let part = try TemplatePart(
                    TemplatePart.unixLines(piece), part: kind, partial: source.key)
                _ = try TemplatePartials(
                    of: [part], find: { find($0, for: [source.language], queue: source.queue) },
                    names: sources.keys.filter(TemplateKey.isPartial))
                return TemplateChecker.mistakes(inUnused: part, shape)
                    .map { TemplateMistake($0, in: source.key) }
            } catch let error as TemplateError {
                return [TemplateMistake(error, in: source.key)]
            } catch {
                return []
            }
        }
    }

    private static func pick(
        _ versions: [String: TemplateSource], _ wishes: [String]
    ) -> TemplateSource? {
        for wish in wishes + ["en"] {
            var tag = Substring(wish.lowercased())
            while !tag.isEmpty {
                if let source = versions[String(tag)] { return source }
                tag = tag.lastIndex(of: "-").map { tag[..<$0] } ?? ""
            }
        }
        return versions.min { $0.key < $1.key }?.value
    }
}

/// A mistake and the template in whose file it stands.
package struct TemplateMistake: Hashable, Sendable, CustomStringConvertible {
    /// The partial's, where it was found in one.
    package let key: TemplateKey
    /// Which of its files.
    package let part: TemplateError.Part
    /// `nil` when it is about the whole.
    package let position: TemplatePosition?
    /// What was found and what was expected.
    package let detail: String

    init(_ error: TemplateError, in key: TemplateKey) {
        self.key = error.partial ?? key
        part = error.part
        position = error.position
        detail = error.detail
    }

    /// For people: `template "resolved" (en), text part, line 3, column 1: …`.
    package var description: String {
        let error = TemplateError(
            .syntax, part: part, position: position, detail: detail, partial: key)
        return error.description
    }
}
