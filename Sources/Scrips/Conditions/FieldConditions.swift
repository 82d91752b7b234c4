import Tickets

/// Conditions that look at the change of a field.
extension ConditionKind {
    static let onOwnerChange = ConditionKind("On Owner Change") {
        Transaction.Kind.ownerChanges.contains($0.transaction.kind)
    }
    static let onQueueChange = ConditionKind("On Queue Change") { sets("queue", $0.transaction) }
    static let onPriorityChange = ConditionKind("On Priority Change") {
        sets("priority", $0.transaction)
    }
    /// Whenever somebody worked: a change of the field, or an answer or note that took time.
    static let onTimeWorkedChange = ConditionKind("On TimeWorked Change") {
        $0.transaction.timeTaken != 0 || sets("timeworked", $0.transaction)
    }
    /// Of any custom field, or of those with the names in the argument, regardless of case.
    static let onCustomFieldChange = ConditionKind(
        "On Custom Field Change", takes: .optional("the name of a custom field, or a list of them")
    ) { argument in
        let names = try argument.map { try $0.words(expected: "the name of a custom field") }
        let wanted = names.map { Set($0.map { $0.lowercased() }) }
        return ConditionMeaning { snapshot in
            let transaction = snapshot.transaction
            guard transaction.kind == .customField else {
                return "not \"On Custom Field Change\""
            }
            let name = transaction.field ?? ""
            guard let wanted, !wanted.contains(name.lowercased()) else { return nil }
            return "custom field \"\(name)\" is not meant"
        }
    }

    private static func sets(_ field: String, _ transaction: Transaction) -> Bool {
        transaction.kind == .set && transaction.field?.lowercased() == field
    }
}
