import Scrips
import Store
import Tickets

/// What scrips may name, and do with what they name.
struct KnownNames {
    private let names: [ScripMention.Subject: [String]]
    private let keys: [ScripMention.Subject: Set<String>]
    private let fields: [CustomField]
    /// Queues that take no tickets.
    private let closed: Set<String>
    private let ownAddresses: Set<EmailAddress>
    /// Only to see whether a value can be read.
    private static let time = QueryTime(now: Timestamp(milliseconds: 0)) { _ in 0 }

    init(_ session: StoreSession, site: Site) throws {
        let queues = try session.queues()
        fields = try session.customFields()
        closed = Set(queues.filter(\.isDisabled).map { $0.name.lowercased() })
        ownAddresses = try session.queueAddresses().union(site.ownAddresses)
        names = [
            .role: try session.customRoles().map(\.name), .field: fields.map(\.name),
            .queue: queues.map(\.name), .group: try session.groups().map(\.name),
            .status: Set(try session.lifecycles().values.flatMap(\.statuses)).sorted(),
            // Which queue a ticket is in when it runs, nobody knows yet.
            .priority: try session.priorityRules().allNames,
        ]
        keys = names.mapValues { Set($0.map { $0.lowercased() }) }
    }

    /// Why a name stands for nothing that can be used; `nil` where it does. A disabled role is one
    /// that nobody sits in for a while.
    func fault(of mention: ScripMention, _ session: StoreSession) throws -> String? {
        let (key, name) = (mention.name.lowercased(), mention.name)
        switch mention.subject {
        case .user, .owner: return try userFault(of: mention, session)
        case .address:
            let isOwn = EmailAddress(name).map(ownAddresses.contains) ?? false
            return isOwn ? "\(name) is an address of the tracker" : nil
        case .role, .field, .queue, .group, .status, .priority: break
        }
        let known = names[mention.subject] ?? []
        guard keys[mention.subject]?.contains(key) == true else {
            let near = NearestWord.find(name, among: known).map { "; did you mean \"\($0)\"?" }
            if mention.subject == .priority {
                return "expected a whole number or one of \(known.joined(separator: ", ")), "
                    + "found \"\(name)\"\(near ?? "")"
            }
            let what =
                mention.subject == .status
                ? "no lifecycle has a status" : "there is no \(mention.subject.noun)"
            return "\(what) \"\(name)\"\(near ?? "")"
        }
        if mention.subject == .queue {
            return closed.contains(key) ? "queue \"\(name)\" is disabled" : nil
        }
        guard mention.subject == .field,
            let field = fields.first(where: { $0.name.lowercased() == key })
        else { return nil }
        return fault(of: mention.use, in: field)
    }

    /// There may be a hundred thousand users, so they are not all loaded.
    private func userFault(of mention: ScripMention, _ session: StoreSession) throws -> String? {
        let name = mention.name
        let user =
            try session.user(named: name)
            ?? EmailAddress(name).flatMap { try session.user(at: $0) }
        guard let user else { return "there is no user \"\(name)\"" }
        let isRefused = mention.subject == .owner && user.isDisabled
        return isRefused ? "user \"\(name)\" is disabled and can own no ticket" : nil
    }

    private func fault(of use: ScripMention.FieldUse?, in field: CustomField) -> String? {
        if field.isDisabled { return "custom field \"\(field.name)\" is disabled" }
        switch use {
        case nil: break
        case .count(let count):
            guard field.valuesMax > 0, count > field.valuesMax else { break }
            let expected = field.valuesMax == 1 ? "one value" : "at most \(field.valuesMax) values"
            return "field \"\(field.name)\": found \(count) values, expected \(expected)"
        case .now:
            // Of users any text might be one's name.
            let now = UTCSecond.text(of: Self.time.now)
            let text = field.kind == .date ? String(now.prefix(10)) : now
            if field.kind == .user || (try? field.value(from: text, at: Self.time)) == nil {
                return
                    "custom field \"\(field.name)\" of type \(field.kind.rawValue) cannot hold a "
                    + "moment such as \"\(text)\""
            }
        case .value(let text):
            do {
                // As Set Field does: only a field of several lines keeps them.
                let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
                _ = try field.value(from: field.kind == .text ? text : line, at: Self.time)
            } catch let error as FieldValueError {
                return error.detail
            } catch { break }
        }
        return nil
    }
}

extension ScripMention.Subject {
    fileprivate var noun: String {
        switch self {
        case .role: "custom role"
        case .field: "custom field"
        case .queue: "queue"
        case .user, .owner: "user"
        case .group: "group"
        case .address: "address"
        case .priority: "priority"
        case .status: "status"
        }
    }
}
