package import Tickets

extension StoreSession {
    /// What priorities are called; RT's names where the site says nothing.
    package func priorityRules() throws -> PriorityRules {
        var names: [Int64: [PriorityNames.Name]] = [:]
        for row in try sql.query("SELECT COALESCE(queue_id, 0), name, value FROM priority_names") {
            names[try row.int(0), default: []].append(
                PriorityNames.Name(try row.text(1), try row.int(2)))
        }
        var rules = PriorityRules()
        for (queue, names) in names {
            guard let names = PriorityNames(names) else { continue }
            if queue == 0 { rules.site = names } else { rules.queues[QueueID(queue)] = names }
        }
        return rules
    }

    /// Writes the names of a queue, or the site's for `nil`; no names takes them away.
    package func put(_ names: PriorityNames?, of queue: QueueID?) throws {
        let place = SQLValue(queue?.value)
        if let queue {
            try sql.execute(
                "DELETE FROM priority_names WHERE queue_id = ?", [.integer(queue.value)])
        } else {
            try sql.execute("DELETE FROM priority_names WHERE queue_id IS NULL", [])
        }
        for name in names?.names ?? [] {
            try sql.execute(
                "INSERT INTO priority_names (queue_id, name, name_key, value) VALUES (?, ?, ?, ?)",
                [place, .text(name.name), .text(NameKey.of(name.name)), .integer(name.value)])
        }
    }
}
