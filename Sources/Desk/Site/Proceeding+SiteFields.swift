import Store
import Tickets

/// Custom fields and names of priorities of a site's configuration.
extension Proceeding {
    func carryOutFields(
        _ fields: [SiteChange], _ options: [SiteChange], _ wanted: SiteConfiguration
    ) throws {
        var touched: [String] = []
        for record in fields.compactMap({ $0.after ?? $0.before }) {
            touched.append(record.text("name") ?? "")
        }
        for record in options.compactMap({ $0.after ?? $0.before }) {
            touched.append(record.text("field") ?? "")
        }
        var seen: Set<String> = []
        for name in touched where seen.insert(name.lowercased()).inserted {
            try carryOutField(name, fields, wanted)
        }
    }

    private func carryOutField(
        _ name: String, _ changes: [SiteChange], _ wanted: SiteConfiguration
    ) throws {
        let key = name.lowercased()
        let known = try session.customFields().first { $0.name.lowercased() == key }
        var field = known ?? CustomField(name: name)
        let change = changes.first { ($0.after ?? $0.before)?.text("name")?.lowercased() == key }
        if let record = change?.after {
            try fill(&field, from: record)
        } else if change != nil {
            field.isDisabled = true
        }
        if let options = wanted[.options], change?.verb != .disable {
            field.options = options.filter { $0.text("field")?.lowercased() == key }
                // In their canonical form, no two have the same number.
                .sorted { ($0.number("order") ?? 0) < ($1.number("order") ?? 0) }
                .map { record in
                    CustomField.Option(
                        name: record.text("name") ?? "",
                        description: record.text("description") ?? "",
                        isDisabled: record.flag("disabled"))
                }
            field.options += optionsToKeep(of: known, beside: field.options)
        }
        // Writing forgets fields that were loaded, which is this copy's own matter.
        var writer = self
        _ = try writer.put(field)
    }

    /// Choices that the files do not name stay, disabled: tickets may have them.
    private func optionsToKeep(
        of known: CustomField?, beside wanted: [CustomField.Option]
    ) -> [CustomField.Option] {
        let names = Set(wanted.map { NameKey.of($0.name) })
        return (known?.options ?? []).filter { !names.contains(NameKey.of($0.name)) }.map {
            CustomField.Option(name: $0.name, description: $0.description, isDisabled: true)
        }
    }

    private func fill(_ field: inout CustomField, from record: SiteRecord) throws {
        field.name = record.text("name") ?? ""
        field.description = record.text("description") ?? ""
        field.kind = CustomField.Kind(named: record.text("type") ?? "") ?? .freeform
        field.valuesMax = Int(record.number("values_max") ?? 1)
        field.pattern = record.text("pattern")
        field.patternMessage = record.text("pattern_message")
        field.defaults = record.list("defaults")
        field.requiredOn = record.list("required_on")
        field.isRequiredOnCreate = record.flag("required_on_create")
        field.queues = try record.list("queues").map { try namedQueue($0).id }.sorted()
        field.order = record.number("order") ?? 0
        field.isDisabled = record.flag("disabled")
    }

    func carryOutPriorities(_ changes: [SiteChange], _ wanted: SiteConfiguration) throws {
        let places = Set(changes.compactMap { ($0.after ?? $0.before)?.text("queue") ?? "" })
        for place in places.sorted() {
            let records = (wanted[.priorities] ?? []).filter {
                ($0.text("queue") ?? "").lowercased() == place.lowercased()
            }
            let steps = records.map {
                PriorityNames.Name($0.text("name") ?? "", $0.number("value") ?? 0)
            }
            let names = PriorityNames(steps)
            if !records.isEmpty, let what = PriorityNames.contradiction(in: steps) {
                throw DeskError(
                    .invalid,
                    "priorities.yaml: \(what)" + (place.isEmpty ? "" : " in queue \"\(place)\""))
            }
            var queue: QueueID?
            if !place.isEmpty { queue = try namedQueue(place).id }
            try put(names, of: queue)
        }
    }
}
