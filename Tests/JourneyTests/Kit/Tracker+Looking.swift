import Testing

extension Tracker {
    /// A ticket with its history, as `postern ticket show` has it in JSON.
    func ticket(_ number: Int, at place: SourceLocation = #_sourceLocation) throws -> JSONValue {
        try json("ticket", "show", "\(number)", at: place)
    }

    /// A ticket's transactions, oldest first.
    func history(_ number: Int, at place: SourceLocation = #_sourceLocation) throws -> [JSONValue] {
        try ticket(number, at: place)["history"].items
    }

    /// RT's names of a ticket's transactions, oldest first.
    func types(_ number: Int, at place: SourceLocation = #_sourceLocation) throws -> [String] {
        try history(number, at: place).compactMap { $0["type"].text }
    }

    /// A ticket's status.
    func status(_ number: Int, at place: SourceLocation = #_sourceLocation) throws -> String? {
        try ticket(number, at: place)["ticket"]["status"].text
    }

    /// The numbers of all tickets, whatever their status, in order.
    func tickets(at place: SourceLocation = #_sourceLocation) throws -> [Int] {
        try json("ticket", "list", "--all", "--limit", "10000", at: place)["tickets"].items
            .compactMap { $0["id"].number }.sorted()
    }

    /// The mails in quarantine, oldest first.
    func quarantine(at place: SourceLocation = #_sourceLocation) throws -> [JSONValue] {
        try json("mail", "quarantine", "list", at: place).items
    }

    /// All outgoing mails, in whatever state, oldest first.
    func outbox(at place: SourceLocation = #_sourceLocation) throws -> [JSONValue] {
        try json("outbox", "list", "--all", "--limit", "10000", at: place).items
    }

    /// Makes people AdminCcs of the queue.
    func seatStaff(_ addresses: String...) throws {
        for address in addresses {
            try postern("queue", "watcher", "add", "support", "admincc", address)
        }
    }
}
