import Store
import Tickets

/// What counts in the end of all that one scrip decided about somebody for one transaction: it may
/// consider them in several roles, and be run again after it failed.
struct SettledDecision {
    let stored: StoredDecision
    /// The roles in which it decided so, or what else made them a recipient.
    let roles: [String]
    /// The scrip that mails them instead; `nil` for none.
    let teller: String?

    /// One for each transaction, scrip and person, in the order of the decisions.
    ///
    /// - Parameter all: those of other scrips too, for ``teller``.
    static func of(_ decisions: [StoredDecision], among all: [StoredDecision]) -> [Self] {
        var order: [Key] = []
        var groups: [Key: [StoredDecision]] = [:]
        for stored in decisions {
            let key = Key(stored)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(stored)
        }
        return order.compactMap { key in
            let group = groups[key] ?? []
            // What was decided later takes no mail back.
            let last = group.last { $0.decision.outcome.isMailed } ?? group.last
            guard let last else { return nil }
            var seen: Set<String> = []
            let roles = group.filter {
                $0.decision.outcome == last.decision.outcome && $0.outbox == last.outbox
            }.compactMap(\.decision.shownRole).filter { seen.insert($0).inserted }
            return SettledDecision(
                stored: last, roles: roles, teller: teller(instead: last, among: all))
        }
    }

    private static func teller(
        instead stored: StoredDecision, among all: [StoredDecision]
    ) -> String? {
        guard stored.decision.outcome == .alreadyTold else { return nil }
        return all.first {
            $0.transaction == stored.transaction && $0.scrip != stored.scrip
                && $0.decision.address == stored.decision.address && $0.decision.outcome.isMailed
        }?.scrip
    }

    private struct Key: Hashable {
        let transaction: TransactionID
        let scrip: String
        let address: EmailAddress?
        let user: UserID?
        /// Of somebody unknown: a role that nobody holds.
        let role: String?

        init(_ stored: StoredDecision) {
            let decision = stored.decision
            transaction = stored.transaction
            scrip = stored.scrip
            address = decision.address
            user = address == nil ? decision.user : nil
            role = address == nil && user == nil ? decision.shownRole : nil
        }
    }

    /// `bob@example.org (Requestor)`.
    var person: String {
        let decision = stored.decision
        let name = decision.address?.value ?? decision.user.map { "user \($0)" } ?? "nobody"
        return roles.isEmpty ? name : "\(name) (\(roles.joined(separator: ", ")))"
    }
}
