/// What a site or a queue calls its priorities: RT's PriorityAsString.
package struct PriorityNames: Hashable, Sendable {
    /// By value; never empty.
    package let names: [Name]

    /// A name and the priority that it stands for.
    package struct Name: Hashable, Sendable {
        /// Unique regardless of case.
        package let name: String
        package let value: Int64

        /// Pairs them.
        package init(_ name: String, _ value: Int64) {
            self.name = name
            self.value = value
        }
    }

    /// RT's: Low 0, Medium 50, High 100.
    package static let standard = PriorityNames(
        sorted: [Name("Low", 0), Name("Medium", 50), Name("High", 100)])

    /// Takes names in any order; `nil` where ``contradiction(in:)`` finds something.
    package init?(_ names: [Name]) {
        guard Self.contradiction(in: names) == nil else { return nil }
        self.init(sorted: names.sorted { $0.value < $1.value })
    }

    /// What is wrong with names that cannot stand side by side, such as `"Low" and "High" are both 0`;
    /// `nil` when they can.
    package static func contradiction(in names: [Name]) -> String? {
        if names.isEmpty { return "no name is given" }
        for (index, name) in names.enumerated() {
            for other in names[..<index] {
                if other.name.lowercased() == name.name.lowercased() {
                    return "\"\(other.name)\" is given twice, as \(other.value) and \(name.value)"
                }
                if other.value == name.value {
                    return "\"\(other.name)\" and \"\(name.name)\" are both \(name.value)"
                }
            }
        }
        return names.first { !NumberLimits.priority.contains($0.value) }.map {
            "\"\($0.name)\" is \($0.value); a priority is a number "
                + NumberLimits.words(NumberLimits.priority)
        }
    }

    private init(sorted names: [Name]) { self.names = names }

    /// Whether a priority may be called so: a number would be taken for the priority itself.
    package static func isName(_ text: String) -> Bool { Int64(text) == nil }

    /// The name of the highest step that a priority reaches; below all, that of the lowest.
    package func name(of priority: Int64) -> String {
        (names.last { $0.value <= priority } ?? names.first)?.name ?? ""
    }

    /// The priority that a name stands for, regardless of case.
    package func value(of name: String) -> Int64? {
        let wanted = name.lowercased()
        return names.first { $0.name.lowercased() == wanted }?.value
    }

    /// The priorities that are shown under a name, regardless of case; ``name(of:)`` is the way
    /// back.
    package func range(of name: String) -> ClosedRange<Int64>? {
        let wanted = name.lowercased()
        guard let index = names.firstIndex(where: { $0.name.lowercased() == wanted }) else {
            return nil
        }
        let low = index == 0 ? .min : names[index].value
        let high = index + 1 < names.count ? names[index + 1].value - 1 : .max
        return low...max(low, high)
    }
}

/// The priority names of a site.
package struct PriorityRules: Hashable, Sendable {
    /// For queues that have none of their own.
    package var site: PriorityNames
    package var queues: [QueueID: PriorityNames]

    /// Takes what is stored.
    package init(site: PriorityNames = .standard, queues: [QueueID: PriorityNames] = [:]) {
        self.site = site
        self.queues = queues
    }

    /// The names in a queue.
    package subscript(queue: QueueID) -> PriorityNames { queues[queue] ?? site }

    /// Every name of the site and of every queue, once each.
    package var allNames: [String] {
        var seen: Set<String> = []
        let tables = [site] + queues.sorted { $0.key < $1.key }.map(\.value)
        return tables.flatMap(\.names).map(\.name).filter { seen.insert($0.lowercased()).inserted }
    }
}
