import Desk
import Store
import Tickets

/// The one person that `why` is asked about, known or not.
struct WhyPerson {
    /// As it was typed, for an address that nobody has.
    let asked: String
    /// `nil` for somebody who never wrote and was never named, and for whom the asker may not know.
    let user: User?
    let address: EmailAddress?
    /// Roles that they hold now on the ticket or its queue, also through a group.
    let roles: [Role]
    /// Whether the asker is told that nobody has the address. For who is no staff, it may be
    /// somebody's whom they do not see there.
    var isKnownToBeNobody = true

    /// How they are called in sentences.
    var shown: String { user.map(PersonText.user) ?? address?.value ?? asked }

    /// Whether a stored decision was about them, under whichever of their addresses.
    func isMeant(by decision: MailDecision) -> Bool {
        if let user, decision.isAbout(user) { return true }
        return decision.address.map { $0 == address } ?? false
    }
}

extension WhyPerson {
    /// Looks somebody up. Who has an account is only staff's business: others are told of themselves
    /// and of those whom the ticket shows them, by what it shows of them.
    ///
    /// - Throws: ``CommandFailure`` when staff give what is neither a user's name nor an address.
    init(
        _ text: String, _ view: TicketView, _ session: StoreSession, for instance: Instance
    ) throws {
        let sight = try instance.desk.sight(session, of: instance.actor.id)
        let address = EmailAddress(text)
        var user = try People.user(text, session)
        if sight.isStaff {
            guard user != nil || address != nil else {
                let staff = try session.users().filter(\.isPrivileged)
                throw CommandFailure(
                    "\"\(text)\" is neither an address nor a user's name"
                        + Suggestion.text(for: text, among: staff.map(\.name)))
            }
        } else if let found = user, found.id != instance.actor.id {
            user = view.shows(found, as: text) ? found : nil
        }
        var held: Set<Role> = []
        if let user {
            let groups = try session.groups(of: user.id)
            for seat in view.watchers {
                switch seat.member {
                case .user(let id) where id == user.id: held.insert(seat.role)
                case .group(let id) where groups.contains(id):
                    // Who is in it, is told to those who know the group.
                    if user.id == instance.actor.id || sight.knows(id) { held.insert(seat.role) }
                default: break
                }
            }
            if view.owner?.id == user.id { held.insert(.owner) }
        }
        self.init(
            asked: text, user: user, address: address,
            roles: held.sorted(), isKnownToBeNobody: sight.isStaff)
    }
}

extension TicketView {
    /// Whether somebody stands on the ticket, and by that name or address.
    fileprivate func shows(_ user: User, as text: String) -> Bool {
        guard owner?.id == user.id || users[user.id] != nil else { return false }
        let shown = [user.name] + [user.addresses.first?.value].compactMap { $0 }
        return shown.contains { $0.lowercased() == text.lowercased() }
    }
}
