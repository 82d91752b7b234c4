/// What a clause of a query asks about, by RT's names.
package enum QueryField: Hashable, Sendable {
    case id, priority
    /// The number of the ticket that it is a part of, else its own.
    case effectiveID
    /// Other numbers; ``Ticket/NumberField/isTime`` are minutes.
    case number(Ticket.NumberField)
    case queue, lifecycle, status
    case subject
    case user(UserField)
    /// `Owner.Name`: what is compared of the person.
    case userPart(UserField, WatcherPart)
    case date(DateField)
    /// Text of the history; `filename` and `contentType` are those of attachments.
    case content, filename, contentType
    /// Subject, texts and names of attachments at once; Postern's own.
    case fullText
    case watcher(WatcherSeat, WatcherPart)
    case group(GroupOf)
    case link(LinkField)
    case mergedInto
    /// By its name as written; which fields there are is the site's business.
    case customField(String)
    /// Any custom field of text.
    case customFieldContent

    /// Users that a ticket names.
    package enum UserField: String, Hashable, Sendable, CaseIterable {
        case owner = "Owner"
        case creator = "Creator"
        case lastUpdatedBy = "LastUpdatedBy"
        /// Whoever ever did something to it.
        case updatedBy = "UpdatedBy"
    }

    /// Moments of a ticket.
    package enum DateField: String, Hashable, Sendable, CaseIterable {
        case created = "Created"
        case starts = "Starts"
        case started = "Started"
        case due = "Due"
        case resolved = "Resolved"
        case told = "Told"
        case lastUpdated = "LastUpdated"
        /// Of any entry in the history.
        case updated = "Updated"
    }

    /// Which seats are looked at.
    package struct WatcherSeat: Hashable, Sendable {
        package let name: String
        package let roles: [Role]
        /// The queue's seats instead of the ticket's.
        package let isOfQueue: Bool

        static let all = [
            WatcherSeat(name: "Requestor", roles: [.requestor], isOfQueue: false),
            WatcherSeat(name: "Requestors", roles: [.requestor], isOfQueue: false),
            WatcherSeat(name: "Cc", roles: [.cc], isOfQueue: false),
            WatcherSeat(name: "AdminCc", roles: [.adminCc], isOfQueue: false),
            WatcherSeat(name: "Watcher", roles: [.requestor, .cc, .adminCc], isOfQueue: false),
            WatcherSeat(name: "QueueCc", roles: [.cc], isOfQueue: true),
            WatcherSeat(name: "QueueAdminCc", roles: [.adminCc], isOfQueue: true),
            WatcherSeat(name: "QueueWatcher", roles: [.cc, .adminCc], isOfQueue: true),
        ]

        /// Seats of a custom role, by its name: `CustomRole.{Engineer}`.
        package static func custom(_ name: String) -> WatcherSeat {
            WatcherSeat(
                name: "CustomRole.{\(name)}", roles: [.custom(name)], isOfQueue: false)
        }

        /// Whether all seats are meant, those of custom roles too.
        package var isAnyone: Bool { ["Watcher", "QueueWatcher"].contains(name) }

        /// The same and those of other roles.
        package func with(_ roles: [Role]) -> WatcherSeat {
            WatcherSeat(name: name, roles: self.roles + roles, isOfQueue: isOfQueue)
        }
    }

    /// What of the person in the seat is compared.
    package enum WatcherPart: String, Hashable, Sendable, CaseIterable {
        case emailAddress = "EmailAddress"
        case name = "Name"
        case realName = "RealName"
        case id = "id"
    }

    /// Whose membership is asked.
    package enum GroupOf: String, Hashable, Sendable, CaseIterable {
        case owner = "OwnerGroup"
        case requestor = "RequestorGroup"
        case cc = "CCGroup"
        case adminCc = "AdminCCGroup"
        case watcher = "WatcherGroup"

        /// The seats; none for the owner.
        package var roles: [Role] {
            switch self {
            case .owner: []
            case .requestor: [.requestor]
            case .cc: [.cc]
            case .adminCc: [.adminCc]
            case .watcher: [.requestor, .cc, .adminCc]
            }
        }
    }

    /// Ties between tickets, seen from the ticket that is looked for.
    package enum LinkField: String, Hashable, Sendable, CaseIterable {
        case linked = "Linked"
        case linkedTo = "LinkedTo"
        case linkedFrom = "LinkedFrom"
        case memberOf = "MemberOf"
        case hasMember = "HasMember"
        case dependsOn = "DependsOn"
        case dependedOnBy = "DependedOnBy"
        case refersTo = "RefersTo"
        case referredToBy = "ReferredToBy"
    }

    /// What fits behind a field.
    package enum Kind: Hashable, Sendable {
        case number, name, user, text, date, words, watcher, group, link, priority, custom
    }

    /// Decides which operators and values a clause may have.
    package var kind: Kind {
        switch self {
        case .id: .number
        case .priority, .number(.initialPriority), .number(.finalPriority): .priority
        case .number: .number
        case .queue, .lifecycle, .status, .effectiveID: .name
        case .subject, .filename, .contentType, .customFieldContent: .text
        case .user: .user
        case .date: .date
        case .content, .fullText: .words
        case .watcher(_, .id), .userPart(_, .id): .number
        case .watcher, .userPart: .watcher
        case .group: .group
        case .link, .mergedInto: .link
        case .customField: .custom
        }
    }

    /// As documented: `LastUpdated`, `Requestor.Name`.
    package var name: String {
        switch self {
        case .id: "id"
        case .effectiveID: "EffectiveId"
        case .priority: "Priority"
        case .number(let field): field.rawValue
        case .queue: "Queue"
        case .lifecycle: "Lifecycle"
        case .status: "Status"
        case .subject: "Subject"
        case .user(let field): field.rawValue
        case .userPart(let field, let part): field.rawValue + "." + part.rawValue
        case .date(let field): field.rawValue
        case .content: "Content"
        case .filename: "Filename"
        case .contentType: "ContentType"
        case .fullText: "FullText"
        case .watcher(let seat, .emailAddress): seat.name
        case .watcher(let seat, let part): seat.name + "." + part.rawValue
        case .group(let field): field.rawValue
        case .link(let field): field.rawValue
        case .mergedInto: "MergedInto"
        case .customField(let name): "CF.{\(name)}"
        case .customFieldContent: "CustomFieldContent"
        }
    }

    /// Every field but a site's own, in the order in which the documentation lists them.
    package static let all: [QueryField] =
        [.id, .effectiveID, .queue, .lifecycle, .status, .subject, .priority]
        + Ticket.NumberField.allCases.map(QueryField.number)
        + UserField.allCases.map(QueryField.user)
        + UserField.allCases.flatMap { user in WatcherPart.allCases.map { .userPart(user, $0) } }
        + DateField.allCases.map(QueryField.date)
        + [.content, .fullText, .filename, .contentType]
        + WatcherSeat.all.flatMap { seat in WatcherPart.allCases.map { .watcher(seat, $0) } }
        + GroupOf.allCases.map(QueryField.group) + LinkField.allCases.map(QueryField.link)
        + [.mergedInto, .customFieldContent]

    private static let byKey: [String: QueryField] = {
        var table: [String: QueryField] = [:]
        for field in all { table[field.name.lowercased()] = field }
        for seat in WatcherSeat.all {
            table[(seat.name + ".EmailAddress").lowercased()] = .watcher(seat, .emailAddress)
        }
        table["transactiondate"] = .date(.updated)
        table["historycontent"] = .content
        return table
    }()

    /// Finds a field by its name, regardless of case.
    package init?(named name: String) {
        if let field = Self.byKey[name.lowercased()] {
            self = field
        } else if let field = Self.customRole(name) {
            self = field
        } else if let custom = Self.customFieldName(name) {
            self = .customField(custom)
        } else {
            return nil
        }
    }

    /// `CustomRole.{Engineer}`, `CustomRole.{Engineer}.Name`; whether there is such a role is asked
    /// later.
    private static func customRole(_ text: String) -> QueryField? {
        let start = "customrole.{"
        guard text.lowercased().hasPrefix(start), let end = text.firstIndex(of: "}") else {
            return nil
        }
        let name = text[text.index(text.startIndex, offsetBy: start.count)..<end]
            .trimmingBlanks()
        let rest = text[text.index(after: end)...].lowercased()
        guard !name.isEmpty else { return nil }
        if rest.isEmpty { return .watcher(.custom(name), .emailAddress) }
        let part = WatcherPart.allCases.first { rest == "." + $0.rawValue.lowercased() }
        return part.map { .watcher(.custom(name), $0) }
    }

    /// The name in `CF.{Name}`, `CustomField.{Name}`, `CF.Name`; `nil` for anything else. RT's
    /// `.Content` and `.LargeContent` behind brackets mean the value, which is all there is.
    private static func customFieldName(_ text: String) -> String? {
        for prefix in ["cf.", "customfield."] where text.lowercased().hasPrefix(prefix) {
            var rest = text.dropFirst(prefix.count)
            for part in ["}.content", "}.largecontent"] where rest.lowercased().hasSuffix(part) {
                rest = rest.dropLast(part.count - 1)
            }
            let name =
                rest.hasPrefix("{") && rest.hasSuffix("}") ? rest.dropFirst().dropLast() : rest
            return name.isEmpty ? nil : String(name)
        }
        return nil
    }
}

extension Substring {
    /// Without white space at the ends.
    fileprivate func trimmingBlanks() -> String {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
