/// What a user may do, by RT's names; a lifecycle may name rights of its own.
package struct Right: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// Takes a name as it is stored; `nil` for what can be none.
    package init?(rawValue: String) {
        guard Self.isName(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(_ name: String) { rawValue = name }

    /// Finds one of Postern's rights by its name, regardless of case.
    package init?(named name: String) {
        let wanted = name.lowercased()
        guard let right = Self.builtIn.first(where: { $0.rawValue.lowercased() == wanted }) else {
            return nil
        }
        self = right
    }

    /// Whether a right can be called that: up to 64 letters and digits, beginning with a letter.
    package static func isName(_ text: String) -> Bool {
        // Each mail reads all grants, and nearly all name rights of Postern's own.
        if Self.builtInNames.contains(text) { return true }
        return text.count <= 64 && text.first?.isLetter == true
            && text.allSatisfy { $0.isLetter || $0.isNumber }
            && !text.unicodeScalars.contains(where: \.properties.isDefaultIgnorableCodePoint)
    }

    // MARK: General

    /// Opens tickets.
    package static let createTicket = Right("CreateTicket")
    /// Answers on tickets.
    package static let replyToTicket = Right("ReplyToTicket")
    /// Writes notes among staff.
    package static let commentOnTicket = Right("CommentOnTicket")
    /// Knows that a queue is there.
    package static let seeQueue = Right("SeeQueue")
    /// Reads tickets, but for what the next ones name.
    package static let showTicket = Right("ShowTicket")
    /// Sees custom fields, searches and orders by them.
    package static let seeCustomField = Right("SeeCustomField")
    /// Becomes requestor or Cc.
    package static let watch = Right("Watch")

    // MARK: Staff

    /// May be the owner.
    package static let ownTicket = Right("OwnTicket")
    /// Takes tickets that nobody owns.
    package static let takeTicket = Right("TakeTicket")
    /// Takes tickets from their owners.
    package static let stealTicket = Right("StealTicket")
    /// Gives tickets to others.
    package static let reassignTicket = Right("ReassignTicket")
    /// Changes tickets.
    package static let modifyTicket = Right("ModifyTicket")
    /// Gives the status `deleted`, unless the lifecycle says otherwise.
    package static let deleteTicket = Right("DeleteTicket")
    /// Sets custom fields.
    package static let modifyCustomField = Right("ModifyCustomField")
    /// Sends what was written on to others.
    package static let forwardMessage = Right("ForwardMessage")
    /// Sees who was mailed, and who was not.
    package static let showOutgoingEmail = Right("ShowOutgoingEmail")
    /// Reads notes among staff.
    package static let showTicketComments = Right("ShowTicketComments")
    /// Becomes AdminCc.
    package static let watchAsAdminCc = Right("WatchAsAdminCc")

    // MARK: Admin

    /// Changes queues; for the whole site, makes them and changes lifecycles.
    package static let adminQueue = Right("AdminQueue")
    /// Makes and changes custom fields.
    package static let adminCustomField = Right("AdminCustomField")
    /// Grants rights.
    package static let modifyACL = Right("ModifyACL")
    /// Sees who holds which right.
    package static let showACL = Right("ShowACL")
    /// Seats the watchers of queues.
    package static let modifyQueueWatchers = Right("ModifyQueueWatchers")
    /// Makes and changes scrips.
    package static let modifyScrips = Right("ModifyScrips")
    /// Reads and tries scrips.
    package static let showScrips = Right("ShowScrips")
    /// Makes and changes templates.
    package static let modifyTemplate = Right("ModifyTemplate")
    /// Reads templates.
    package static let showTemplate = Right("ShowTemplate")
    /// Makes and changes users.
    package static let adminUsers = Right("AdminUsers")
    /// Makes and changes the site's own roles.
    package static let adminCustomRoles = Right("AdminCustomRoles")
    /// Makes and changes groups.
    package static let adminGroup = Right("AdminGroup")
    /// Says who is in groups.
    package static let adminGroupMembership = Right("AdminGroupMembership")
    /// Knows groups that one is not in.
    package static let seeGroup = Right("SeeGroup")
    /// Changes one's own real name, language and time zone.
    package static let modifySelf = Right("ModifySelf")
    /// Stands for every other right: in one queue for those that count in a queue.
    package static let superUser = Right("SuperUser")

    /// Those that Postern itself asks for, in the order in which help shows them.
    package static let builtIn: [Right] = [
        .createTicket, .replyToTicket, .commentOnTicket, .seeQueue, .showTicket, .seeCustomField,
        .watch, .ownTicket, .takeTicket, .stealTicket, .reassignTicket, .modifyTicket,
        .deleteTicket, .modifyCustomField, .forwardMessage, .showOutgoingEmail, .showTicketComments,
        .watchAsAdminCc, .adminQueue, .adminCustomField, .modifyACL, .showACL, .modifyQueueWatchers,
        .modifyScrips, .showScrips, .modifyTemplate, .showTemplate, .adminUsers, .adminCustomRoles,
        .adminGroup, .adminGroupMembership, .seeGroup, .modifySelf, .superUser,
    ]

    private static let builtInNames = Set(builtIn.map(\.rawValue))

    /// Those that are looked at for the whole site and never in a queue.
    private static let ofSite: Set<Right> = [
        .adminCustomField, .modifyScrips, .showScrips, .modifyTemplate, .showTemplate, .adminUsers,
        .adminCustomRoles, .adminGroup, .adminGroupMembership, .seeGroup, .modifySelf,
    ]

    /// Whether it is looked at for the whole site and never in a queue.
    package var isOfSite: Bool { Self.ofSite.contains(self) }
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
