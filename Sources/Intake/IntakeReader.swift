// Intake: what one mail means, as far as the mail itself and its envelope can tell.
//
// Bytes in, a ``Verdict`` out. It never throws and never drops: what is wrong with a mail becomes a
// defect, what keeps it from any ticket becomes a quarantine reason, and the bytes stay the record.
//
// It refuses to know: SQL, settings files, the clock, the environment, who has an account, which
// ticket or queue exists. It says "answers these Message-IDs, bears these tags"; the Desk asks the
// store, inside its transaction.
//
// Start reading at ``IntakeReader``, then ``MailKindDetector``: the one table of what makes a mail
// a robot's.

import MIME
package import Tickets

/// Reads mails into verdicts.
package struct IntakeReader: Sendable {
    private let limits: IntakeLimits
    private let detector: MailKindDetector
    private let reader: MessageReader

    /// Takes what the settings say; a reader may be used for any number of mails.
    package init(site: Site, limits: IntakeLimits) {
        self.limits = limits
        reader = MessageReader(limits: limits.message)
        detector = MailKindDetector(siteName: site.name, reader: reader)
    }

    /// Reads one mail; whatever the bytes are, the verdict can be stored.
    ///
    /// Every text in it is free of NUL and other control characters, which PostgreSQL would refuse
    /// and a terminal obey.
    ///
    /// - Parameters:
    ///   - raw: The mail as received; CRLF or LF, with or without an mbox `From ` line.
    ///   - route: Where the MTA says that it belongs.
    ///   - envelope: What the MTA said beside it.
    ///   - sha256: Of `raw`, hexadecimal, where the caller has it already; it is computed if `nil`.
    package func read(
        raw: [UInt8], route: Route, envelope: Envelope, sha256: String? = nil
    ) -> Verdict {
        var verdict = Verdict(
            route: route, envelope: envelope, raw: raw, sha256: sha256 ?? Digest.sha256Hex(raw),
            fingerprint: MailFingerprint.compute(raw))
        guard raw.contains(where: { !Self.isBlank($0) }) else {
            verdict.quarantine = .empty
            verdict.defects = ["the mail is empty"]
            return verdict
        }
        let message = reader.read(raw)
        fill(&verdict, from: message)
        verdict.quarantine = quarantine(verdict, message)
        return verdict
    }

    private func fill(_ verdict: inout Verdict, from message: MIME.Message) {
        let finding = detector.detect(message, raw: verdict.raw, envelope: verdict.envelope)
        verdict.kind = finding.kind
        verdict.evidence = finding.phrases
        verdict.report = finding.report
        verdict.defects = message.defects.map { defect in
            StorableText.line("\(defect.code.rawValue): \(defect.detail)", bytesMax: 300)
        }

        verdict.sender = sender(of: message)
        verdict.replyTo = addresses(message.replyTo)
        verdict.to = addresses(message.to)
        verdict.cc = addresses(message.cc)
        verdict.messageID = message.messageID.flatMap { MessageID($0) }
        verdict.references = ReferenceOrder.asked(
            inReplyTo: message.inReplyTo, references: message.references,
            own: verdict.messageID, countMax: limits.message.referencesMax)
        verdict.date = message.date.map { Timestamp(milliseconds: $0.milliseconds) }

        verdict.tags = SubjectLine.tags(in: message.subject)
        verdict.subject = StorableText.line(message.subject, bytesMax: limits.subjectBytesMax)
        if verdict.subject.utf8.count < message.subject.utf8.count {
            verdict.defects.append("subject cut at \(limits.subjectBytesMax) bytes")
        }
        verdict.text = StorableText.lines(message.text, bytesMax: limits.message.textBytesMax)
        if verdict.text.utf8.count < message.text.utf8.count {
            verdict.defects.append("text cut at \(limits.message.textBytesMax) bytes")
        }
        let split = NewText.split(verdict.text, on: .of(message))
        verdict.replyText = split.elided.isEmpty ? nil : split.reply
        verdict.attachments = message.attachments.map(attachment)
        verdict.conversation = ConversationReader.read(message)
        verdict.likeness = Likeness.of(
            subject: verdict.subject, text: verdict.replyText ?? verdict.text)
    }

    /// From's first address that mail could go to, else Sender; never Reply-To, which anybody may
    /// point at somebody else.
    private func sender(of message: MIME.Message) -> NamedAddress? {
        addresses(message.from).first ?? message.sender.flatMap { addresses([$0]).first }
    }

    private func addresses(_ mailboxes: [Mailbox]) -> [NamedAddress] {
        mailboxes.compactMap { mailbox in
            EmailAddress(mailbox.address).map { address in
                let name = mailbox.name.map { StorableText.line($0, bytesMax: 300) }
                return NamedAddress(address, name: name)
            }
        }
    }

    private func attachment(_ part: Part) -> Attachment {
        Attachment(
            path: part.path,
            filename: StorableText.line(part.filename ?? "part-\(part.path)", bytesMax: 255),
            contentType: StorableText.line(part.contentType, bytesMax: 255),
            sizeBytes: part.size,
            sha256: part.sha256,
            contentID: part.contentID.map { StorableText.line($0, bytesMax: 995) },
            isInline: part.isInline)
    }

    /// Everything that was looked at to find the kind of a mail, what counts nothing last.
    ///
    /// For people who ask why; ``read(raw:route:envelope:sha256:)`` gives the part that counts.
    package func evidence(in raw: [UInt8], envelope: Envelope) -> [Evidence] {
        detector.detect(reader.read(raw), raw: raw, envelope: envelope).evidence
    }

    /// What keeps a mail from any ticket without asking the store. A loop counts before a missing
    /// sender: it is the reason that an admin must act on.
    private func quarantine(_ verdict: Verdict, _ message: MIME.Message) -> QuarantineReason? {
        if verdict.kind == .ownLoop { return .ownLoop }
        let hops = message.headers.count { $0.isNamed("Received") }
        if hops > limits.receivedMax { return .tooManyHops }
        if message.defects.contains(where: { $0.code == .decodedTooLarge }) {
            return .decodedTooLarge
        }
        // Mail servers write reports from `MAILER-DAEMON` and `<>`; the mail that they speak of
        // tells where they belong.
        if verdict.kind.isAnswerOfMachine { return nil }
        return verdict.sender == nil ? .noSender : nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
}
