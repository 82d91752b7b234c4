/// What a site rules by, besides settings and rights; each is a file or a few.
package enum RuleKind: String, Hashable, Sendable, CaseIterable, Comparable {
    case lifecycle, template, scrip

    /// In the order in which they refer to each other: the later to the earlier.
    package static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }

    /// The folder that holds them in a site's files.
    package var folder: String { rawValue + "s" }
}

/// A file's text with its path below the folder of its kind: `10-on-create.yaml`,
/// `autoreply/en.txt`.
///
/// Equal means the same bytes: to Swift, two texts that look the same are equal although one of them
/// has its accents apart.
package struct RuleText: Hashable, Sendable {
    package let file: String
    package let text: String

    /// Pairs them.
    package init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    /// Compares byte for byte.
    package static func == (left: Self, right: Self) -> Bool {
        left.file.utf8.elementsEqual(right.file.utf8)
            && left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Fits ``==(_:_:)``.
    package func hash(into hasher: inout Hasher) {
        for byte in file.utf8 { hasher.combine(byte) }
        hasher.combine(text.utf8.count)
    }
}

/// A rule in force as it was written.
package struct WrittenRule: Hashable, Sendable {
    package let kind: RuleKind
    /// Unique in its kind: a scrip's or lifecycle's name, the path of a template's file.
    package let name: String
    package let written: RuleText

    /// Gathers it.
    package init(_ kind: RuleKind, name: String, _ written: RuleText) {
        self.kind = kind
        self.name = name
        self.written = written
    }
}

/// One entry of the history of rules.
package struct RuleChange: Hashable, Sendable {
    package let id: Int64
    package let kind: RuleKind
    /// As ``WrittenRule/name``.
    package let name: String
    /// `nil` when there was none before.
    package let before: RuleText?
    /// `nil` when it was deleted.
    package let after: RuleText?
    package let user: UserID
    package let changed: Timestamp
    /// By which way: `edit`, `apply`.
    package let remark: String

    /// Makes a value of what is stored.
    package init(
        id: Int64, kind: RuleKind, name: String, before: RuleText?, after: RuleText?, user: UserID,
        changed: Timestamp, remark: String
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.before = before
        self.after = after
        self.user = user
        self.changed = changed
        self.remark = remark
    }
}
