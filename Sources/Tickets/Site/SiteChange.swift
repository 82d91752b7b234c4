/// What must be done with one record of a site's configuration.
package struct SiteChange: Hashable, Sendable {
    /// What.
    package enum Verb: String, Hashable, Sendable {
        case create, change, disable, delete
    }

    package let section: SiteSection
    package let verb: Verb
    /// As it is; `nil` for one that is made.
    package let before: SiteRecord?
    /// As it is to be; `nil` for one that goes.
    package let after: SiteRecord?

    /// Keys whose values differ, in the order of the section.
    package var keys: [String] {
        section.keys.map(\.name).filter { key in
            !Self.isSame(before?[key], after?[key])
        }
    }

    /// One line for people: `change queue "support": description, tag`.
    package var line: String {
        let label = (after ?? before)?.label(in: section) ?? ""
        let what = verb == .change ? ": " + keys.joined(separator: ", ") : ""
        return "\(verb.rawValue) \(label)\(what)"
    }

    /// All that must be done for `current` to become `wanted`; sections that `wanted` leaves alone
    /// are left alone.
    package static func changes(
        from current: SiteConfiguration, to wanted: SiteConfiguration
    ) -> [SiteChange] {
        let current = current.leavingOut(untouchedBeside: wanted)
        return SiteSection.all.flatMap { section -> [SiteChange] in
            guard let goal = wanted[section] else { return [] }
            let there = current[section] ?? []
            let old = Dictionary(there.map { ($0.identity(in: section), $0) }) { first, _ in first }
            let names = Set(goal.map { $0.identity(in: section) })
            let changes = goal.compactMap { record -> SiteChange? in
                let before = old[record.identity(in: section)]
                let change = SiteChange(
                    section: section, verb: before == nil ? .create : .change, before: before,
                    after: record)
                return before != nil && change.keys.isEmpty ? nil : change
            }
            let gone = there.filter { !names.contains($0.identity(in: section)) }.map {
                SiteChange(
                    section: section, verb: section.isDisabling ? .disable : .delete, before: $0,
                    after: nil)
            }
            return changes + gone
        }
    }

    /// Byte for byte: accents that lie apart make another text.
    private static func isSame(_ one: SiteValue?, _ other: SiteValue?) -> Bool {
        switch (one, other) {
        case (.text(let one), .text(let other)): one.utf8.elementsEqual(other.utf8)
        case (.list(let one), .list(let other)):
            one.count == other.count
                && zip(one, other).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
        default: one == other
        }
    }
}
