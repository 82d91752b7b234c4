import Store
package import Tickets

extension Desk {
    /// Makes a queue; the number in `queue` is ignored.
    ///
    /// - Throws: ``DeskError``: `noRight` without AdminQueue, `conflict` when the name or an
    ///   address is taken, `invalid`, `unknownLifecycle`.
    package func addQueue(_ queue: Queue, as actor: UserID) throws -> Queue {
        try proceed(as: actor) { proceeding in
            try proceeding.requireGlobal(.adminQueue)
            try proceeding.check(queue, isNew: true)
            return try proceeding.session.addQueue(queue, at: proceeding.now)
        }.result
    }

    /// Writes a changed queue.
    ///
    /// - Parameter rules: scrips that name the queue, with its new name in their text.
    /// - Throws: as ``addQueue(_:as:)``; `conflict` for a lifecycle that lacks a status of its
    ///   tickets; ``ScripFaults`` when the `where` of scrips has the old name.
    package func update(_ queue: Queue, rules: [RuleEdit] = [], as actor: UserID) throws {
        _ = try proceed(as: actor) { proceeding in
            try proceeding.require(.adminQueue, at: nil, in: try proceeding.queue(queue.id))
            try proceeding.check(queue, isNew: false)
            let faults = try proceeding.scripFaults()
            try proceeding.session.update(queue)
            try proceeding.carryOut(rules, remark: "queue renamed")
            try proceeding.requireNoNewFaults(beside: faults)
        }
    }

    /// Seats somebody as Cc, AdminCc or in a custom role of a queue, or takes the seat away. The one
    /// seat of a role that has only one goes over to them.
    ///
    /// - Returns: `false` when it was so already.
    /// - Throws: ``DeskError``: `noRight` without ModifyQueueWatchers, `invalid` for other roles,
    ///   `unknownRole`, `conflict` for a role that the queue does not have.
    package func setWatcher(
        _ role: Role, _ member: Principal, of queue: QueueID, isWatcher: Bool, as actor: UserID
    ) throws -> Bool {
        try proceed(as: actor) { proceeding in
            let place = try proceeding.queue(queue)
            try proceeding.require(.modifyQueueWatchers, at: nil, in: place)
            guard role == .cc || role == .adminCc || role.isCustom else {
                throw DeskError(
                    .invalid, "a queue has Cc, AdminCc and custom roles, no \(role.name)")
            }
            let custom = try proceeding.customRole(role, in: isWatcher ? place : nil)
            let role = custom?.role ?? role
            if isWatcher, custom?.isSingle == true {
                for seat in try proceeding.session.seats(of: queue)
                where seat.role == role && seat.member != member {
                    _ = try proceeding.session.remove(role, seat.member, from: queue)
                }
            }
            return isWatcher
                ? try proceeding.session.add(role, member, to: queue)
                : try proceeding.session.remove(role, member, from: queue)
        }.result
    }

    /// Grants a right or takes the grant back.
    ///
    /// - Returns: `false` when it was so already.
    /// - Throws: ``DeskError``: `noRight` without ModifyACL, `invalid` for what would allow nothing,
    ///   such as a right that nothing asks for.
    package func set(_ grant: Grant, isGranted: Bool, as actor: UserID) throws -> Bool {
        try proceed(as: actor) { proceeding in
            if let queue = grant.queue {
                try proceeding.require(.modifyACL, at: nil, in: try proceeding.queue(queue))
            } else {
                try proceeding.requireGlobal(.modifyACL)
            }
            if isGranted, let fault = try proceeding.fault(of: grant) {
                throw DeskError(.invalid, fault)
            }
            // SuperUser stands for everything, so only those who hold it may hand it on.
            if grant.right == .superUser { try proceeding.requireGlobal(.superUser) }
            if isGranted, case .user(let id) = grant.grantee, try proceeding.session.user(id) == nil
            {
                throw DeskError(.unknownUser, "there is no user \(id)")
            }
            var grant = grant
            if case .role(let role) = grant.grantee,
                let custom = try proceeding.customRole(role, in: nil)
            {
                grant = Grant(grant.right, to: .role(custom.role), in: grant.queue)
            }
            return isGranted
                ? try proceeding.session.add(grant)
                : try proceeding.keepingSuperUser { try proceeding.session.remove(grant) }
        }.result
    }
}

extension Proceeding {
    /// Why a grant would allow nothing; `nil` where it may.
    fileprivate func fault(of grant: Grant) throws -> String? {
        guard !Right.builtIn.contains(grant.right) else { return grant.fault }
        let own = try session.lifecycles().values.flatMap(\.ownRights)
        return own.contains(grant.right) ? nil : "there is no right \"\(grant.right.rawValue)\""
    }

    /// Refuses a queue whose name, addresses or tag cannot be, or are another's.
    func check(_ queue: Queue, isNew: Bool) throws {
        guard try checkedName(queue.name) == queue.name else {
            throw DeskError(.invalid, "a queue's name has no outer or doubled spaces")
        }
        guard Int64(queue.name) == nil else {
            throw DeskError(
                .invalid, "a queue's name cannot be a number: --queue takes those as well")
        }
        if let other = try session.queue(named: queue.name), isNew || other.id != queue.id {
            throw DeskError(.conflict, "there is a queue \"\(other.name)\" already")
        }
        if let days = queue.reopenDaysMax, !NumberLimits.reopenDays.contains(days) {
            throw DeskError(
                .invalid,
                "days for reopening are a number \(NumberLimits.words(NumberLimits.reopenDays))")
        }
        let lifecycle = try lifecycle(of: queue)
        if !isNew { try requireNoStranded(in: queue, lifecycle) }
        try requireZone(queue.timeZone)
        if queue.correspondAddress != nil, queue.correspondAddress == queue.commentAddress {
            throw DeskError(.invalid, "correspondence and comments need two different addresses")
        }
        for address in [queue.correspondAddress, queue.commentAddress].compactMap({ $0 }) {
            if let (other, _) = try session.queue(at: address), isNew || other.id != queue.id {
                throw DeskError(.conflict, "\(address) is the address of queue \"\(other.name)\"")
            }
            if let user = try session.user(at: address) {
                throw DeskError(.conflict, "\(address) belongs to user \(user.name)")
            }
        }
        if let tag = queue.subjectTag {
            let bad: Set<Character> = ["[", "]", "#", "\n", "\r", "\t"]
            guard !tag.isEmpty, tag.count <= 60, !tag.contains(where: { bad.contains($0) }) else {
                throw DeskError(.invalid, "a subject tag has 1 to 60 characters without [ ] #")
            }
        }
    }

    /// Refuses another lifecycle that lacks a status which tickets of the queue have.
    private func requireNoStranded(in queue: Queue, _ lifecycle: Lifecycle) throws {
        guard let before = try session.queue(queue.id), before.lifecycle != lifecycle.name else {
            return
        }
        let stranded = try session.ticketCounts(in: queue.id).filter {
            lifecycle.phase(of: $0.status) == nil
        }
        guard stranded.isEmpty else {
            let counts = stranded.map { "\($0.count) \"\($0.status)\"" }.joined(separator: ", ")
            throw DeskError(
                .conflict,
                "lifecycle \"\(lifecycle.name)\" lacks statuses that tickets of queue "
                    + "\"\(queue.name)\" have: \(counts)")
        }
    }
}
