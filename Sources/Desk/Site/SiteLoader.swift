import Store
import Tickets

/// Turns rows into the records of a site's configuration, by names.
struct SiteLoader {
    private let session: StoreSession
    private let users: [UserID: User]
    private let groups: [GroupID: Group]
    private let queues: [Queue]

    init(_ session: StoreSession) throws {
        self.session = session
        users = Dictionary(try session.users().map { ($0.id, $0) }) { first, _ in first }
        groups = Dictionary(try session.groups().map { ($0.id, $0) }) { first, _ in first }
        queues = try session.queues()
    }

    /// All sections.
    ///
    /// - Parameter wanted: its users are loaded too, whatever they are.
    func configuration(beside wanted: SiteConfiguration) throws -> SiteConfiguration {
        var configuration = SiteConfiguration()
        let groups = try self.groups.values.map(record)
        let queues = try self.queues.map(record)
        let rights = try self.rights()
        let seats = try self.seats()
        var named: Set<String> = []
        for record in groups { named.formUnion(record.list("users")) }
        for record in queues { named.formUnion(record.list("cc") + record.list("admincc")) }
        for record in seats { named.formUnion(record.list("users")) }
        for record in rights { if let name = record.text("user") { named.insert(name) } }
        let meant = Set((wanted[.users] ?? []).compactMap { $0.text("name")?.lowercased() })
        configuration[.users] = users.values.filter { user in
            user.isPrivileged || named.contains(user.name)
                || meant.contains(user.name.lowercased())
        }.map(record)
        configuration[.groups] = groups
        configuration[.queues] = queues
        configuration[.roles] = try session.customRoles().map(record)
        configuration[.seats] = seats
        configuration[.rights] = rights
        let fields = try session.customFields()
        configuration[.fields] = fields.map(record)
        configuration[.options] = fields.flatMap(options)
        configuration[.priorities] = try priorities()
        return configuration
    }

    private func record(_ user: User) -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(user.name)
        record["real_name"] = user.realName.map(SiteValue.text)
        record["addresses"] = .list(user.addresses.map(\.value))
        record["language"] = user.language.map(SiteValue.text)
        record["time_zone"] = user.timeZone.map(SiteValue.text)
        record["privileged"] = .flag(user.isPrivileged)
        record["disabled"] = .flag(user.isDisabled)
        return record
    }

    private func record(_ group: Group) throws -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(group.name)
        record["description"] = .text(group.description)
        let members = try session.members(of: group.id)
        record["users"] = names(members).users
        record["groups"] = names(members).groups
        record["disabled"] = .flag(group.isDisabled)
        return record
    }

    private func record(_ queue: Queue) throws -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(queue.name)
        record["description"] = .text(queue.description)
        record["address"] = queue.correspondAddress.map { .text($0.value) }
        record["comment_address"] = queue.commentAddress.map { .text($0.value) }
        record["tag"] = queue.subjectTag.map(SiteValue.text)
        record["lifecycle"] = .text(queue.lifecycle)
        record["language"] = queue.language.map(SiteValue.text)
        record["time_zone"] = queue.timeZone.map(SiteValue.text)
        record["take_ccs"] = .flag(queue.takesCcs)
        record["reopen_days"] = queue.reopenDaysMax.map(SiteValue.number)
        record["disabled"] = .flag(queue.isDisabled)
        let seats = try session.seats(of: queue.id)
        for (role, key) in SiteSeats.keys {
            let members = seats.filter { $0.role == role }.map(\.member)
            record[key] = names(members).users
            record[key + "_groups"] = names(members).groups
        }
        return record
    }

    private func record(_ role: CustomRole) -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(role.name)
        record["description"] = .text(role.description)
        record["single"] = .flag(role.isSingle)
        record["everywhere"] = .flag(role.queues == nil)
        let places = queues.filter { role.queues?.contains($0.id) == true }
        record["queues"] = .list(Self.sorted(places.map(\.name)))
        record["disabled"] = .flag(role.isDisabled)
        return record
    }

    private func record(_ field: CustomField) -> SiteRecord {
        var record = SiteRecord()
        record["name"] = .text(field.name)
        record["description"] = .text(field.description)
        record["type"] = .text(field.kind.rawValue)
        record["values_max"] = .number(Int64(field.valuesMax))
        record["pattern"] = field.pattern.map(SiteValue.text)
        record["pattern_message"] = field.patternMessage.map(SiteValue.text)
        record["defaults"] = .list(field.defaults)
        record["required_on"] = .list(Self.sorted(field.requiredOn))
        record["required_on_create"] = .flag(field.isRequiredOnCreate)
        let places = queues.filter { field.queues.contains($0.id) }
        record["queues"] = .list(Self.sorted(places.map(\.name)))
        record["order"] = .number(field.order)
        record["disabled"] = .flag(field.isDisabled)
        return record
    }

    private func options(_ field: CustomField) -> [SiteRecord] {
        field.options.enumerated().map { index, option in
            var record = SiteRecord()
            record["field"] = .text(field.name)
            record["name"] = .text(option.name)
            record["description"] = .text(option.description)
            record["order"] = .number(Int64(index + 1))
            record["disabled"] = .flag(option.isDisabled)
            return record
        }
    }

    private func priorities() throws -> [SiteRecord] {
        let rules = try session.priorityRules()
        var tables = [(nil as String?, rules.site)]
        for queue in queues {
            if let names = rules.queues[queue.id] { tables.append((queue.name, names)) }
        }
        return tables.flatMap { queue, table in
            table.names.map { name in
                var record = SiteRecord()
                record["queue"] = queue.map(SiteValue.text)
                record["name"] = .text(name.name)
                record["value"] = .number(name.value)
                return record
            }
        }
    }

    private func seats() throws -> [SiteRecord] {
        try queues.flatMap { queue -> [SiteRecord] in
            let seats = try session.seats(of: queue.id).filter(\.role.isCustom)
            return Set(seats.map(\.role)).map { role in
                var record = SiteRecord()
                record["queue"] = .text(queue.name)
                record["role"] = .text(role.name)
                let members = seats.filter { $0.role == role }.map(\.member)
                record["users"] = names(members).users
                record["groups"] = names(members).groups
                return record
            }
        }
    }

    private func rights() throws -> [SiteRecord] {
        var rights: [SiteRecord] = []
        var places: [[UInt8]: Int] = [:]
        let queueNames = Dictionary(queues.map { ($0.id, $0.name) }) { first, _ in first }
        for grant in try session.grants() {
            var record = SiteRecord()
            switch grant.grantee {
            case .user(let id): record["user"] = users[id].map { .text($0.name) }
            case .group(let id): record["group"] = groups[id].map { .text($0.name) }
            case .role(.custom(let name)): record["role"] = .text(name)
            case .role(let role): record["to"] = .text(role.rawValue)
            case .everyone: record["to"] = .text("everyone")
            case .privileged: record["to"] = .text("privileged")
            case .unprivileged: record["to"] = .text("unprivileged")
            }
            record["queue"] = grant.queue.flatMap { queueNames[$0] }.map(SiteValue.text)
            let identity = record.identity(in: .rights)
            let index = places[identity] ?? rights.count
            if index == rights.count { rights.append(record) }
            places[identity] = index
            rights[index]["rights"] = .list(
                Set(rights[index].list("rights") + [grant.right.rawValue]).sorted())
        }
        return rights
    }

    private func names(_ members: [Principal]) -> (users: SiteValue, groups: SiteValue) {
        let names = members.map { member -> (user: String?, group: String?) in
            switch member {
            case .user(let id): (users[id]?.name, nil)
            case .group(let id): (nil, groups[id]?.name)
            }
        }
        return (
            .list(Self.sorted(names.compactMap(\.user))),
            .list(Self.sorted(names.compactMap(\.group)))
        )
    }

    private static func sorted(_ names: [String]) -> [String] {
        names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// The seats of queues and the keys that hold who sits there.
enum SiteSeats {
    static let keys: [(role: Role, key: String)] = [(.cc, "cc"), (.adminCc, "admincc")]
}
