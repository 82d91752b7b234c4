import Store
import Tickets

/// Fills an empty store with tickets, the same ones every time.
///
/// Words follow Zipf's law, as in real texts: the first is in most of them, the last in a handful.
struct Generator {
    let tickets: Int
    let transactionsPerTicket = 5

    /// The user name of somebody of the staff, who sees everything.
    static let colleague = "staff0"
    /// The user name of somebody who sees one queue, and what they sit on.
    static let outsider = "outsider"
    static let queues = 10
    static let staff = 50
    static let statuses = ["new", "open", "stalled", "resolved", "rejected"]
    static let start: Int64 = 1_700_000_000_000
    /// Between two tickets.
    static let stepMilliseconds: Int64 = 90_000

    /// Numbered from 1 in this order.
    static let fields = [
        CustomField(name: "Customer number"),
        CustomField(
            name: "Cause", kind: .select,
            options: (0..<8).map { CustomField.Option(name: "cause\($0)") }),
        CustomField(name: "Price", kind: .number),
    ]

    private var state: UInt64 = 42
    /// Of its own, so that fields change nothing of what was made before there were any.
    private var fieldState: UInt64 = 43

    init(tickets: Int) { self.tickets = tickets }

    /// The moment of the newest entry.
    var end: Timestamp {
        Timestamp(milliseconds: Self.start + Int64(tickets + 6) * Self.stepMilliseconds)
    }

    private mutating func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func fieldRandom(_ bound: Int) -> Int {
        swap(&state, &fieldState)
        defer { swap(&state, &fieldState) }
        return random(bound)
    }

    /// A customer number that some fifty tickets share, a cause, of each second one a price.
    private mutating func fill(_ ticket: TicketID, _ session: StoreSession) throws {
        let now = QueryTime(now: Timestamp(milliseconds: Self.start)) { _ in 0 }
        let texts = [
            "K-\(fieldRandom(max(1, tickets / 50)))", "cause\(fieldRandom(8))",
            fieldRandom(2) == 0 ? "\(fieldRandom(1_000)).\(fieldRandom(100))" : nil,
        ]
        for (index, text) in texts.enumerated() {
            guard let text else { continue }
            let value = try Self.fields[index].value(from: text, at: now)
            try session.add(value, of: CustomFieldID(Int64(index + 1)), to: ticket)
        }
    }

    /// A word that gets rarer with its number; 20,000 of them.
    private mutating func word() -> String {
        var rank = 1
        while rank < 20_000, random(100) < 62 { rank *= 2 }
        return Self.name(rank / 2 + random(max(1, rank / 2)))
    }

    /// `wabe`, `wabi`, … : letters only, as different from each other as words are.
    static func name(_ number: Int) -> String {
        let (heads, tails) = (Array("bdfgklmnprstvz"), Array("aeiou"))
        var rest = number
        var name = "w"
        repeat {
            name.append(tails[rest % 5])
            rest /= 5
            name.append(heads[rest % 14])
            rest /= 14
        } while rest > 0
        return name
    }

    private mutating func text(_ words: Int) -> String {
        (0..<words).map { _ in word() }.joined(separator: " ")
    }

    /// Makes people, queues and grants.
    ///
    /// - Returns: the first of the staff.
    private func people(_ store: TicketStore) throws -> UserID {
        let now = Timestamp(milliseconds: Self.start)
        return try store.write { session in
            for number in 0..<Self.queues {
                _ = try session.addQueue(
                    Queue(id: QueueID(0), name: "queue\(number)"), at: now)
            }
            let group = try session.addGroup(name: "team", description: "", at: now)
            var staff: [UserID] = []
            for number in 0..<Self.staff {
                let user = try session.addUser(
                    name: "staff\(number)", realName: "Staff \(number)", isPrivileged: true,
                    language: nil, addresses: address("staff\(number)@example.org"), at: now)
                staff.append(user.id)
                if number < 10 { try session.addMember(.user(user.id), to: group.id) }
            }
            let outsider = try session.addUser(
                name: Self.outsider, realName: nil, isPrivileged: true, language: nil,
                addresses: address("outsider@example.org"), at: now)
            for right in [Right.showTicket, .showTicketComments, .seeCustomField] {
                for user in staff { _ = try session.add(Grant(right, to: .user(user))) }
            }
            // Notes and fields count in one place and not in the other, which is the dearest case.
            for right in [Right.showTicket, .showTicketComments, .seeCustomField] {
                _ = try session.add(Grant(right, to: .user(outsider.id), in: QueueID(3)))
            }
            _ = try session.add(Grant(.showTicket, to: .role(.requestor)))
            _ = try session.add(Grant(.showTicket, to: .role(.cc)))
            for field in Self.fields { _ = try session.addCustomField(field) }
            return staff[0]
        }
    }

    private func address(_ text: String) -> [EmailAddress] { EmailAddress(text).map { [$0] } ?? [] }

    /// Makes people, queues, grants, and the tickets, a thousand in a transaction.
    mutating func fill(_ store: TicketStore) throws {
        let staff = try people(store)
        var customers: [UserID] = []
        for first in stride(from: 0, to: tickets, by: 1_000) {
            let before = (state, fieldState, customers)
            try store.write { session in
                // A transaction may be run again, and must then make the same.
                (state, fieldState, customers) = before
                for number in first..<min(first + 1_000, tickets) {
                    try open(number, session, &customers, staff: staff)
                }
            }
            if first % 20_000 == 0 { say("  \(first) of \(tickets) tickets") }
        }
    }

    private mutating func open(
        _ number: Int, _ session: StoreSession, _ customers: inout [UserID], staff: UserID
    ) throws {
        var now = Timestamp(milliseconds: Self.start + Int64(number) * Self.stepMilliseconds)
        // One ticket in ten is a new customer's.
        if customers.isEmpty || random(10) == 0 {
            let name = "c\(customers.count)@example\(random(200)).net"
            customers.append(
                try session.addUser(
                    name: name, realName: "Customer \(customers.count)", isPrivileged: false,
                    language: nil, addresses: address(name), at: now
                ).id)
        }
        let customer = customers[random(customers.count)]
        // Most old tickets are done, as in a tracker that is used.
        let isOld = number < tickets - tickets / 20
        let status = isOld && random(100) < 96 ? 3 + random(2) : random(3)
        let owner = random(4) == 0 ? nil : UserID(staff.value + Int64(random(Self.staff)))
        var ticket = try session.addTicket(
            queue: QueueID(Int64(1 + random(Self.queues))), subject: text(6),
            status: Self.statuses[status], owner: owner, priority: Int64(random(100)),
            creator: customer, at: now)
        _ = try session.add(.requestor, .user(customer), to: ticket.id)
        try fill(ticket.id, session)
        for entry in 0..<transactionsPerTicket {
            let isNote = entry == 3
            let kind: Transaction.Kind = entry == 0 ? .create : isNote ? .comment : .correspond
            let transaction = try session.addTransaction(
                ticket: ticket.id, kind: kind,
                actor: entry % 2 == 0 ? customer : owner ?? staff, at: now)
            _ = try session.addMessage(
                transaction: transaction.id, mail: nil, author: nil, subject: ticket.subject,
                messageID: nil, text: text(60), attachments: [])
            now = now.adding(seconds: 60)
        }
        (ticket.updated, ticket.publicUpdated) = (now, now)
        if random(5) == 0 { ticket.due = now.adding(seconds: Int64(random(2_000_000))) }
        if status >= 3 { ticket.resolved = now }
        try session.update(ticket)
    }
}
