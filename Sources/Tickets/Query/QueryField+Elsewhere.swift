/// What RT's queries know and a ticket here has not: an error that says so is better than "unknown".
enum ElsewhereWord {
    /// What should have stood there instead of a field of RT's; `nil` for any other word.
    static func instead(of name: String) -> String? {
        let key = name.lowercased()
        let stem = String(key.prefix { $0 != "." && $0 != "{" })
        if let exact = fields[stem], stem == key || brackets.contains(stem) { return exact }
        guard stem != key, let dot = name.firstIndex(of: ".") else { return nil }
        let isPerson =
            QueryField.WatcherSeat.all.contains { $0.name.lowercased() == stem }
            || QueryField.UserField.allCases.contains { $0.rawValue.lowercased() == stem }
        guard isPerson else { return nil }
        let parts = QueryField.WatcherPart.allCases.map { name[..<dot] + "." + $0.rawValue }
        return parts.joined(separator: ", ") + ": nothing else is known of people"
    }

    /// Fields that RT writes with a name of the site's behind them.
    private static let brackets: Set<String> = ["txncf", "queuecf", "customrole"]

    private static let fields = [
        "type": "another field: all tickets are of one type; approvals have a Lifecycle or Queue"
            + " of their own",
        "description": "Content: what a ticket is about stands in its first message",
        "sla":
            "another field: there are no service levels yet; Due and Starts hold what was agreed",
        "txncf": "CF.{Name}: there are no custom fields of transactions yet",
        "queuecf": "CF.{Name} or Queue IN (…): there are no custom fields of queues yet",
        "hasattribute": "CF.{Name} IS NOT NULL: tickets have no attributes",
        "hasnoattribute": "CF.{Name} IS NULL: tickets have no attributes",
        "hasunreadmessages": "LastUpdated or LastUpdatedBy: who has read what is not kept",
        "customrole": "CustomRole.{Name}, perhaps with .Name, .RealName or .id behind it",
    ]

    /// The same of RT's magic values.
    static func instead(ofValue text: String) -> String? {
        switch text.lowercased() {
        case "__bookmarked__":
            "a number: there are no bookmarks; `postern search save` keeps a search"
        case "__selecteduser__":
            "a user's name or __CurrentUser__: there is no page on which a user is selected"
        default: nil
        }
    }
}

extension QueryValue {
    /// What should have stood there instead of a magic value of RT's that means nothing here.
    package var insteadOfMagic: String? { ElsewhereWord.instead(ofValue: text) }

    /// Whether it stands for whoever asks.
    package var isCurrentUser: Bool {
        ["__currentuser__", "__currentusername__"].contains(text.lowercased())
    }
}
