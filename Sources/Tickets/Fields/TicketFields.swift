extension Ticket {
    /// Dates of a ticket that may be set; the due date has ``Change/due(_:)``.
    package enum DateField: String, Hashable, Sendable, CaseIterable {
        case starts = "Starts"
        case started = "Started"
        case told = "Told"
        case resolved = "Resolved"
    }

    /// Numbers of a ticket that may be set; the priority has ``Change/priority(_:)``.
    package enum NumberField: String, Hashable, Sendable, CaseIterable {
        case initialPriority = "InitialPriority"
        case finalPriority = "FinalPriority"
        case timeEstimated = "TimeEstimated"
        case timeWorked = "TimeWorked"
        case timeLeft = "TimeLeft"

        /// Whether the number counts minutes.
        package var isTime: Bool {
            switch self {
            case .initialPriority, .finalPriority: false
            case .timeEstimated, .timeWorked, .timeLeft: true
            }
        }
    }

    /// A date by its field.
    package subscript(field: DateField) -> Timestamp? {
        get {
            switch field {
            case .starts: starts
            case .started: started
            case .told: told
            case .resolved: resolved
            }
        }
        set {
            switch field {
            case .starts: starts = newValue
            case .started: started = newValue
            case .told: told = newValue
            case .resolved: resolved = newValue
            }
        }
    }

    /// A number by its field.
    package subscript(field: NumberField) -> Int64 {
        get {
            switch field {
            case .initialPriority: initialPriority
            case .finalPriority: finalPriority
            case .timeEstimated: timeEstimated
            case .timeWorked: timeWorked
            case .timeLeft: timeLeft
            }
        }
        set {
            switch field {
            case .initialPriority: initialPriority = newValue
            case .finalPriority: finalPriority = newValue
            case .timeEstimated: timeEstimated = newValue
            case .timeWorked: timeWorked = newValue
            case .timeLeft: timeLeft = newValue
            }
        }
    }
}

/// What a ticket holds in one custom field.
package struct TicketFieldValues: Hashable, Sendable {
    package let field: CustomField
    /// As people read them, in their order.
    package let values: [String]

    /// Pairs a field with values.
    package init(field: CustomField, values: [String]) {
        self.field = field
        self.values = values
    }
}
