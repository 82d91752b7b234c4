import ArgumentParser
import Delivery
import Desk
import Gateway
import Intake
import MIME
import Settings
import Store
import Tickets

/// `postern outbox show`.
struct OutboxShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one outgoing mail or call: where it stands, to whom, its text.",
        discussion: "Example: postern outbox show 31 --raw")

    @Argument(help: ArgumentHelp("Number as in `postern outbox list`.", valueName: "id"))
    var id: String

    @Flag(
        help:
            "Print the mail as it is handed over, headers and all, or the body of a call; nothing else."
    )
    var raw = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let number = try OutboxNumber.parse(id)
        let instance = try Instance.open(options)
        let found = try instance.desk.outgoingMail(number, as: instance.actor.id)
        guard let (row, reports) = found else {
            throw CommandFailure(
                "there is no outgoing mail or call \(number); see `postern outbox list --all`")
        }
        let output = Output(options.format, zone: instance.settings.site.timeZone)
        if raw { return output.write(try compose(row, instance)) }
        try output.print("outgoing_mail", ShownOutboxMail(row, reports)) {
            text(row, reports, output)
        }
    }

    private func compose(_ row: OutboxRow, _ instance: Instance) throws -> [UInt8] {
        let limits = IntakeLimits(settings: instance.settings).message
        switch row.content {
        case .mail(let mail):
            return try Composer(reader: MessageReader(limits: limits)).compose(mail) {
                try instance.store.rawMail($0)
            }
        case .webhook(let webhook): return Array(webhook.body.utf8)
        case .program(let run): return Array(run.input.utf8)
        }
    }

    private func text(_ row: OutboxRow, _ reports: [DeliveryReport], _ output: Output) -> String {
        var fields = FieldList()
        let made = "\(output.time.relative(row.created)) (\(output.time.exact(row.created)))"
        fields.add(OutboxText.title(row.content.kind), "\(row.id), made \(made)")
        fields.add("State", OutboxText.state(row, output.time))
        fields.add("Tries", "\(row.attempts)")
        fields.add(row.state == .sent ? "Remark" : "Error", row.lastError)
        fields.add("Because", "scrip \(row.scrip) on ticket #\(row.ticket)")
        switch row.content {
        case .mail(let mail): return text(mail, row, reports, fields, output)
        case .webhook(let webhook):
            fields.add("Request", OutboxText.destination(row))
            fields.add("Headers", webhook.headers.map { "\($0.name): \($0.value)" })
            fields.add("Type", webhook.contentType)
            fields.add("Signed", webhook.secret.map { "with secret \($0)" })
            return text(call: row, body: webhook.body, fields, output)
        case .program(let run):
            fields.add("Program", run.program)
            fields.add("Arguments", run.arguments)
            return text(call: row, body: run.input, fields, output)
        }
    }

    private func text(
        call row: OutboxRow, body: String, _ fields: FieldList, _ output: Output
    ) -> String {
        var fields = fields
        fields.add("Limit", "\(row.content.timeoutSeconds ?? 0) s")
        fields.add("Delivery", row.content.id)
        if let answer = row.answer {
            fields.add("Answer", answer.code.map { "\($0)" } ?? "none")
            let lines = answer.text.split(separator: "\n").map { "  " + $0 }
            fields.add("", Array(lines.prefix(20)))
        }
        return fields.text(output.terminal) + "\n" + ParsedMail.body(body, [], output)
    }

    private func text(
        _ mail: Notification, _ row: OutboxRow, _ reports: [DeliveryReport], _ fields: FieldList,
        _ output: Output
    ) -> String {
        var fields = fields
        fields.add("Envelope", mail.envelopeSender.isEmpty ? "<>" : "<\(mail.envelopeSender)>")
        fields.add("From", Self.shown(mail.from))
        fields.add("Reply-To", mail.replyTo?.value)
        fields.add("To", mail.to.map(Self.shown))
        fields.add("Cc", mail.cc.map(Self.shown))
        fields.add("Bcc", mail.bcc.map(Self.shown))
        if row.state != .sent, let waiting = row.pendingRecipients {
            fields.add("Waiting", waiting.map(\.value))
        }
        fields.add("Reports", reports.map { "\(ReportText.sentence($0)) (mail \($0.mail))" })
        fields.add("Subject", mail.subject)
        fields.add("Message-ID", mail.messageID.description)
        fields.add("In-Reply-To", mail.inReplyTo?.description)
        fields.add(
            "Files",
            mail.attachments.map { reference in
                let file = reference.attachment
                return
                    "\(file.filename) (\(file.contentType), \(SizeText.of(Int64(file.sizeBytes))))"
            })
        return fields.text(output.terminal) + "\n"
            + ParsedMail.body(Composer.text(of: mail), [], output)
    }

    private static func shown(_ address: NamedAddress) -> String {
        address.name.map { "\($0) <\(address.address)>" } ?? address.address.value
    }
}

/// An outgoing mail or call with its contents as JSON; what is of mails is absent for a call.
struct ShownOutboxMail: Encodable {
    let mail: OutboxMail
    let from: String?
    let fromName: String?
    let replyTo: String?
    let inReplyTo: String?
    let references: [String]?
    /// The value of Auto-Submitted.
    let autoSubmitted: String?
    /// Further fields of the header, in order.
    let headers: [Header]?
    let text: String?
    let html: String?
    let attachments: [File]?
    /// What was reported of it: bounces, notices of delay, receipts, complaints.
    let reports: [DeliveryReportReport]

    /// One field.
    struct Header: Encodable {
        let name: String
        let value: String
    }

    /// A file of a received mail that goes along.
    struct File: Encodable {
        let mail: Int64
        let part: String
        let filename: String
        let contentType: String
        let size: Int
        let sha256: String
    }

    init(_ row: OutboxRow, _ reports: [DeliveryReport]) {
        let content = row.mail
        mail = OutboxMail(row, isFull: true)
        self.reports = reports.map(DeliveryReportReport.init)
        from = content?.from.address.value
        fromName = content?.from.name
        replyTo = content?.replyTo?.value
        inReplyTo = content?.inReplyTo?.value
        references = content?.references.map(\.value)
        autoSubmitted = content?.automation.rawValue
        headers = content?.headers.map { Header(name: $0.name, value: $0.value) }
        text = content?.text
        html = content?.html
        attachments = content?.attachments.map { reference in
            File(
                mail: reference.mail.value, part: reference.attachment.path,
                filename: reference.attachment.filename,
                contentType: reference.attachment.contentType,
                size: reference.attachment.sizeBytes, sha256: reference.attachment.sha256)
        }
    }
}
