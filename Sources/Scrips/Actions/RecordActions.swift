import Templates
import Tickets

/// Actions that write a template's text on the ticket, in the tracker's own name.
extension ActionKind {
    static let recordComment = recording("Record Comment", .comment)
    static let recordCorrespondence = recording("Record Correspondence", .correspond)

    private static func recording(_ name: String, _ kind: Transaction.Kind) -> ActionKind {
        ActionKind(name, template: .required) { scrip, templates, snapshot in
            // As in RT: what writes when something was written would never end.
            guard snapshot.transaction.kind != .comment, snapshot.transaction.kind != .correspond
            else { return .notApplicable("it writes nothing about what was written") }
            guard let template = scrip.template else {
                throw ScripError(detail: "action \"\(name)\" needs a template")
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
}
