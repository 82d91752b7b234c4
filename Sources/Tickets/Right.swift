/// What a user may do, by RT's names.
package enum Right: String, Hashable, Sendable, CaseIterable {
    // General
    case createTicket = "CreateTicket"
    case replyToTicket = "ReplyToTicket"
    case commentOnTicket = "CommentOnTicket"
    case seeQueue = "SeeQueue"
    case showTicket = "ShowTicket"
    case seeCustomField = "SeeCustomField"
    case watch = "Watch"
    // Staff
    case ownTicket = "OwnTicket"
    case takeTicket = "TakeTicket"
    case stealTicket = "StealTicket"
    case reassignTicket = "ReassignTicket"
    case modifyTicket = "ModifyTicket"
    case deleteTicket = "DeleteTicket"
    case modifyCustomField = "ModifyCustomField"
    case forwardMessage = "ForwardMessage"
    case showOutgoingEmail = "ShowOutgoingEmail"
    case showTicketComments = "ShowTicketComments"
    case watchAsAdminCc = "WatchAsAdminCc"
    // Admin
    case adminQueue = "AdminQueue"
    case adminCustomField = "AdminCustomField"
    case modifyACL = "ModifyACL"
    case showACL = "ShowACL"
    case modifyQueueWatchers = "ModifyQueueWatchers"
    case modifyScrips = "ModifyScrips"
    case showScrips = "ShowScrips"
    case modifyTemplate = "ModifyTemplate"
    case showTemplate = "ShowTemplate"
    case adminUsers = "AdminUsers"
    case adminCustomRoles = "AdminCustomRoles"
    case adminGroup = "AdminGroup"
    case adminGroupMembership = "AdminGroupMembership"
    case seeGroup = "SeeGroup"
    case modifySelf = "ModifySelf"
    /// Stands for every other right: in one queue for those that count in a queue.
    case superUser = "SuperUser"

    /// Finds a right by its name, regardless of case.
    package init?(named name: String) {
        let wanted = name.lowercased()
        guard let right = Right.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
            return nil
        }
        self = right
    }
}

extension Right {
    /// Whether it is looked at for the whole site and never in a queue.
    package var isOfSite: Bool {
        switch self {
        case .adminCustomField, .modifyScrips, .showScrips, .modifyTemplate,
            .showTemplate, .adminUsers, .adminCustomRoles, .adminGroup, .adminGroupMembership,
            .seeGroup, .modifySelf:
            true
        default: false
        }
    }
}

/// To whom a right is given.
package enum Grantee: Hashable, Sendable {
    case user(UserID)
    case group(GroupID)
    /// Whoever sits in that role of the ticket (or of its queue) in question.
    case role(Role)
    case everyone
    case privileged
    case unprivileged
}

/// One line of the access list. There are no denials: what nobody granted is not allowed.
package struct Grant: Hashable, Sendable {
    package let right: Right
    package let grantee: Grantee
    /// `nil` means every queue.
    package let queue: QueueID?

    /// Says that `grantee` holds `right`, in `queue` or everywhere.
    package init(_ right: Right, to grantee: Grantee, in queue: QueueID? = nil) {
        self.right = right
        self.grantee = grantee
        self.queue = queue
    }

    /// Why it would allow nothing; `nil` where it may.
    package var fault: String? {
        guard right.isOfSite, queue != nil else { return nil }
        return
            "\(right.rawValue) counts for the whole site only and would allow nothing in one queue; "
            + "grant it without a queue"
    }
}
