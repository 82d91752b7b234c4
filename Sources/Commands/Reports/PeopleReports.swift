import Tickets

/// A user, as JSON shows one.
struct UserReport: Encodable {
    let id: Int64
    let name: String
    let realName: String?
    let isPrivileged: Bool
    let isDisabled: Bool
    let language: String?
    /// The first is where mail goes.
    let addresses: [String]

    init(_ user: User) {
        id = user.id.value
        name = user.name
        realName = user.realName
        isPrivileged = user.isPrivileged
        isDisabled = user.isDisabled
        language = user.language
        addresses = user.addresses.map(\.value)
    }
}

/// A group, as JSON shows one.
struct GroupReport: Encodable {
    let id: Int64
    let name: String
    let description: String
    let isDisabled: Bool

    init(_ group: Group) {
        id = group.id.value
        name = group.name
        description = group.description
        isDisabled = group.isDisabled
    }
}

/// A seat in a role of a ticket or queue: `user` or `group` is there, never both.
struct SeatReport: Encodable {
    let role: String
    let user: UserReport?
    let group: GroupReport?
    /// True when the seat is the queue's and so holds for each of its tickets.
    let isOfQueue: Bool

    init(_ seat: Watcher, users: [UserID: User], groups: [GroupID: Group]) {
        role = seat.role.name
        isOfQueue = seat.isOfQueue
        switch seat.member {
        case .user(let id):
            user = users[id].map(UserReport.init)
            group = nil
        case .group(let id):
            user = nil
            group = groups[id].map(GroupReport.init)
        }
    }
}

/// A queue, as JSON shows one.
struct QueueReport: Encodable {
    let id: Int64
    let name: String
    let description: String
    let correspondAddress: String?
    let commentAddress: String?
    let subjectTag: String?
    let lifecycle: String
    let language: String?
    let isDisabled: Bool
    /// Those whom a mail that opens a ticket also went to become its Ccs.
    let takesCcs: Bool
    /// Days at rest after which an answer opens a new ticket; absent: never.
    let reopenDaysMax: Int64?

    init(_ queue: Queue) {
        id = queue.id.value
        name = queue.name
        description = queue.description
        correspondAddress = queue.correspondAddress?.value
        commentAddress = queue.commentAddress?.value
        subjectTag = queue.subjectTag
        lifecycle = queue.lifecycle
        language = queue.language
        isDisabled = queue.isDisabled
        takesCcs = queue.takesCcs
        reopenDaysMax = queue.reopenDaysMax
    }
}
