import Desk
import Store
import Tickets

/// Properties of a custom field as people write them.
enum FieldWords {
    static func kind(_ word: String) throws -> CustomField.Kind {
        if let kind = CustomField.Kind(named: word) { return kind }
        let names = CustomField.Kind.allCases.map(\.rawValue)
        throw CommandFailure(
            "there is no type \"\(word)\"\(Suggestion.text(for: word, among: names)); types: "
                + names.joined(separator: ", "), .usage)
    }

    /// `3`, `any`.
    static func valuesMax(_ word: String) throws -> Int {
        if ["any", "many", "unlimited"].contains(word.lowercased()) { return 0 }
        guard let number = Int(word), number > 0,
            NumberLimits.fieldValues.contains(Int64(number))
        else {
            throw CommandFailure(
                "values is a number from 1 to 1000, or any; not \"\(word)\"", .usage)
        }
        return number
    }

    static func yesOrNo(_ word: String, _ what: String) throws -> Bool {
        switch word.lowercased() {
        case "yes", "true", "on", "1": return true
        case "no", "false", "off", "0", "none": return false
        default: throw CommandFailure("\(what) is yes or no, not \"\(word)\"", .usage)
        }
    }

    static func order(_ word: String) throws -> Int64 {
        guard let number = Int64(word), NumberLimits.order.contains(number) else {
            throw CommandFailure(
                "order is a whole number \(NumberLimits.words(NumberLimits.order)), not \"\(word)\"",
                .usage)
        }
        return number
    }

    /// Queues by name or number; none means every queue.
    static func queues(_ words: [String], _ instance: Instance) throws -> [QueueID] {
        try instance.store.read { session in
            try words.map {
                try People.requireQueue($0, session, for: instance, holding: .adminCustomField).id
            }.sorted()
        }
    }

    /// `a, b`: names between commas; none for nothing and for `none`.
    static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map(SearchColumn.trimmed).filter { !$0.isEmpty }
    }

    /// Statuses and steps such as `open -> resolved`, each word perhaps several between commas, in the
    /// lifecycles' own spelling as far as they are known.
    static func statuses(_ words: [String], _ desk: Desk) throws -> [String] {
        let known = Set(try desk.lifecycles().values.flatMap(\.statuses)).sorted()
        func spelled(_ status: String?) -> String? {
            status.map { word in
                known.contains(word)
                    ? word : known.first { $0.lowercased() == word.lowercased() } ?? word
            }
        }
        let texts = words.flatMap { list($0) }.map { word in
            StatusStep(word).map {
                StatusStep(from: spelled($0.from), to: spelled($0.to)).text
            } ?? word
        }
        return Set(texts).sorted()
    }
}
