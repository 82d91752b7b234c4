/// One subject of a site's configuration and the keys that its records have: one YAML file.
///
/// Scrips, templates and lifecycles are no sections: they keep the text that somebody wrote.
package struct SiteSection: Hashable, Sendable {
    /// `queues`; the file is `queues.yaml`.
    package let name: String
    /// One sentence for the head of the file.
    package let summary: String
    /// In the order in which they are written.
    package let keys: [Key]
    /// Keys that tell one record from another.
    package let identity: [String]
    /// Whether what is not in the file is disabled; else it is deleted.
    package let isDisabling: Bool

    /// A key of a section's records.
    package struct Key: Hashable, Sendable {
        package let name: String
        package let kind: Kind
        package let isRequired: Bool

        init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
            self.name = name
            self.kind = kind
            self.isRequired = isRequired
        }
    }

    /// What a key's value may be.
    package enum Kind: Hashable, Sendable {
        /// One line without outer or doubled spaces.
        case name
        /// Anything, lines too.
        case text
        case address
        /// BCP 47.
        case language
        case word([String])
        /// The name of a record of that section, or of a lifecycle.
        case reference(String)
        case number(ClosedRange<Int>)
        case flag
        /// In an order that counts.
        case list(Element)
        /// In no order; written sorted.
        case set(Element)
    }

    /// What the elements of a list are.
    package enum Element: Hashable, Sendable {
        case address
        case word([String])
        case reference(String)
        /// One of any lifecycle, or a step from one to another as ``StatusStep`` reads it.
        case status
        /// One of Postern's, or of a lifecycle's own.
        case right
        case name
        case text
    }

    /// Lifecycles, for ``Kind/reference(_:)``.
    package static let lifecycles = RuleKind.lifecycle.folder

    /// Statuses of all lifecycles, for ``Element/status``.
    package static let statuses = "statuses"

    /// Rights that lifecycles have of their own, for ``Element/right``.
    package static let ownRights = "own_rights"

    /// Every section, in an order in which each refers only to those before it.
    package static let all = [
        users, groups, queues, roles, seats, rights, fields, options, priorities,
    ]

    /// Staff, and whoever else has a seat or a right.
    package static let users = SiteSection(
        name: "users",
        summary: "Staff, and whoever else has a seat or a right. Addresses: the first gets mail.",
        keys: [
            Key("name", .name, isRequired: true), Key("real_name", .text),
            Key("addresses", .list(.address)), Key("language", .language),
            Key("time_zone", .name), Key("privileged", .flag), Key("disabled", .flag),
        ], identity: ["name"], isDisabling: true)

    /// Groups with their members.
    package static let groups = SiteSection(
        name: "groups",
        summary: "Groups and who is in them: users, and other groups.",
        keys: [
            Key("name", .name, isRequired: true), Key("description", .text),
            Key("users", .set(.reference("users"))), Key("groups", .set(.reference("groups"))),
            Key("disabled", .flag),
        ], identity: ["name"], isDisabling: true)

    /// Queues with those who watch them.
    package static let queues = SiteSection(
        name: "queues",
        summary: "Queues with their addresses, and who watches all of their tickets.",
        keys: [
            Key("name", .name, isRequired: true), Key("description", .text),
            Key("address", .address), Key("comment_address", .address), Key("tag", .name),
            Key("lifecycle", .reference(lifecycles), isRequired: true),
            Key("language", .language), Key("time_zone", .name), Key("take_ccs", .flag),
            Key("reopen_days", .number(NumberLimits.reopenDays)),
            Key("cc", .set(.reference("users"))), Key("cc_groups", .set(.reference("groups"))),
            Key("admincc", .set(.reference("users"))),
            Key("admincc_groups", .set(.reference("groups"))), Key("disabled", .flag),
        ], identity: ["name"], isDisabling: true)

    /// Custom roles.
    package static let roles = SiteSection(
        name: "roles",
        summary: "Custom roles, and which queues have them.",
        keys: [
            Key("name", .name, isRequired: true), Key("description", .text), Key("single", .flag),
            Key("everywhere", .flag), Key("queues", .set(.reference("queues"))),
            Key("disabled", .flag),
        ], identity: ["name"], isDisabling: true)

    /// Who sits in a custom role of a queue.
    package static let seats = SiteSection(
        name: "seats",
        summary: "Who sits in custom roles of queues, and so of all of their tickets.",
        keys: [
            Key("queue", .reference("queues"), isRequired: true),
            Key("role", .reference("roles"), isRequired: true),
            Key("users", .set(.reference("users"))), Key("groups", .set(.reference("groups"))),
        ], identity: ["queue", "role"], isDisabling: false)

    /// Custom fields.
    package static let fields = SiteSection(
        name: "fields",
        summary: "Custom fields; without queues, for the tickets of all.",
        keys: [
            Key("name", .name, isRequired: true), Key("description", .text),
            Key("type", .word(CustomField.Kind.allCases.map(\.rawValue)), isRequired: true),
            Key("values_max", .number(NumberLimits.fieldValues), isRequired: true),
            Key("pattern", .text),
            Key("pattern_message", .text), Key("defaults", .list(.text)),
            Key("required_on", .set(.status)), Key("required_on_create", .flag),
            Key("queues", .set(.reference("queues"))),
            Key("order", .number(NumberLimits.order)), Key("disabled", .flag),
        ], identity: ["name"], isDisabling: true)

    /// Choices of select fields.
    package static let options = SiteSection(
        name: "options",
        summary: "Choices of custom fields of type Select, in the order of their numbers.",
        keys: [
            Key("field", .reference("fields"), isRequired: true),
            Key("name", .name, isRequired: true), Key("description", .text),
            Key("order", .number(NumberLimits.optionOrder), isRequired: true),
            Key("disabled", .flag),
        ], identity: ["field", "name"], isDisabling: true)

    /// What priorities are called.
    package static let priorities = SiteSection(
        name: "priorities",
        summary: "What priorities are called from a number on: everywhere, or in one queue.",
        keys: [
            Key("queue", .reference("queues")), Key("name", .name, isRequired: true),
            Key("value", .number(NumberLimits.priority), isRequired: true),
        ], identity: ["queue", "name"], isDisabling: false)

    /// Grants, those of one grantee in one place together.
    package static let rights = SiteSection(
        name: "rights",
        summary: "Who may do what: everywhere, or in one queue.",
        keys: [
            Key(
                "to",
                .word(
                    ["everyone", "privileged", "unprivileged"] + Role.allCases.map(\.name))),
            Key("user", .reference("users")), Key("group", .reference("groups")),
            Key("role", .reference("roles")), Key("queue", .reference("queues")),
            Key("rights", .set(.right), isRequired: true),
        ], identity: ["queue", "to", "role", "group", "user"], isDisabling: false)
}
