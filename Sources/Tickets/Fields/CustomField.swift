/// Something that a site wants to know of its tickets beside what every ticket has.
package struct CustomField: Hashable, Sendable {
    package let id: CustomFieldID
    /// Unique regardless of case; `CF.{Name}` in queries.
    package var name: String
    /// For whoever fills it in; may be empty.
    package var description: String
    package var kind: Kind
    /// Values that one ticket may have; 0 for any number.
    package var valuesMax: Int
    /// What values must look like; `nil` for anything of the kind.
    package var pattern: String?
    /// What to tell whoever gave a value that the pattern refuses; `nil` for a sentence of ours.
    package var patternMessage: String?
    /// Choices of a ``Kind/select``, in display order; empty for other kinds.
    package var options: [Option]
    /// What a new ticket gets where nothing else is said, also one that a mail opens.
    package var defaults: [String]
    /// Statuses that a ticket gets only when it has a value, and steps from one to another, each as
    /// ``StatusStep`` reads it.
    package var requiredOn: [String]
    /// Whether staff must give a value for a new ticket; a mail is never refused for it.
    package var isRequiredOnCreate: Bool
    /// Whose tickets have it; empty for every queue.
    package var queues: [QueueID]
    /// Lower stands first; equals stand in the order of their names.
    package var order: Int64
    /// A disabled field is neither shown nor set nor searched; its values stay.
    package var isDisabled: Bool

    /// Makes a value of what is stored; checks nothing.
    package init(
        id: CustomFieldID = CustomFieldID(0), name: String, description: String = "",
        kind: Kind = .freeform, valuesMax: Int = 1, pattern: String? = nil,
        patternMessage: String? = nil, options: [Option] = [], defaults: [String] = [],
        requiredOn: [String] = [], isRequiredOnCreate: Bool = false, queues: [QueueID] = [],
        order: Int64 = 0, isDisabled: Bool = false
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
        self.valuesMax = valuesMax
        self.pattern = pattern
        self.patternMessage = patternMessage
        self.options = options
        self.defaults = defaults
        self.requiredOn = requiredOn
        self.isRequiredOnCreate = isRequiredOnCreate
        self.queues = queues
        self.order = order
        self.isDisabled = isDisabled
    }

    /// Whether tickets of a queue have the field: not when it is disabled.
    package func applies(in queue: QueueID) -> Bool {
        !isDisabled && (queues.isEmpty || queues.contains(queue))
    }

    /// What a template calls it: lower case, everything but letters and digits as `_`.
    package var templateKey: String { Self.templateKey(name) }

    /// The same of a name that is no field's yet.
    package static func templateKey(_ name: String) -> String {
        let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return parts.joined(separator: "_")
    }

    /// Longest name in characters.
    package static let nameCharactersMax = 100

    /// A choice of a select field.
    package struct Option: Hashable, Sendable {
        /// Unique in its field regardless of case; it is the value.
        package var name: String
        /// May be empty.
        package var description: String
        /// A disabled one stays where it is set and cannot be set anew.
        package var isDisabled: Bool

        /// Makes a choice.
        package init(name: String, description: String = "", isDisabled: Bool = false) {
            self.name = name
            self.description = description
            self.isDisabled = isDisabled
        }
    }

    /// What values are, by RT's names where it has them. Raw values are stored; never change one.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// One of the options.
        case select = "Select"
        /// One line.
        case freeform = "Freeform"
        /// Several lines.
        case text = "Text"
        /// A day.
        case date = "Date"
        /// A moment, to the second.
        case dateTime = "DateTime"
        /// A decimal number, exact.
        case number = "Number"
        /// An address of IPv4 or IPv6.
        case ipAddress = "IPAddress"
        /// Addresses from one to another, written `10.0.0.0/8` or `10.0.0.1-10.0.0.9`.
        case ipAddressRange = "IPAddressRange"
        case url = "URL"
        /// Somebody whom the tracker knows.
        case user = "User"

        /// Finds a kind by its name, regardless of case.
        package init?(named name: String) {
            let wanted = name.lowercased()
            guard let kind = Kind.allCases.first(where: { $0.rawValue.lowercased() == wanted })
            else { return nil }
            self = kind
        }

        /// Whether values are compared as texts, so that parts of them can be looked for.
        package var isText: Bool {
            switch self {
            case .select, .freeform, .text, .url, .user: true
            case .date, .dateTime, .number, .ipAddress, .ipAddressRange: false
            }
        }
    }
}

/// Number of a custom field.
package typealias CustomFieldID = Identifier<CustomField>
