/// What a custom field is required on: a status, or a step from one status to another.
package struct StatusStep: Hashable, Sendable {
    /// `nil` for any status, and for a new ticket.
    package let from: String?
    /// `nil` for any.
    package let to: String?

    /// Reads `resolved`, `open -> resolved`, `* -> resolved`, `open -> *`; `nil` for anything else.
    /// Whether there are such statuses is not looked at.
    package init?(_ text: String) {
        let sides = text.split(separator: "->", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").joined(separator: " ")
        }
        guard (1...2).contains(sides.count), sides.allSatisfy({ !$0.isEmpty }),
            sides != ["*"], let last = sides.last
        else { return nil }
        from = sides.count == 1 || sides[0] == "*" ? nil : sides[0]
        to = last == "*" ? nil : last
    }

    /// Takes both sides as they are.
    package init(from: String?, to: String?) {
        self.from = from
        self.to = to
    }

    /// The statuses that are named, one or two; none for `* -> *`.
    package var statuses: [String] { [from, to].compactMap { $0 } }

    /// What a text names that is not among some statuses, regardless of case; the whole text where it
    /// is no step.
    package static func unknown(in text: String, among statuses: [String]) -> [String] {
        guard let step = StatusStep(text) else { return [text] }
        let keys = Set(statuses.map { $0.lowercased() })
        return step.statuses.filter { !keys.contains($0.lowercased()) }
    }

    /// As files and people write it.
    package var text: String {
        guard from != nil || to == nil else { return to ?? "" }
        return "\(from ?? "*") -> \(to ?? "*")"
    }

    /// `status "resolved"` or `the step "open -> resolved"`, for sentences.
    package var sentence: String {
        from == nil && to != nil ? "status \"\(text)\"" : "the step \"\(text)\""
    }

    /// Whether a change of status is meant, regardless of case.
    ///
    /// - Parameter old: `nil` for a new ticket and for a status that a ticket keeps.
    package func covers(from old: String?, to new: String) -> Bool {
        let isFrom = from.map { $0.lowercased() == old?.lowercased() } ?? true
        let isTo = to.map { $0.lowercased() == new.lowercased() } ?? true
        return isFrom && isTo
    }
}

extension CustomField {
    /// What asks for a value when a ticket's status changes; `nil` when nothing does.
    ///
    /// - Parameter old: `nil` for a new ticket and for a status that a ticket keeps.
    package func requirement(from old: String?, to new: String) -> StatusStep? {
        requiredOn.lazy.compactMap { StatusStep($0) }.first { $0.covers(from: old, to: new) }
    }
}
