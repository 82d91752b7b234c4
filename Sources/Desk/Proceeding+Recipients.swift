import Scrips
import Store
import Tickets

extension Proceeding {
    /// Longest list of addresses for one message: enough for people, too little for spam.
    private static let addresseesMax = 100

    /// Whom whoever writes adds or leaves out, each once.
    ///
    /// - Throws: ``DeskError``: `noRight` for anybody but staff, since the tracker mails strangers
    ///   for nobody else; `invalid` for addresses of the tracker itself, for somebody who is both
    ///   added and left out, and for too many.
    func checked(_ recipients: MessageRecipients) throws -> MessageRecipients {
        guard !recipients.isEmpty else { return recipients }
        guard actor.isPrivileged, !actor.isDisabled || actor.id == User.systemID else {
            throw DeskError(
                .noRight(.modifyTicket), "only staff may choose who else gets a message")
        }
        var seen: Set<EmailAddress> = []
        func once(_ list: [EmailAddress]) -> [EmailAddress] {
            list.filter { seen.insert($0).inserted }
        }
        let checked = MessageRecipients(
            to: once(recipients.to), cc: once(recipients.cc), bcc: once(recipients.bcc),
            squelched: recipients.squelched.filter { !recipients.mailed.contains($0) })
        if let both = recipients.squelched.first(where: recipients.mailed.contains) {
            throw DeskError(.invalid, "\(both) cannot be added and left out at once")
        }
        guard checked.mailed.count + checked.squelched.count <= Self.addresseesMax else {
            throw DeskError(.invalid, "a message has at most \(Self.addresseesMax) such addresses")
        }
        for address in checked.mailed {
            let isOwn = try session.queue(at: address) != nil
            if isOwn || desk.site.ownAddresses.contains(address) {
                throw DeskError(
                    .invalid,
                    "\(address) is an address of the tracker itself, which mails itself "
                        + "nothing")
            }
        }
        return checked
    }

    /// Refuses a note among staff that somebody would send to a requestor of the ticket.
    func refuseRequestors(of ticket: Ticket, among addresses: [EmailAddress]) throws {
        guard !addresses.isEmpty else { return }
        let queue = try queue(ticket.queue)
        for address in addresses {
            guard let user = try session.user(at: address),
                try standing(of: user, at: ticket, in: queue).roles.contains(.requestor)
            else { continue }
            throw DeskError(
                .invalid,
                "\(address) is a requestor of #\(ticket.id), and no comment goes to a requestor; "
                    + "use correspond to write to them")
        }
    }

    /// The users behind addresses that somebody added by hand.
    func addressees(_ addresses: [EmailAddress]) throws -> [EmailAddress: SnapshotPerson] {
        guard !addresses.isEmpty else { return [:] }
        let suspended = try session.suspended(among: Set(addresses))
        var found: [EmailAddress: SnapshotPerson] = [:]
        for address in addresses {
            let user = try session.user(at: address) ?? Self.nobody(at: address)
            found[address] = SnapshotPerson(
                user: user, address: address, hasBounced: suspended.contains(address), seats: [])
        }
        return found
    }

    /// Whoever the words in scrips stand for; what nobody is called is left out.
    func named(_ words: Set<String>) throws -> [String: NamedPeople] {
        var found: [String: NamedPeople] = [:]
        for word in words.sorted() {
            if word.hasPrefix("group:") {
                guard let group = try session.group(named: String(word.dropFirst(6))) else {
                    continue
                }
                let users = try group.isDisabled ? [] : session.users(in: group.id)
                found[word] = NamedPeople(try people(session.users(users)), isGroup: true)
            } else if let user = try EmailAddress(word).flatMap({ try session.user(at: $0) })
                ?? session.user(named: word)
            {
                found[word] = NamedPeople(try people([user]), isGroup: false)
            } else if let address = EmailAddress(word) {
                found[word] = NamedPeople(
                    [try addressees([address])[address]].compactMap { $0 }, isGroup: false)
            }
        }
        return found
    }

    private func people(_ users: [User]) throws -> [SnapshotPerson] {
        let suspended = try session.suspended(among: Set(users.compactMap(\.addresses.first)))
        return users.map { user in
            SnapshotPerson(
                user: user,
                hasBounced: user.addresses.first.map(suspended.contains) ?? false, seats: [])
        }
    }

    /// Stands for somebody whom the tracker does not know; writing to them once makes nobody known.
    private static func nobody(at address: EmailAddress) -> User {
        User(id: UserID(0), name: address.value, addresses: [address])
    }

    /// Whether somebody may read what custom fields say, of a ticket or of all in a queue.
    func seesFields(_ user: User, _ ticket: Ticket?, _ queue: Queue) throws -> Bool {
        try standing(of: user, at: ticket, in: queue)
            .decide(.seeCustomField, by: try session.grants(in: queue.id)).isAllowed
    }

    /// Whether somebody in a custom role may read comments; `false` without asking for others.
    func seesComments(
        _ user: User, _ seats: Set<SnapshotPerson.Seat>, _ ticket: Ticket, _ queue: Queue
    ) throws -> Bool {
        guard user.isPrivileged, seats.contains(where: { $0.role.isCustom }) else { return false }
        return try standing(of: user, at: ticket, in: queue)
            .decide(.showTicketComments, by: try session.grants(in: queue.id)).isAllowed
    }
}
