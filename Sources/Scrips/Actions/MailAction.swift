package import Tickets

/// The actions that mail a template: to whom, and as what.
package enum MailAction: Hashable, Sendable {
    /// Confirms to the requestors that their mail arrived, whoever wrote it.
    case autoreply
    /// Mails everybody in an audience; `asComment` mails from the comment address and only staff.
    case notify(Audience, asComment: Bool)
    /// The same for roles that the scrip lists, custom ones among them.
    case notifyRoles([RolePlace], asComment: Bool)
    /// The same for users, addresses and groups that the scrip lists.
    case notifyNamed([String], asComment: Bool)
    /// Sends what was forwarded to whom it was forwarded.
    case forward

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

    /// The mails of one scrip, and for everybody considered why they get one or not.
    func result(
        _ scrip: Scrip, _ templates: inout CheckedTemplates, _ snapshot: Snapshot
    ) -> ScripOutcome.Result {
        // Hardly any message has such recipients, so no row is kept of those that have none.
        if case .notify(.otherRecipients, _) = self, snapshot.recipients.mailed.isEmpty {
            return .notApplicable("nobody was added by hand")
        }
        let audience = MailAudience(self, snapshot)
        do {
            let composer = try NotificationComposer(scrip, self, snapshot, audience)
            if let word = audience.strangers.first {
                throw ScripError(detail: "there is no user, address or group \"\(word)\"")
            }
            let notifications = try composer.notifications(from: &templates)
            return .applied(
                notifications.map(ScripOutcome.Effect.notify), decisions: audience.decisions)
        } catch {
            let decisions = audience.decisions.map { decision in
                guard decision.outcome.isMailed else { return decision }
                return MailDecision(
                    address: decision.address, user: decision.user, role: decision.role,
                    outcome: .scripFailed, occasion: decision.occasion)
            }
            return .failed("\(error)", decisions: decisions)
        }
    }
}

extension ActionKind {
    static let autoreply = ActionKind("Autoreply To Requestors", mailing: .autoreply)

    static func notify(_ audience: MailAction.Audience, asComment: Bool) -> ActionKind {
        ActionKind(
            "Notify \(audience.rawValue)" + (asComment ? " as Comment" : ""),
            mailing: .notify(audience, asComment: asComment))
    }
}
