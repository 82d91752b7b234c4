import Delivery
import Desk
import Scrips
import Store
import Tickets

/// What scrips would do, as JSON and for ``TrialPage``.
struct TrialReport: Encodable {
    /// What would become of the mail: `opened`, `added`, `duplicate` or `quarantined`; `nil` for a
    /// transaction.
    let mail: String?
    /// The number under which the very same mail was taken in before.
    let earlierMail: Int64?
    /// The ticket that it became part of then.
    let earlierTicket: Int64?
    let transactions: [Step]
    /// Entries that would be written since scrips caused too much.
    let stops: [String]

    /// One transaction that scrips would look at.
    struct Step: Encodable {
        let ticket: Int64
        let transaction: Int64
        let kind: String
        let field: String?
        let oldValue: String?
        let newValue: String?
        let stage: String
        /// Scrips that led here, outermost first.
        let causes: [String]
        let scrips: [Outcome]
    }

    /// What one scrip would make of it.
    struct Outcome: Encodable {
        let scrip: String
        /// `applied`, `not applicable` or `failed`.
        let outcome: String
        /// Why it would not fire or would fail.
        let reason: String?
        /// What it would change, a line each.
        let changes: [String]
        let people: [Person]
        /// `nil` unless asked for.
        let mails: [Mail]?
        /// Webhooks and programs; `nil` unless asked for.
        let calls: [Call]?
    }

    /// Whether somebody would be mailed.
    struct Person: Encodable {
        let address: String?
        let role: String?
        let outcome: String
    }

    /// A mail as it would go out.
    struct Mail: Encodable {
        let from: String
        let to: [String]
        let cc: [String]
        let bcc: [String]
        let subject: String
        let text: String
        let html: String?
    }

    /// A webhook or program as it would be called; secrets stay names.
    struct Call: Encodable {
        /// `POST https://…`, `run NAME ARGUMENT …`.
        let request: String
        /// `Name: value`.
        let headers: [String]
        /// Of a program, its input.
        let body: String
    }

    /// - Parameter only: leaves out the other scrips.
    init(_ trial: ScripTrial, only: String?, withMails: Bool) {
        mail = trial.receipt.map { Self.words($0.outcome) }
        earlierMail = trial.earlier?.mail.value
        earlierTicket = trial.earlier?.ticket?.value
        stops = trial.stops
        transactions = trial.steps.map { step in
            let transaction = step.transaction
            return Step(
                ticket: step.ticket.id.value, transaction: transaction.id.value,
                kind: transaction.kind.rawValue, field: transaction.field,
                oldValue: transaction.oldValue, newValue: transaction.newValue,
                stage: step.stage.rawValue, causes: step.causes,
                scrips: step.outcomes.filter { only == nil || $0.scrip == only }.map {
                    Outcome($0, refusal: step.refusals[$0.scrip], withMails: withMails)
                })
        }.filter { only == nil || !$0.scrips.isEmpty }
    }

    private static func words(_ outcome: Receipt.Outcome) -> String {
        switch outcome {
        case .opened(let id): "opened #\(id)"
        case .added(let id): "added to #\(id)"
        case .duplicate: "duplicate"
        case .quarantined(let reason, _): "quarantined: \(reason.rawValue)"
        }
    }
}

extension TrialReport.Outcome {
    init(_ outcome: ScripOutcome, refusal: String?, withMails: Bool) {
        scrip = outcome.scrip
        switch outcome.result {
        case .notApplicable(let why):
            self.outcome = "not applicable"
            reason = why
        case .failed(let why, _):
            self.outcome = "failed"
            reason = why
        case .applied:
            self.outcome = refusal == nil ? "applied" : "failed"
            reason = refusal
        }
        changes = outcome.effects.compactMap(EffectText.line)
        people = outcome.decisions.map {
            TrialReport.Person(
                address: $0.address?.value, role: $0.role?.name, outcome: $0.outcome.rawValue)
        }
        let mails = outcome.effects.compactMap { effect -> TrialReport.Mail? in
            guard case .notify(let mail) = effect else { return nil }
            return TrialReport.Mail(mail)
        }
        self.mails = withMails ? mails : nil
        calls = withMails ? outcome.effects.compactMap(TrialReport.Call.init) : nil
    }
}

extension TrialReport.Call {
    /// `nil` for what is no call.
    fileprivate init?(_ effect: ScripOutcome.Effect) {
        switch effect {
        case .call(.webhook(let webhook)):
            request = "\(webhook.method.rawValue) \(webhook.url)"
            headers =
                ["Content-Type: \(webhook.contentType)"]
                + webhook.headers.map { "\($0.name): \($0.value)" }
            body = webhook.body
        case .call(.program(let run)):
            request =
                "run "
                + ([run.program] + run.arguments).map(ShellWord.quoted)
                .joined(separator: " ")
            headers = []
            body = run.input
        default: return nil
        }
    }
}

extension TrialReport.Mail {
    init(_ mail: Notification) {
        func texts(_ people: [NamedAddress]) -> [String] { people.map(\.shownWithAddress) }
        from = mail.from.shownWithAddress
        (to, cc, bcc) = (texts(mail.to), texts(mail.cc), texts(mail.bcc))
        (subject, text, html) = (mail.subject, Composer.text(of: mail), mail.html)
    }
}

extension NamedAddress {
    /// `Ada <ada@example.org>`, or the bare address.
    fileprivate var shownWithAddress: String {
        name.map { "\($0) <\(address.value)>" } ?? address.value
    }
}

/// Effects of scrips in words.
enum EffectText {
    /// `nil` for a mail, which is shown by its recipients.
    static func line(_ effect: ScripOutcome.Effect) -> String? {
        switch effect {
        case .notify, .call(.mail): nil
        case .call(.webhook(let webhook)): "\(webhook.method.rawValue) to \(webhook.url)"
        case .call(.program(let run)): "run \(run.program)"
        case .change(let change): words(change)
        case .edit(let edit): edit.description
        case .write(let text): (text.isComment ? "comment: " : "correspond: ") + text.subject
        case .work(let minutes, let tickets):
            tickets.map { "#\($0) TimeWorked: \(minutes < 0 ? "" : "+")\(Minutes.text(minutes))" }
                .joined(separator: ", ")
        case .create(let plans):
            "create " + plans.map { "\"\($0.subject)\"" }.joined(separator: ", ")
        }
    }

    private static func words(_ change: Change) -> String {
        switch change {
        case .subject(let text): "Subject: \(text)"
        case .status(let status): "Status: \(status)"
        case .priority(let value): "Priority: \(value)"
        case .setCustomField(let name, let values):
            "CF.{\(name)}: \(values.isEmpty ? "none" : values.joined(separator: ", "))"
        default: "\(change)"
        }
    }
}
