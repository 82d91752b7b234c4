import Store
package import Tickets

/// All that a site is: what it is set up with, and its rules as they were written.
package struct WholeSite: Hashable, Sendable {
    package let configuration: SiteConfiguration
    package let rules: [WrittenRule]
}

extension Desk {
    /// Loads the whole configuration, of one moment.
    ///
    /// - Parameter wanted: users that it names are loaded although they are no staff and nothing
    ///   names them yet.
    /// - Throws: ``DeskError`` `noRight` without SuperUser: rights and addresses of all are in it.
    package func site(
        beside wanted: SiteConfiguration = SiteConfiguration(), as actor: UserID
    ) throws -> WholeSite {
        try store.read { session in
            try reader(actor, session).requireGlobal(.superUser)
            return WholeSite(
                configuration: try SiteLoader(session).configuration(beside: wanted),
                rules: try RuleKind.allCases.flatMap { try session.writtenRules($0) })
        }
    }

    /// Makes the site what a configuration says, all or nothing.
    ///
    /// Queues, groups and users that it does not have are disabled; rights are taken back. Sections
    /// that it leaves alone are left alone.
    ///
    /// - Parameters:
    ///   - seen: the configuration as it was when whoever asks looked, beside `wanted`.
    ///   - rules: what is to become of rules.
    ///   - isRehearsal: finds out whether it would be refused, and leaves all as it was.
    /// - Throws: ``DeskError``: `noRight` without SuperUser; `conflict` when something changed
    ///   since, when things do not fit together, or when the actor would lose SuperUser.
    package func apply(
        _ wanted: SiteConfiguration, rules: [RuleEdit], seen: SiteConfiguration,
        isRehearsal: Bool = false, as actor: UserID
    ) throws {
        _ = try proceed(as: actor, isRehearsal: isRehearsal) { proceeding in
            try proceeding.requireGlobal(.superUser)
            let session = proceeding.session
            let current = try SiteLoader(session).configuration(beside: wanted)
            guard current == seen else {
                throw DeskError(
                    .conflict, "the site was changed meanwhile; nothing was done")
            }
            let changes = SiteChange.changes(from: current, to: wanted)
            let steps = proceeding
            try proceeding.keepingTogether(withTickets: true) {
                try steps.carryOut(changes, to: wanted, rules: rules)
            }
            try proceeding.requireStillMighty()
        }
    }
}

extension Proceeding {
    /// Does all changes, each after what it refers to.
    fileprivate func carryOut(
        _ changes: [SiteChange], to wanted: SiteConfiguration, rules: [RuleEdit]
    ) throws {
        // A lifecycle that is only spelled anew goes before it comes; others go last, when nothing
        // needs them any more.
        let lifecycles = rules.filter { $0.kind == .lifecycle }
        let respelled = lifecycles.filter { edit in
            edit.rule == nil && lifecycles.contains { $0.respelled(among: [edit.name]) != nil }
        }
        try carryOut(
            lifecycles.filter { $0.rule != nil || respelled.contains($0) }, remark: "site apply")
        func these(_ section: SiteSection) -> [SiteChange] {
            changes.filter { $0.section == section }
        }
        // Addresses may wander from one to another: all that go are free before any is taken.
        try releaseUserAddresses(these(.users))
        try releaseQueueAddresses(these(.queues))
        try each(these(.users)) { try carryOutUser($0) }
        try each(these(.groups)) { try carryOutGroup($0) }
        // Members may be groups that come further down.
        try each(these(.groups)) { try carryOutMembers($0) }
        if !these(.groups).isEmpty { try requireNoCircles() }
        try each(these(.queues)) { try carryOutQueue($0) }
        try each(these(.roles)) { try carryOutRole($0) }
        try each(these(.seats)) { try carryOutSeats($0) }
        try each(these(.rights)) { try carryOutRights($0) }
        try carryOutFields(these(.fields), these(.options), wanted)
        try carryOutPriorities(these(.priorities), wanted)
        try carryOut(rules.filter { $0.kind != .lifecycle }, remark: "site apply")
        try carryOut(
            lifecycles.filter { $0.rule == nil && !respelled.contains($0) }, remark: "site apply")
    }

    /// Carries out changes in turn; an error says which file and record it is about.
    private func each(_ changes: [SiteChange], _ body: (SiteChange) throws -> Void) throws {
        for change in changes {
            do {
                try body(change)
            } catch let error as DeskError {
                let file = "\(change.section.name).yaml: "
                let label = (change.after ?? change.before)?.label(in: change.section) ?? ""
                let known = error.detail.contains(label) ? "" : label + ": "
                throw error.detail.hasPrefix(file)
                    ? error : DeskError(error.code, file + known + error.detail)
            }
        }
    }

    /// Whoever changes a site must be able to change it back.
    fileprivate func requireStillMighty() throws {
        guard actor.id != User.systemID else { return }
        guard let user = try session.user(actor.id), try holdsGlobally(.superUser, user) else {
            throw DeskError(
                .conflict,
                "you would lose SuperUser: users.yaml, groups.yaml or rights.yaml leaves you out")
        }
    }
}
