import Desk
import Store
import Tickets

/// The one person that `why` is asked about, known or not.
struct WhyPerson {
    /// As it was typed, for an address that nobody has.
    let asked: String
    /// `nil` for somebody who never wrote and was never named.
    let user: User?
    let address: EmailAddress?
    /// Roles that they hold now on the ticket or its queue, also through a group.
    let roles: [Role]

    /// How they are called in sentences.
    var shown: String { user.map(PersonText.user) ?? address?.value ?? asked }

    /// Whether a stored decision was about them, under whichever of their addresses.
    func isMeant(by decision: MailDecision) -> Bool {
        if let user, decision.isAbout(user) { return true }
        return decision.address.map { $0 == address } ?? false
    }
}

extension WhyPerson {
    /// Looks somebody up.
    ///
    /// - Throws: ``CommandFailure`` for a name that is neither a user's nor an address.
    init(
        _ text: String, _ view: TicketView, _ session: StoreSession, for asker: User
    ) throws {
        let address = EmailAddress(text)
        let user = try People.user(text, session)
        guard user != nil || address != nil else {
            let staff = asker.isPrivileged ? try session.users().filter(\.isPrivileged) : []
            throw CommandFailure(
                "\"\(text)\" is neither an address nor a user's name"
                    + Suggestion.text(for: text, among: staff.map(\.name)))
        }
        var held: Set<Role> = []
        if let user {
            let groups = try session.groups(of: user.id)
            for seat in view.watchers {
                switch seat.member {
                case .user(let id) where id == user.id: held.insert(seat.role)
                case .group(let id) where groups.contains(id): held.insert(seat.role)
                default: break
                }
            }
            if view.owner?.id == user.id { held.insert(.owner) }
        }
        self.init(
            asked: text, user: user, address: address,
            roles: held.sorted())
    }
}
