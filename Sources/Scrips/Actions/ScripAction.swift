import Tickets

/// What a scrip does: an action by RT's name with its argument, checked.
package struct ScripAction: Hashable, Sendable {
    /// RT's name, as ``ActionKind`` writes it.
    package let name: String
    /// As it was given; `nil` for none.
    package let argument: ScripArgument?
    /// Whether it takes a template.
    package let template: TemplateNeed
    let meaning: ActionMeaning

    /// Finds an action by its name, regardless of case, and checks its argument.
    ///
    /// - Throws: ``ScripProblem``.
    package init(named name: String, argument: ScripArgument? = nil) throws {
        guard let kind = ActionKind.named(name) else {
            let near = NearestWord.find(name, among: ActionKind.all.map(\.name))
            let hint = near.map { "; did you mean \"\($0)\"?" } ?? ""
            throw ScripProblem(.action, "there is no action \"\(name)\"\(hint)")
        }
        let value = try kind.takes.check(argument, of: kind.name, .actionArgument)
        self.init(kind, argument: argument, meaning: try kind.meaning(value))
    }

    private init(_ kind: ActionKind, argument: ScripArgument?, meaning: ActionMeaning) {
        name = kind.name
        self.argument = argument
        template = kind.template
        self.meaning = meaning
    }

    /// Equal words mean the same.
    package static func == (one: ScripAction, other: ScripAction) -> Bool {
        one.name == other.name && one.argument == other.argument
    }

    /// As ``==(_:_:)``.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(argument)
    }

    /// Confirms to the requestors that their mail arrived, whoever wrote it.
    package static let autoreply = ScripAction(
        .autoreply, argument: nil, meaning: ActionMeaning(mailing: .autoreply))

    /// Mails everybody in an audience; `asComment` mails from the comment address and only staff.
    package static func notify(_ audience: MailAction.Audience, asComment: Bool) -> ScripAction {
        ScripAction(
            .notify(audience, asComment: asComment), argument: nil,
            meaning: ActionMeaning(mailing: .notify(audience, asComment: asComment)))
    }
}
