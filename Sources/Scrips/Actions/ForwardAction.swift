import Templates
import Tickets

/// The action "Forward": what was written goes to other addresses, as it is.
struct ForwardAction: Sendable {
    let addresses: [EmailAddress]

    init(_ argument: ArgumentValue) throws { addresses = try argument.addresses() }

    func result(_ scrip: Scrip, _ snapshot: Snapshot) throws -> ScripOutcome.Result {
        guard let message = snapshot.message else {
            return .notApplicable("nothing was written")
        }
        // Nobody outside may read what is written among staff, and a file names anybody.
        guard !snapshot.transaction.isInternal else {
            return .notApplicable("only staff may read it")
        }
        guard snapshot.mailKind?.isAutomatic != true else {
            return .notApplicable("automatic mail is not forwarded")
        }
        // Whoever answers each mail of ours with the same would be sent it for ever.
        guard snapshot.mailsAlike < 2 else {
            return .notApplicable("the same mail came again and again: a loop")
        }
        let own = snapshot.ownAddresses.union(snapshot.site.ownAddresses)
        let author = message.author?.address
        let decisions = addresses.map { address in
            let outcome: MailDecision.Outcome =
                own.contains(address) ? .ownAddress : address == author ? .ownAction : .mailed
            return MailDecision(
                address: address, user: nil, role: nil, outcome: outcome, occasion: .named)
        }
        let recipients = addresses.filter { !own.contains($0) && $0 != author }
        guard !recipients.isEmpty else { return .applied([], decisions: decisions) }
        return .applied(
            [.notify(try mail(scrip, snapshot, message, to: recipients))], decisions: decisions)
    }

    private func mail(
        _ scrip: Scrip, _ snapshot: Snapshot, _ message: Message, to recipients: [EmailAddress]
    ) throws -> Notification {
        let queue = snapshot.queue
        let from = queue.correspondAddress ?? snapshot.fallbackSender
        let site = OneLine.of(snapshot.site.name)
        let author = message.author.map { OneLine.of($0.shown) } ?? OneLine.of(snapshot.actor.shown)
        let body = MessageBody(message.text)
        let subject = message.subject.isEmpty ? snapshot.ticket.subject : message.subject
        let head =
            "---------- Forwarded message ----------\nFrom: \(author)\n"
            + "Date: \(MomentText(language: "", zone: .utc).of(snapshot.transaction.created))\n"
            + "Subject: \(OneLine.of(subject))\n\n"
        return Notification(
            from: NamedAddress(from, name: DisplayName.of(queue.name)), replyTo: from,
            to: recipients.map { NamedAddress($0, name: nil) },
            subject: SubjectTags(snapshot).tagged("Fwd: " + OneLine.of(subject)),
            text: head + body.text + "\n",
            messageID: try NotificationComposer.messageID(scrip, snapshot, part: "fwd"),
            date: snapshot.now, automation: .generated,
            headers: [
                Notification.Header("Precedence", "bulk"),
                Notification.Header("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
                Notification.Header("X-Postern-Loop", site),
                Notification.Header("X-Postern-Ticket", "\(site) #\(snapshot.ticket.id)"),
            ], envelopeSender: (snapshot.envelopeSender ?? from).value,
            attachments: message.mail.map { mail in
                message.attachments.map {
                    Notification.AttachmentReference(mail: mail, attachment: $0)
                }
            } ?? [])
    }
}

extension ActionKind {
    static let forward = ActionKind("Forward", takes: .required("addresses")) { argument in
        let action = try ForwardAction(try required(argument))
        return ActionMeaning { scrip, _, snapshot in try action.result(scrip, snapshot) }
    }
}
