import FoundationEssentials
import Templates
import Tickets

/// What Webhook and Run have in common: when they stand back, the number of the call, the body.
struct CallAction {
    /// Whether it is told of what only staff may read.
    let isForInternal: Bool
    /// How values are written into the template.
    let format: ValueEscaping

    /// Says what goes out, or why nothing does.
    ///
    /// - Parameter make: the call, of its number and its body.
    func result(
        _ scrip: Scrip, _ templates: inout CheckedTemplates, _ snapshot: Snapshot,
        _ make: (_ id: String, _ body: String) -> Outgoing
    ) throws -> ScripOutcome.Result {
        if let refusal = InternalGuard.refusal(snapshot, isForInternal: isForInternal) {
            return .notApplicable(refusal)
        }
        let id = Self.id(scrip, snapshot)
        let body = try body(scrip, &templates, snapshot, id)
        return .applied([.call(make(id, body))], decisions: [])
    }

    private func body(
        _ scrip: Scrip, _ templates: inout CheckedTemplates, _ snapshot: Snapshot, _ id: String
    ) throws -> String {
        guard let name = scrip.template else {
            return try CallDocument(snapshot, scrip: scrip.name, delivery: id).json()
        }
        let (filled, key) = try templates.filled(name, snapshot, format: format)
        let body = filled.text
        guard format != .json || Self.isJSON(body) else {
            throw ScripError(
                detail: "\(key.shown) does not make JSON; "
                    + "say format: form or text where something else is meant")
        }
        return body
    }

    /// The same again whenever the same scrip runs over the same snapshot.
    private static func id(_ scrip: Scrip, _ snapshot: Snapshot) -> String {
        let nonce = snapshot.nonce.isEmpty ? "" : "-\(snapshot.nonce)"
        let slug = NotificationComposer.slug(scrip.name)
        return "\(snapshot.ticket.id)-\(snapshot.transaction.id)-\(slug)\(nonce)"
    }

    private static func isJSON(_ text: String) -> Bool {
        (try? JSONDecoder().decode(AnyJSON.self, from: Data(text.utf8))) != nil
    }

    /// Takes whatever JSON there is.
    private struct AnyJSON: Decodable {
        init(from decoder: any Decoder) throws {}
    }
}

extension ArgumentValue {
    /// A text with names in braces; see ``CallText``.
    func callText(expected: String, takesSecrets: Bool = true) throws -> CallText {
        let text = try textOrEmpty(expected: expected)
        do {
            return try CallText(text, takesSecrets: takesSecrets)
        } catch {
            throw ScripProblem(key, path: path, "\(error)")
        }
    }

    /// A time limit in seconds, from 1 to `max`.
    func timeLimit(max: Int64) throws -> Int64 {
        let seconds = try seconds()
        guard (1...max).contains(seconds) else {
            throw ScripProblem(key, path: path, "expected 1s to \(max)s, found \(seconds)s")
        }
        return seconds
    }
}
