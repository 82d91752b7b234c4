extension SiteSection {
    /// Records such that two ways to write the same site are equal: sorted; what is as good as not
    /// there is left out; choices are counted from 1.
    func canonical(_ records: [SiteRecord]) -> [SiteRecord] {
        let sorted = records.sorted {
            $0.identity(in: self).lexicographicallyPrecedes($1.identity(in: self))
        }
        switch name {
        case Self.fields.name:
            return sorted.map { record in
                var record = record
                if record.number("order") == 0 { record["order"] = nil }
                return record
            }
        case Self.options.name: return Self.counted(sorted)
        case Self.priorities.name: return Self.chosen(sorted)
        case Self.roles.name:
            return sorted.map { record in
                var record = record
                if record.flag("everywhere") { record["queues"] = nil }
                return record
            }
        case Self.seats.name:
            return sorted.filter { !$0.list("users").isEmpty || !$0.list("groups").isEmpty }
        case Self.rights.name: return sorted.filter { !$0.list("rights").isEmpty }
        default: return sorted
        }
    }

    /// Numbers the choices of each field from 1, in the order that their numbers say; of equals the
    /// name decides.
    private static func counted(_ records: [SiteRecord]) -> [SiteRecord] {
        var result = records
        let fields = Dictionary(grouping: records.indices) {
            records[$0].text("field")?.lowercased() ?? ""
        }
        for places in fields.values {
            let ordered = places.sorted { one, other in
                (records[one].number("order") ?? 0, one)
                    < (records[other].number("order") ?? 0, other)
            }
            for (number, place) in ordered.enumerated() {
                result[place]["order"] = .number(Int64(number + 1))
            }
        }
        return result
    }

    /// Without the names that a site has when it chooses none.
    private static func chosen(_ records: [SiteRecord]) -> [SiteRecord] {
        let names = records.filter { $0.text("queue") == nil }.map { record in
            PriorityNames.Name(record.text("name") ?? "", record.number("value") ?? 0)
        }
        guard PriorityNames(names) == .standard else { return records }
        return records.filter { $0.text("queue") != nil }
    }
}
