package import Tickets

/// What a scrip does, by RT's names.
package enum ScripAction: Hashable, Sendable {
    /// Confirms to the requestors that their mail arrived, whoever wrote it.
    case autoreply
    /// Mails everybody in an audience; `asComment` mails from the comment address and only staff.
    case notify(Audience, asComment: Bool)
    /// Gives a ticket that is not being worked on its lifecycle's first active status.
    case openTickets
    /// The same, but only for a ticket that rests.
    case openInactiveTickets
    /// Keeps another tracker's `[tag #number]` in the subject, so that both keep each other's.
    case extractSubjectTag

    /// Whom a notification is for. The raw value is the middle of RT's name.
    package enum Audience: String, Hashable, Sendable, CaseIterable {
        case requestors = "Requestors"
        case owner = "Owner"
        case ccs = "Ccs"
        case adminCcs = "AdminCcs"
        case ownerAndAdminCcs = "Owner and AdminCcs"
        /// The AdminCcs only while there is no owner whom a mail could reach.
        case ownerOrAdminCcs = "Owner or AdminCcs"
        case requestorsAndCcs = "Requestors and Ccs"
        case everybody = "Owner, Requestors, Ccs and AdminCcs"
        /// The one-time Ccs and Bccs of the message.
        case otherRecipients = "Other Recipients"

        /// The roles that are asked for.
        package var roles: Set<Role> {
            switch self {
            case .requestors: [.requestor]
            case .owner: [.owner]
            case .ccs: [.cc]
            case .adminCcs: [.adminCc]
            case .ownerAndAdminCcs, .ownerOrAdminCcs: [.owner, .adminCc]
            case .requestorsAndCcs: [.requestor, .cc]
            case .everybody: [.owner, .requestor, .cc, .adminCc]
            case .otherRecipients: []
            }
        }
    }

    /// Every action, in the order in which help shows them.
    package static let allCases: [ScripAction] =
        [.autoreply] + Audience.allCases.map { .notify($0, asComment: false) }
        + Audience.allCases.map { .notify($0, asComment: true) }
        + [.openTickets, .openInactiveTickets, .extractSubjectTag]

    /// RT's name; stored and written in files, so it never changes.
    package var name: String {
        switch self {
        case .autoreply: "Autoreply To Requestors"
        case .notify(let audience, asComment: false): "Notify \(audience.rawValue)"
        case .notify(let audience, asComment: true): "Notify \(audience.rawValue) as Comment"
        case .openTickets: "Open Tickets"
        case .openInactiveTickets: "Open Inactive Tickets"
        case .extractSubjectTag: "Extract Subject Tag"
        }
    }

    /// Finds an action by its name, regardless of case.
    package init?(named name: String) {
        let wanted = name.lowercased()
        guard let found = Self.allCases.first(where: { $0.name.lowercased() == wanted }) else {
            return nil
        }
        self = found
    }

    /// True for actions that need a template.
    package var mails: Bool {
        switch self {
        case .autoreply, .notify: true
        case .openTickets, .openInactiveTickets, .extractSubjectTag: false
        }
    }
}
