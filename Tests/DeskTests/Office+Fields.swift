import Desk
import SiteFiles
import Store
import Tickets

extension Office {
    /// Options for a field of the kind Select.
    static let causes: [CustomField.Option] = [
        .init(name: "network"), .init(name: "power", description: "sockets and fuses"),
        .init(name: "user"),
    ]

    /// Makes a field as the tracker itself.
    @discardableResult
    func field(
        _ name: String, _ kind: CustomField.Kind = .freeform,
        change: (inout CustomField) -> Void = { _ in }
    ) throws -> CustomField {
        var field = CustomField(name: name, kind: kind)
        change(&field)
        return try desk.put(field, as: User.systemID)
    }

    /// What stands in a field of a ticket.
    func values(_ name: String, of ticket: TicketID, as actor: UserID = User.systemID) throws
        -> [String]?
    {
        try desk.view(ticket, as: actor).fields.first { $0.field.name == name }?.values
    }

    /// A new queue with a lifecycle of its own.
    func queue(_ name: String, _ lifecycle: String) throws -> Queue {
        let rules = try RuleReader(lifecycles: desk.lifecycles())
            .read(.lifecycle, [RuleText(file: name + ".yaml", text: lifecycle)]).checked()
        try desk.change(
            rules.map { RuleEdit($0, seen: nil) }, remark: "create", as: User.systemID)
        var queue = Queue(id: QueueID(0), name: name)
        queue.lifecycle = name
        return try desk.addQueue(queue, as: User.systemID)
    }

    func set(_ name: String, _ values: [String], on ticket: TicketID, as actor: UserID? = nil)
        throws -> [String]
    {
        try desk.change(
            ticket, [.setCustomField(name, values)], as: actor ?? User.systemID
        ).messages
    }
}
