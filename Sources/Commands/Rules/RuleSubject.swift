import Tickets

/// A kind of rule as the commands that all kinds share speak of it.
protocol RuleSubject {
    static var kind: RuleKind { get }
    /// A name as an example of the help texts has it.
    static var example: String { get }
    /// How a new one begins, for the editor.
    static func skeleton(_ name: String) -> String
    /// The file of a new one.
    static func file(_ name: String) -> String
    /// Refuses a name that would not be the one of its file.
    static func check(_ name: String) throws
}

extension RuleSubject {
    /// One of them: `scrip`.
    static var noun: String { kind.rawValue }
    /// One of them at the beginning of a sentence.
    static var title: String { noun.prefix(1).uppercased() + noun.dropFirst() }
    /// Whose names are paths.
    static func check(_ name: String) throws {}

    /// Several: `scrips`.
    static var plural: String { kind.folder }
}

/// Scrips.
enum ScripSubject: RuleSubject {
    static var kind: RuleKind { .scrip }
    static var example: String { "on-create-autoreply" }

    static func skeleton(_ name: String) -> String {
        """
        # What it is for.
        name: \(name)
        description: ""
        condition: On Create
        action: Notify AdminCcs
        template: transaction
        order: 100

        """
    }

    static func file(_ name: String) -> String { name + ".yaml" }
}

/// Templates; each file is one.
enum TemplateSubject: RuleSubject {
    static var kind: RuleKind { .template }
    static var example: String { "autoreply/en.txt" }

    static func skeleton(_ name: String) -> String {
        name.hasSuffix(".html")
            ? "<p>{{ticket.subject}}</p>\n" : "Subject: {{ticket.subject}}\n\nHello,\n\n"
    }

    static func file(_ name: String) -> String { name }
}

/// Lifecycles.
enum LifecycleSubject: RuleSubject {
    static var kind: RuleKind { .lifecycle }
    static var example: String { "default" }

    static func skeleton(_ name: String) -> String {
        """
        # What it is for.
        initial: [new]
        active: [open]
        inactive: [resolved]

        # Statuses that a new ticket may have.
        create: [new]

        defaults:
          on_create: new
          on_resolve: resolved

        # Status: those that may follow it.
        transitions:
          new: [open, resolved]
          open: [resolved]
          resolved: [open]

        """
    }

    static func file(_ name: String) -> String { name + ".yaml" }

    static func check(_ name: String) throws {
        let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isClean = name.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
        guard !name.isEmpty, name.count <= 200, isClean, words == name, !name.contains("/"),
            !name.hasPrefix(".")
        else {
            throw CommandFailure(
                "a lifecycle cannot be called \"\(name)\": its name is its file's, 1 to 200"
                    + " characters without / and outer or doubled spaces, the first one no dot",
                .usage)
        }
    }
}
