import Store
import Tickets

/// Queues and rights of a site's configuration.
extension Proceeding {
    /// Takes from queues the addresses that they are to lose, so that others can have them.
    ///
    /// - Throws: ``DeskError`` `conflict` for one that a queue keeps.
    func releaseQueueAddresses(_ changes: [SiteChange]) throws {
        let keys = ["address", "comment_address"]
        let changed = changes.filter {
            !Set($0.keys).isDisjoint(with: keys) && $0.after != nil
        }
        for name in changed.compactMap({ $0.before?.text("name") }) {
            guard var queue = try session.queue(named: name) else { continue }
            (queue.correspondAddress, queue.commentAddress) = (nil, nil)
            try session.update(queue)
        }
        for record in changed.compactMap(\.after) {
            for address in keys.compactMap({ record.text($0).flatMap { EmailAddress($0) } }) {
                guard var (queue, _) = try session.queue(at: address) else { continue }
                let isGoing = changes.contains {
                    $0.after == nil && $0.before?.text("name") == queue.name
                }
                guard isGoing || queue.isDisabled else {
                    throw DeskError(
                        .conflict,
                        "queues.yaml: queue \"\(record.text("name") ?? "")\" wants \(address), which "
                            + "queue \"\(queue.name)\" has and keeps")
                }
                if queue.correspondAddress == address { queue.correspondAddress = nil }
                if queue.commentAddress == address { queue.commentAddress = nil }
                try session.update(queue)
            }
        }
    }

    func carryOutQueue(_ change: SiteChange) throws {
        guard let record = change.after else {
            guard var queue = try change.before?.text("name").flatMap(session.queue(named:)) else {
                return
            }
            queue.isDisabled = true
            return try session.update(queue)
        }
        let name = record.text("name") ?? ""
        let known = try session.queue(named: name)
        var queue = known ?? Queue(id: QueueID(0), name: name)
        Self.fill(&queue, from: record)
        try check(queue, isNew: known == nil)
        if known == nil {
            queue = try session.addQueue(queue, at: now)
        } else {
            try session.update(queue)
        }
        try seat(record, at: queue)
    }

    private static func fill(_ queue: inout Queue, from record: SiteRecord) {
        queue.name = record.text("name") ?? ""
        queue.description = record.text("description") ?? ""
        queue.correspondAddress = record.text("address").flatMap { EmailAddress($0) }
        queue.commentAddress = record.text("comment_address").flatMap { EmailAddress($0) }
        queue.subjectTag = record.text("tag")
        queue.lifecycle = record.text("lifecycle") ?? "default"
        queue.language = record.text("language")
        queue.timeZone = record.text("time_zone")
        queue.takesCcs = record.flag("take_ccs")
        queue.reopenDaysMax = record.number("reopen_days")
        queue.isDisabled = record.flag("disabled")
    }

    private func seat(_ record: SiteRecord, at queue: Queue) throws {
        for (role, key) in SiteSeats.keys {
            let members = try principals(record.list(key), record.list(key + "_groups"))
            try seat(members, as: role, at: queue)
        }
    }

    private func seat(_ wanted: [Principal], as role: Role, at queue: Queue) throws {
        let current = try session.seats(of: queue.id).filter { $0.role == role }.map(\.member)
        for member in current where !wanted.contains(member) {
            _ = try session.remove(role, member, from: queue.id)
        }
        for member in wanted where !current.contains(member) {
            _ = try session.add(role, member, to: queue.id)
        }
    }

    func carryOutRole(_ change: SiteChange) throws {
        let name = (change.after ?? change.before)?.text("name") ?? ""
        let known = try session.customRole(named: name)
        guard let record = change.after else {
            guard let known else { return }
            var role = known
            role.isDisabled = true
            return try session.update(role, from: known)
        }
        var role = known ?? CustomRole(id: CustomRoleID(0), name: name)
        role.name = name
        role.description = record.text("description") ?? ""
        role.isSingle = record.flag("single")
        role.isDisabled = record.flag("disabled")
        role.queues =
            record.flag("everywhere")
            ? nil : Set(try record.list("queues").map { try namedQueue($0).id })
        try check(role, isNew: known == nil)
        guard let known else {
            _ = try session.add(role, at: now)
            return
        }
        if role.isSingle, !known.isSingle, let place = try session.crowded(known) {
            throw DeskError(
                .conflict, "role \"\(name)\" is to be single and has several members on \(place)")
        }
        try session.update(role, from: known)
    }

    func carryOutSeats(_ change: SiteChange) throws {
        guard let record = change.after ?? change.before else { return }
        let queue = try namedQueue(record.text("queue") ?? "")
        let name = record.text("role") ?? ""
        guard let role = try session.customRole(named: name) else {
            throw DeskError(.unknownRole, "there is no role \"\(name)\"")
        }
        let members = try change.after.map { try principals($0.list("users"), $0.list("groups")) }
        if role.isSingle, (members?.count ?? 0) > 1 {
            throw DeskError(
                .conflict,
                "role \"\(role.name)\" is single, seats.yaml puts several into it in queue "
                    + "\"\(queue.name)\"")
        }
        try seat(members ?? [], as: role.role, at: queue)
    }

    func namedQueue(_ name: String) throws -> Queue {
        guard let queue = try session.queue(named: name) else {
            throw DeskError(.unknownQueue, "there is no queue \"\(name)\"")
        }
        return queue
    }

    func carryOutRights(_ change: SiteChange) throws {
        guard let record = change.after ?? change.before else { return }
        let grantee = try grantee(of: record)
        let place = try record.text("queue").map { try namedQueue($0).id }
        let before = Set(change.before?.list("rights") ?? [])
        let after = Set(change.after?.list("rights") ?? [])
        for name in before.subtracting(after) {
            guard let right = Right(rawValue: name) else { continue }
            _ = try session.remove(Grant(right, to: grantee, in: place))
        }
        for name in after.subtracting(before).sorted() {
            guard let right = Right(rawValue: name) else { continue }
            let grant = Grant(right, to: grantee, in: place)
            if let fault = grant.fault { throw DeskError(.invalid, fault) }
            _ = try session.add(grant)
        }
    }

    private func grantee(of record: SiteRecord) throws -> Grantee {
        if let name = record.text("user") { return .user(try namedUser(name).id) }
        if let name = record.text("group") { return .group(try namedGroup(name).id) }
        if let name = record.text("role") {
            guard let role = try session.customRole(named: name) else {
                throw DeskError(.unknownRole, "there is no role \"\(name)\"")
            }
            return .role(role.role)
        }
        switch record.text("to") ?? "" {
        case "everyone": return .everyone
        case "privileged": return .privileged
        case "unprivileged": return .unprivileged
        case let word:
            guard let role = Role(rawValue: word) else {
                throw DeskError(.invalid, "\"\(word)\" is nobody who can hold rights")
            }
            return .role(role)
        }
    }
}
