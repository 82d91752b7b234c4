import Tickets

/// Who gets one scrip's mail, and why everybody else does not.
struct MailAudience {
    /// Those who are mailed, in the order in which headers name them.
    private(set) var recipients: [Recipient] = []
    /// One for each person who was considered; one without a person when there was none.
    private(set) var decisions: [MailDecision] = []
    /// True when only staff may read it, and answers must not become public.
    let isInternal: Bool

    struct Recipient: Hashable {
        /// `nil` for an address that nobody has.
        let user: User?
        let address: EmailAddress
        /// `nil` for whoever is named without a role.
        let seat: SnapshotPerson.Seat?
        /// Which header names them; `nil` leaves that to the seat.
        var place: MailPlace?
    }

    /// Words of the scrip that name nobody; then it fails.
    private(set) var strangers: [String] = []

    private let isAutoreply: Bool
    private let snapshot: Snapshot

    /// Decides about everybody.
    init(_ action: MailAction, _ snapshot: Snapshot) {
        self.snapshot = snapshot
        let roles: [RolePlace]
        switch action {
        case .notify(let audience, let asComment):
            isAutoreply = false
            // What the tracker says of its own failures may name files and people.
            isInternal = asComment || snapshot.transaction.isForStaff
            let ownerIsOut = audience == .ownerOrAdminCcs && !Self.reachesOwner(snapshot)
            let ownerOnly = audience == .ownerOrAdminCcs && !ownerIsOut
            let asked: Set<Role> = ownerOnly ? [.owner] : ownerIsOut ? [.adminCc] : audience.roles
            roles = asked.sorted().map { RolePlace($0) }
            if audience == .otherRecipients {
                considerAddressees()
                return
            }
        case .autoreply:
            isAutoreply = true
            isInternal = snapshot.transaction.isInternal
            roles = [RolePlace(.requestor)]
        case .notifyRoles(let places, let asComment):
            isAutoreply = false
            isInternal = asComment || snapshot.transaction.isForStaff
            roles = places
        case .notifyNamed(let words, let asComment):
            isAutoreply = false
            isInternal = asComment || snapshot.transaction.isForStaff
            considerNamed(words)
            return
        case .forward:
            isAutoreply = false
            isInternal = snapshot.transaction.isInternal
            considerAddressees()
            return
        }
        consider(roles)
    }

    /// The decisions where the queue's own template keeps some from being mailed.
    func decisions(suppressing addresses: Set<EmailAddress>) -> [MailDecision] {
        decisions.map { decision in
            guard decision.outcome.isMailed, let address = decision.address,
                addresses.contains(address)
            else { return decision }
            return MailDecision(
                address: address, user: decision.user, role: decision.role,
                outcome: .templateEmpty, occasion: decision.occasion)
        }
    }

    private mutating func consider(_ roles: [RolePlace]) {
        typealias Candidate = (rank: Int, seat: SnapshotPerson.Seat, person: SnapshotPerson)
        let candidates = snapshot.people.compactMap { person -> Candidate? in
            person.seats.filter { seat in roles.contains { $0.isHeld(in: seat) } }
                .map { (rank: Self.rank($0, isInternal), seat: $0, person: person) }
                .min { $0.rank < $1.rank }
        }
        // The strongest seat first, so that of two people with one address the requestor gets it.
        let sorted = candidates.sorted {
            ($0.rank, $0.person.user.id) < ($1.rank, $1.person.user.id)
        }
        var mailed: Set<EmailAddress> = []
        for (_, seat, person) in sorted {
            var outcome = refusal(of: person, in: seat) ?? telling(person.address)
            if outcome == .mailed, let address = person.address {
                if mailed.insert(address).inserted {
                    let asked = roles.first { $0.isHeld(in: seat) }?.place
                    recipients.append(
                        Recipient(
                            user: person.user, address: address, seat: seat,
                            place: asked ?? (seat.role.isCustom ? .cc : nil)))
                } else {
                    outcome = .alreadyMailed
                }
            }
            decisions.append(
                MailDecision(
                    address: person.address, user: person.user.id, role: seat.role,
                    outcome: outcome))
        }
        if decisions.isEmpty {
            let role = roles.map(\.role).min()
            decisions = [MailDecision(address: nil, user: nil, role: role, outcome: .nobody)]
        }
    }

    /// Those whom whoever wrote the message added by hand, as long as no rule that they cannot have
    /// meant to break stands against it.
    private mutating func considerAddressees() {
        let recipients = snapshot.recipients
        let lists: [([EmailAddress], MailPlace, MailDecision.Occasion)] = [
            (recipients.to, .to, .oneTimeTo), (recipients.cc, .cc, .oneTimeCc),
            (recipients.bcc, .bcc, .oneTimeBcc),
        ]
        var mailed: Set<EmailAddress> = []
        for (addresses, place, occasion) in lists {
            for address in addresses {
                let person = snapshot.addressees[address]
                // Number 0 stands for nobody whom the tracker knows.
                let user = person.flatMap { $0.user.id.value == 0 ? nil : $0.user }
                var outcome = refusal(of: address, person) ?? telling(address)
                if outcome == .mailed {
                    if mailed.insert(address).inserted {
                        self.recipients.append(
                            Recipient(
                                user: user, address: address, seat: nil, place: place))
                    } else {
                        outcome = .alreadyMailed
                    }
                }
                decisions.append(
                    MailDecision(
                        address: address, user: user?.id, role: nil, outcome: outcome,
                        occasion: occasion))
            }
        }
    }

    /// Those whom the scrip names, and the members of groups that it names.
    private mutating func considerNamed(_ words: [String]) {
        var mailed: Set<EmailAddress> = []
        for word in words {
            guard let named = snapshot.named[word.lowercased()] else {
                strangers.append(word)
                continue
            }
            for person in named.people {
                let user = person.user.id.value == 0 ? nil : person.user
                var outcome = refusal(of: person, named) ?? telling(person.address)
                if outcome == .mailed, let address = person.address {
                    if mailed.insert(address).inserted {
                        recipients.append(
                            Recipient(user: user, address: address, seat: nil, place: .to))
                    } else {
                        outcome = .alreadyMailed
                    }
                }
                decisions.append(
                    MailDecision(
                        address: person.address, user: user?.id, role: nil, outcome: outcome,
                        occasion: .named))
            }
        }
        if decisions.isEmpty {
            decisions = [
                MailDecision(
                    address: nil, user: nil, role: nil, outcome: .nobody, occasion: .named)
            ]
        }
    }

    /// Whoever the site names may read comments, since it says so, unless they are a requestor; of
    /// a group only the staff, since customers may be in one.
    private func refusal(
        of person: SnapshotPerson, _ named: NamedPeople
    ) -> MailDecision.Outcome? {
        if isInternal {
            let addresses = person.user.addresses + [person.address].compactMap { $0 }
            if addresses.contains(where: isRequestor) { return .noRight }
            if named.isGroup, !person.user.isPrivileged { return .noRight }
        }
        return refusal(of: person)
    }

    /// Why somebody who was added by hand is not mailed; `nil` when they are. Being squelched is no
    /// reason, nor is having written it oneself, as in RT.
    private func refusal(
        of address: EmailAddress, _ person: SnapshotPerson?
    ) -> MailDecision.Outcome? {
        // The Desk refuses such a message; a scrip that asks for comments elsewhere meets this.
        if isInternal, isRequestor(address) { return .noRight }
        if person?.user.isDisabled == true { return .userDisabled }
        if isOwn(address) { return .ownAddress }
        return person?.hasBounced == true ? .bounced : nil
    }

    /// Mailed, unless another scrip's mail tells that address the same.
    private func telling(_ address: EmailAddress?) -> MailDecision.Outcome {
        address.map(snapshot.told.contains) == true ? .alreadyTold : .mailed
    }

    private func isRequestor(_ address: EmailAddress) -> Bool {
        snapshot.people.contains { person in
            person.seats.contains { $0.role == .requestor }
                && (person.address == address || person.user.addresses.contains(address))
        }
    }

    private func isOwn(_ address: EmailAddress) -> Bool {
        snapshot.ownAddresses.contains(address) || snapshot.site.ownAddresses.contains(address)
    }

    /// Whichever of a person's addresses was squelched, they are meant.
    private func silence(of person: SnapshotPerson) -> MailDecision.Outcome? {
        let addresses = Set(person.user.addresses + [person.address].compactMap { $0 })
        if !snapshot.squelched.isDisjoint(with: addresses) { return .squelched }
        return addresses.isDisjoint(with: snapshot.recipients.squelched) ? nil : .leftOut
    }

    /// Why this person is not mailed; `nil` when they are.
    private func refusal(
        of person: SnapshotPerson, in seat: SnapshotPerson.Seat
    ) -> MailDecision.Outcome? {
        if isInternal, !Self.readsComments(person, in: seat) { return .noRight }
        if snapshot.transaction.kind == .customField, !person.seesFields { return .noRight }
        return refusal(of: person)
    }

    /// What keeps somebody from being mailed, whatever they are to the ticket.
    private func refusal(of person: SnapshotPerson) -> MailDecision.Outcome? {
        if person.user.isDisabled { return .userDisabled }
        guard let address = person.address else { return .noAddress }
        if isOwn(address) { return .ownAddress }
        if let outcome = silence(of: person) { return outcome }
        if !isAutoreply, !snapshot.site.notifiesActor, person.user.id == snapshot.actor.id {
            return .ownAction
        }
        if isAutomatic(for: person) { return .automaticMail }
        if person.hasBounced { return .bounced }
        if isLikelyLoop(with: person) { return .likelyLoop }
        if isAutoreply, snapshot.isAutoreplyLimited { return .rateLimited }
        return nil
    }

    /// Whether a robot's mail keeps this person from being mailed: nobody is told of an auto-reply;
    /// of other automatic mail staff are, but no stranger is, or two robots could talk for ever.
    private func isAutomatic(for person: SnapshotPerson) -> Bool {
        if snapshot.transaction.kind == .autoReply { return true }
        // RFC 3834 §2: what came through a mailing list is not answered by a machine.
        if isAutoreply, snapshot.mailKind == .list { return true }
        guard snapshot.mailKind?.isAutomatic == true else { return false }
        return isAutoreply || !person.user.isPrivileged
    }

    /// A machine that answers each mail of ours says the same each time, but for numbers. The third
    /// such mail within a day is not answered: without our answer it has nothing to answer either,
    /// whatever headers were lost on the way. Three machines pass it round among them, so the sixth
    /// reaches nobody outside.
    private func isLikelyLoop(with person: SnapshotPerson) -> Bool {
        guard snapshot.mailsAlike >= 2, !person.user.isPrivileged else { return false }
        // The sender, not the actor: that is the tracker itself for what a scrip causes.
        let isSender = snapshot.mailSender.map {
            person.address == $0 || person.user.addresses.contains($0)
        }
        return isAutoreply || isSender == true || snapshot.mailsAlike >= Snapshot.mailsAlikeMax
    }

    /// A comment is for staff who own the ticket or watch it as AdminCc. Being its requestor or Cc
    /// never is a reason to get one, and an AdminCc without an account does not count as staff.
    private static func readsComments(
        _ person: SnapshotPerson, in seat: SnapshotPerson.Seat
    ) -> Bool {
        guard person.user.isPrivileged else { return false }
        switch seat.role {
        case .owner, .adminCc: return true
        case .requestor, .cc: return false
        // What a site's own role is for nobody knows but the site, so there the right decides too.
        case .custom:
            return person.seesComments && !person.seats.contains { $0.role == .requestor }
        }
    }

    private static func reachesOwner(_ snapshot: Snapshot) -> Bool {
        snapshot.people.contains { person in
            person.seats.contains { $0.role == .owner } && !person.user.isDisabled
                && person.address != nil && !person.hasBounced
        }
    }

    /// The order To, Cc, Bcc; where only staff may read, the staff's seats come first.
    private static func rank(_ seat: SnapshotPerson.Seat, _ isInternal: Bool) -> Int {
        switch seat.role {
        case .requestor: isInternal ? 10 : 0
        case .cc: (isInternal ? 11 : 1) + (seat.isOfQueue ? 1 : 0)
        case .owner: 3
        case .adminCc: 4 + (seat.isOfQueue ? 1 : 0)
        case .custom: 6 + (seat.isOfQueue ? 1 : 0)
        }
    }
}
