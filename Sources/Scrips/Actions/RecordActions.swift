import Templates
import Tickets

/// Actions that write a template's text on the ticket, in the tracker's own name.
extension ActionKind {
    static let recordComment = ActionKind("Record Comment", template: .required) {
        try record(.comment, $0, &$1, $2)
    }

    /// `{internal: true}` lets everybody read what only staff might.
    static let recordCorrespondence = ActionKind(
        "Record Correspondence", takes: .optional("{internal: true}"), template: .required
    ) { argument in
        let isForInternal = try argument?.fields(["internal"])["internal"]?.flag() ?? false
        return ActionMeaning { scrip, templates, snapshot in
            if let refusal = InternalGuard.refusal(snapshot, isForInternal: isForInternal) {
                return .notApplicable(refusal)
            }
            return try record(.correspond, scrip, &templates, snapshot)
        }
    }

    private static func record(
        _ kind: Transaction.Kind, _ scrip: Scrip, _ templates: inout CheckedTemplates,
        _ snapshot: Snapshot
    ) throws -> ScripOutcome.Result {
        // As in RT: what writes when something was written would never end.
        guard snapshot.transaction.kind != .comment, snapshot.transaction.kind != .correspond
        else { return .notApplicable("it writes nothing about what was written") }
        guard let template = scrip.template else {
            throw ScripError(detail: "action \"\(scrip.action.name)\" needs a template")
        }
        let filled = try templates.filled(template, snapshot).text
        return .applied(
            [
                .write(
                    WrittenText(
                        isComment: kind == .comment,
                        subject: filled.subject ?? snapshot.ticket.subject, text: filled.text))
            ], decisions: [])
    }
}
