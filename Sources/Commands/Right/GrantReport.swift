import Desk
import Store
import Tickets

/// The names that grants refer to by number.
struct GrantNames {
    private var users: [UserID: String] = [:]
    private var groups: [GroupID: String] = [:]
    private var queues: [QueueID: String] = [:]

    /// Loads those that any grant names.
    init(_ session: StoreSession) throws {
        for group in try session.groups() { groups[group.id] = group.name }
        for queue in try session.queues() { queues[queue.id] = queue.name }
        let ids = try session.grants().compactMap { grant -> UserID? in
            if case .user(let id) = grant.grantee { id } else { nil }
        }
        for user in try session.users(Array(Set(ids))) { users[user.id] = user.name }
    }

    /// The same without the groups that the actor may not know of.
    init(_ session: StoreSession, for instance: Instance) throws {
        try self.init(session)
        let sight = try instance.desk.sight(session, of: instance.actor.id)
        guard !sight.holds(.showACL) else { return }
        groups = groups.filter { sight.knows($0.key) }
    }

    /// To whom, as people say it: `group network`, `the Requestor`, `everyone`.
    func who(_ grantee: Grantee) -> String {
        switch grantee {
        case .user(let id): users[id] ?? "user \(id)"
        case .group(let id): groups[id].map { "group \($0)" } ?? "a group that you may not see"
        case .role(let role): "the \(role.name)"
        case .everyone: "everyone"
        case .privileged: "privileged users"
        case .unprivileged: "unprivileged users"
        }
    }

    /// As the command line takes it: `group:network`, `requestor`.
    func word(_ grantee: Grantee) -> String {
        switch grantee {
        case .user(let id): users[id] ?? "\(id)"
        case .group(let id): "group:\(groups[id] ?? "")"
        case .role(.custom(let name)): Role.customPrefix + name
        case .role(let role): role.name.lowercased()
        case .everyone: "everyone"
        case .privileged: "privileged"
        case .unprivileged: "unprivileged"
        }
    }

    /// `everywhere` or `in queue "support"`.
    func place(_ queue: QueueID?) -> String {
        guard let queue else { return "everywhere" }
        return "in queue \"\(queues[queue] ?? "\(queue)")\""
    }

    /// The queue's name; `nil` for a grant that holds everywhere.
    func queue(_ id: QueueID?) -> String? { id.map { queues[$0] ?? "\($0)" } }
}

/// A grant, as JSON shows one.
struct GrantReport: Encodable {
    let right: String
    /// As `--to` takes it: `alice`, `group:network`, `requestor`, `everyone`; `group:` for one that
    /// the reader may not know of.
    let to: String
    /// Absent for a grant that holds in every queue.
    let queue: String?
    /// In words, for people; not in JSON.
    let who: String
    /// In words, for people; not in JSON.
    let place: String

    init(_ grant: Grant, _ names: GrantNames) {
        right = grant.right.rawValue
        to = names.word(grant.grantee)
        queue = names.queue(grant.queue)
        who = names.who(grant.grantee)
        place = names.place(grant.queue)
    }

    private enum CodingKeys: String, CodingKey {
        case right, to, queue
    }

    /// What was granted to somebody by name; `nil` for whoever lacks ShowACL, as
    /// `postern right list` has it.
    static func of(
        _ grantee: Grantee, _ session: StoreSession, _ sight: Sight
    ) throws -> [GrantReport]? {
        guard sight.holds(.showACL) else { return nil }
        let names = try GrantNames(session)
        return try session.grants().filter { $0.grantee == grantee }.map { GrantReport($0, names) }
    }
}
