import Tickets

/// One action that a scrip can name: RT's name, what it takes, what it does.
///
/// A new one is a `static let` in a file of its own and a line in ``all``.
package struct ActionKind: Sendable {
    /// RT's name; stored and written in files, so it never changes.
    package let name: String
    /// Whether it takes an argument, and which.
    package let takes: ArgumentNeed
    /// Whether it takes a template.
    package let template: TemplateNeed
    /// Makes the meaning of a checked argument; throws ``ScripProblem`` where it makes no sense.
    let meaning: @Sendable (ArgumentValue?) throws -> ActionMeaning

    /// An action with an argument.
    init(
        _ name: String, takes: ArgumentNeed, template: TemplateNeed = .none,
        meaning: @escaping @Sendable (ArgumentValue?) throws -> ActionMeaning
    ) {
        self.name = name
        self.takes = takes
        self.template = template
        self.meaning = meaning
    }

    /// An action without one.
    init(
        _ name: String, template: TemplateNeed = .none, run: @escaping ActionMeaning.Run
    ) {
        self.init(name, takes: .none, template: template) { _ in ActionMeaning(run) }
    }

    /// An action that mails a template and needs no argument.
    init(_ name: String, mailing mail: MailAction) {
        self.init(name, takes: .none, template: .required) { _ in ActionMeaning(mailing: mail) }
    }

    /// Every action, in the order in which help shows them.
    package static let all: [ActionKind] =
        mailing
        + [
            openTickets, openInactiveTickets, openOnStarted, extractSubjectTag,
            setStatus, setPriority, addPriority, escalatePriority, linearEscalate,
            setOwner, setQueue, setDue, setField, clearCustomFieldValue, setCustomFieldToNow,
            addWatcher, removeWatcher, addLink, updateParentTimeWorked,
            createTickets, recordComment, recordCorrespondence, forward,
            webhook, run,
        ]

    private static let mailing: [ActionKind] = {
        var kinds = [autoreply]
        for asComment in [false, true] {
            kinds += MailAction.Audience.allCases.map { notify($0, asComment: asComment) }
            kinds += [notifyRoles(asComment: asComment), notifyGroup(asComment: asComment)]
        }
        return kinds + [sendForward]
    }()

    /// Finds one by its name, regardless of case and blanks: RT's modules have none.
    package static func named(_ name: String) -> ActionKind? { byName[ConditionKind.key(name)] }

    /// A site's scrips are read for each transaction, so nothing is searched for.
    private static let byName = Dictionary(all.map { (ConditionKind.key($0.name), $0) }) {
        first, _ in first
    }
}

/// Whether an action takes a template.
package enum TemplateNeed: Hashable, Sendable {
    case none, optional, required
}

/// What an action with its argument does.
struct ActionMeaning: Sendable {
    /// Says what should follow; what it throws is the scrip's failure.
    typealias Run =
        @Sendable (Scrip, inout CheckedTemplates, Snapshot) throws -> ScripOutcome.Result

    let run: Run
    /// Words in lower case for people whom the Desk has to find before it can run.
    var mentions: Set<String> = []
    /// Whom it mails the scrip's template; `nil` for one that mails nobody.
    let mail: MailAction?

    init(_ run: @escaping Run) {
        self.run = run
        mail = nil
    }

    /// Mails the scrip's template.
    init(mailing mail: MailAction) {
        self.mail = mail
        run = { scrip, templates, snapshot in mail.result(scrip, &templates, snapshot) }
    }
}
