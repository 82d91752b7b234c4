import MIME
import Tickets

/// Reads what a machine says about a mail: bounces, delay notices, receipts, complaints.
///
/// Reports by the book (multipart/report, RFC 6522) need no further proof. Everything else is
/// judged by its sender, its subject and its words together, see ``isBounce(_:)``: people forward
/// bounces, answer them, and write about mail that did not arrive.
struct ReportReader {
    /// What a report is, says, and was known by.
    struct Finding {
        let kind: MailKind
        let report: MailReport
        let evidence: [Evidence]
    }

    private let message: MIME.Message
    private let raw: [UInt8]
    private let sender: MachineSender
    private let reader: MessageReader
    private let parts: ReportParts
    /// Opened once, since finding it takes a walk through the whole mail.
    private lazy var returned: ReturnedMail? = openReturned()

    init(
        _ message: MIME.Message, raw: [UInt8], sender: MachineSender, reader: MessageReader
    ) {
        self.message = message
        self.raw = raw
        self.sender = sender
        self.reader = reader
        parts = ReportParts(message)
    }

    /// - Returns: `nil` for what is no report. Recipients are cut at the mail's limit on addresses.
    mutating func read() -> Finding? {
        guard let finding = find() else { return nil }
        let countMax = reader.limits.addressesMax
        guard finding.report.recipients.count > countMax else { return finding }
        var report = finding.report
        report.recipients.removeLast(report.recipients.count - countMax)
        return Finding(kind: finding.kind, report: report, evidence: finding.evidence)
    }

    private mutating func find() -> Finding? {
        if isByTheBook {
            if let finding = complaint() { return finding }
            if let finding = receipt() { return finding }
            if let finding = delivery() { return finding }
        }
        if let finding = cloudNotification() { return finding }
        if let finding = oldComplaint() { return finding }
        return words()
    }

    /// A report part counts inside a multipart/report, or as the whole mail. Elsewhere a mail
    /// program may have put it when its user forwarded a bounce.
    private var isByTheBook: Bool {
        if parts.isReport || parts.isBare { return true }
        return sender.certainty >= .named || !(isForward || isAnswer)
    }

    private var isForward: Bool { SubjectPrefix.isForward(message.subject) }

    private var isAnswer: Bool {
        !message.inReplyTo.isEmpty || !message.references.isEmpty
            || SubjectPrefix.isAnswer(message.subject)
    }

    // MARK: - By the book

    private mutating func complaint() -> Finding? {
        guard let part = parts.feedback ?? (parts.type == "feedback-report" ? "" : nil) else {
            return nil
        }
        let report = FeedbackReport(ReportFields(part), returned: returned).report
        return Finding(
            kind: .feedbackReport, report: completed(report),
            evidence: [Evidence(.feedbackReport, parts.phrase("feedback-report"))])
    }

    private mutating func receipt() -> Finding? {
        guard
            let part = parts.disposition ?? (parts.type == "disposition-notification" ? "" : nil)
        else { return nil }
        let receipt = ReadReceipt(
            ReportFields(part), words: message.subject + "\n" + message.text.prefix(2_000))
        let kind: MailKind = receipt.isRejection ? .bounce : .receipt
        return Finding(
            kind: kind, report: completed(receipt.report),
            evidence: [Evidence(kind, parts.phrase("disposition-notification"))])
    }

    private mutating func delivery() -> Finding? {
        let isMachine = sender.certainty >= .named || parts.isReport
        let part = parts.status ?? (isMachine ? parts.plainStatus : nil)
        guard part != nil || parts.type == "delivery-status" else { return nil }
        let text = BounceText(message.text, own: own)
        let subject = BounceSubjects.meaning(of: message.subject)
        let isDelay = subject == .delay || (text.delayPhrase != nil && subject != .failure)
        let status = DeliveryStatus(ReportFields(part ?? ""), isDelay: isDelay)
        guard parts.isReport || status.isReport || parts.type == "delivery-status" else {
            return nil
        }
        var recipients = status.recipients.map { Self.sharpened($0, by: text) }
        if recipients.isEmpty { recipients = inside().recipients }
        if recipients.isEmpty {
            recipients = DeliveryStatus(ReportFields(message.text), isDelay: isDelay).recipients
        }
        if recipients.isEmpty { recipients = failedHeader() }
        if recipients.isEmpty { recipients = text.recipients }
        let kind = Self.kind(recipients, isDelay: isDelay, isSuccess: subject == .success)
        return Finding(
            kind: kind,
            report: completed(
                MailReport(recipients: recipients, originalID: status.originalID),
                quoted: text.returned, isFailure: kind == .bounce),
            evidence: [Evidence(kind, parts.phrase("delivery-status"))])
    }

    /// OpenSMTPD and others put a bare 5.0.0 into the report, and what was said into the text.
    private static func sharpened(
        _ recipient: MailReport.Recipient, by text: BounceText
    ) -> MailReport.Recipient {
        guard recipient.status?.hasSuffix(".0.0") ?? true, recipient.outcome == .failed,
            let said = text.recipients.first(where: {
                $0.address == recipient.address || $0.address == recipient.finalAddress
            })
        else { return recipient }
        var recipient = recipient
        if let status = said.status, !status.hasSuffix(".0.0") { recipient.status = status }
        recipient.diagnostic = recipient.diagnostic ?? said.diagnostic
        return recipient
    }

    /// A filter may wrap a whole report into a mail of its own.
    private func inside() -> DeliveryStatus {
        guard let mail = attachedMail() else {
            return DeliveryStatus(ReportFields(""), isDelay: false)
        }
        return DeliveryStatus(ReportFields(ReportParts(mail).status ?? ""), isDelay: false)
    }

    private static func kind(
        _ recipients: [MailReport.Recipient], isDelay: Bool, isSuccess: Bool
    ) -> MailKind {
        let outcomes = Set(recipients.map(\.outcome))
        if outcomes.contains(.failed) { return .bounce }
        if outcomes.contains(.delayed) { return .delayNotice }
        if !outcomes.isEmpty { return .receipt }
        return isDelay ? .delayNotice : isSuccess ? .receipt : .bounce
    }

    // MARK: - Without the book

    private func cloudNotification() -> Finding? {
        guard let id = message.header("x-amz-sns-message-id"),
            let notification = CloudNotification(message.text)
        else { return nil }
        return Finding(
            kind: notification.kind, report: notification.report,
            evidence: [Evidence(notification.kind, "x-amz-sns-message-id: \(id)")])
    }

    /// Hotmail's complaints: the mail attached, and nothing but the subject says why.
    private mutating func oldComplaint() -> Finding? {
        guard message.subject.lowercased().hasPrefix("complaint about message from "),
            !isAnswer, let returned = self.returned
        else { return nil }
        let report = FeedbackReport(ReportFields(""), returned: returned).report
        return Finding(
            kind: .feedbackReport, report: report,
            evidence: [Evidence(.feedbackReport, "Subject: \(message.subject)")])
    }

    /// What is only words.
    private mutating func words() -> Finding? {
        // A vacation program puts its own words before the subject of the mail that it answers.
        let isAway =
            AutoReplySubjects.beginning(of: message.subject, isAnswer: isAnswer) != nil
        let subject =
            isForward || isAway ? nil : BounceSubjects.meaning(of: message.subject)
        // Most mails end here, so that people's texts are not searched for nothing.
        guard sender.certainty > .person || subject != nil else { return nil }
        let text = BounceText(message.text, own: own)
        let proof = Proof(
            certainty: sender.certainty, subject: subject, text: text,
            isLaidOut: text.isLaidOut || parts.returned != nil,
            namesParent: !message.inReplyTo.isEmpty || !message.references.isEmpty,
            isAnswer: isAnswer, isForward: isForward,
            isMarked: message.header("X-Failed-Recipients") != nil)
        guard Self.isBounce(proof) else { return nil }
        let isDelay = text.delayPhrase != nil || subject == .delay
        var recipients = failedHeader()
        if recipients.isEmpty {
            let fields = DeliveryStatus(ReportFields(message.text), isDelay: isDelay)
            recipients = fields.isReport ? fields.recipients : []
        }
        if recipients.isEmpty { recipients = text.recipients }
        if recipients.isEmpty { recipients = inside().recipients }
        if recipients.isEmpty { recipients = named(text) }
        let isSuccess = subject == .success && text.phrase == nil
        let kind: MailKind =
            isDelay ? .delayNotice : isSuccess ? .receipt : .bounce
        let outcome: MailReport.Outcome =
            isDelay ? .delayed : isSuccess ? .delivered : .failed
        for index in recipients.indices { recipients[index].outcome = outcome }
        return Finding(
            kind: kind,
            report: completed(
                MailReport(recipients: recipients), quoted: text.returned,
                isFailure: kind == .bounce),
            evidence: evidence(kind, subject: subject, text: text))
    }

    private func evidence(
        _ kind: MailKind, subject: BounceSubjects.Meaning?, text: BounceText
    ) -> [Evidence] {
        var evidence: [Evidence] = []
        if subject != nil { evidence.append(Evidence(kind, "Subject: \(message.subject)")) }
        if let phrase = text.delayPhrase ?? text.opener ?? text.phrase {
            evidence.append(Evidence(kind, "text: \(phrase)"))
        }
        return evidence
    }

    /// What speaks for a report that is only words.
    private struct Proof {
        let certainty: MachineSender.Certainty
        let subject: BounceSubjects.Meaning?
        let text: BounceText
        let isLaidOut: Bool
        /// In-Reply-To or References.
        let namesParent: Bool
        /// That, or a subject that begins with `Re:`.
        let isAnswer: Bool
        let isForward: Bool
        /// Bears a field that only bounces have.
        let isMarked: Bool
    }

    /// The less sure the sender is a machine, the more its words must say.
    private static func isBounce(_ proof: Proof) -> Bool {
        let text = proof.text
        let says = text.phrase != nil || text.delayPhrase != nil
        switch proof.certainty {
        case .daemon: return true
        case .robot:
            return proof.isMarked || (proof.subject != nil && (says || !proof.isAnswer))
                || (says && (proof.isLaidOut || text.opener != nil) && !proof.isForward)
        case .named:
            guard says, !proof.isForward else { return false }
            if text.opener != nil { return proof.isLaidOut || text.isSure }
            return proof.isLaidOut && proof.subject != nil && !proof.isAnswer
        case .person:
            guard proof.subject != nil, says, text.isSure, proof.isLaidOut, !proof.isForward,
                !proof.namesParent
            else { return false }
            return !proof.isAnswer || text.opener != nil
        }
    }

    // MARK: - Who and which mail

    /// Exim and Gmail name those who failed in the header.
    private func failedHeader() -> [MailReport.Recipient] {
        let addresses = message.headerValues("X-Failed-Recipients").flatMap { value in
            AddressScanner.hits(in: value, max: DeliveryStatus.recipientsMax).map(\.address)
        }
        guard !addresses.isEmpty else { return [] }
        var seen: Set<EmailAddress> = []
        let unique = addresses.filter { seen.insert($0).inserted }
        let said = message.text
        let status = StatusWords.status(given: nil, words: said, isPermanent: true)
        let known = BounceText(said, own: own).recipients
        return unique.map { address in
            known.first { $0.address == address }
                ?? MailReport.Recipient(
                    address: address, outcome: .failed,
                    status: unique.count == 1 ? status : nil)
        }
    }

    /// The last resort: the address in the subject, or the only one that the mail was for.
    private mutating func named(_ text: BounceText) -> [MailReport.Recipient] {
        let subject = AddressScanner.hits(in: message.subject, max: 1).first?.address
        guard let address = subject ?? (returned ?? text.returned)?.onlyRecipient else {
            return []
        }
        let status = StatusWords.status(given: nil, words: message.text, isPermanent: true)
        return [MailReport.Recipient(address: address, outcome: .failed, status: status)]
    }

    /// Adds the mail that it is about, and the recipient if only that mail tells.
    private mutating func completed(
        _ report: MailReport, quoted: ReturnedMail? = nil, isFailure: Bool = false
    ) -> MailReport {
        var report = report
        let returned = self.returned
        report.originalID =
            report.originalID ?? returned?.messageID ?? quoted?.messageID
            ?? message.inReplyTo.first.flatMap { MessageID($0) }
            ?? message.references.last.flatMap { MessageID($0) }
        if isFailure, report.recipients.isEmpty,
            let only = (returned ?? quoted)?.onlyRecipient
        {
            let status = StatusWords.status(given: nil, words: message.text, isPermanent: true)
            report.recipients = [
                MailReport.Recipient(address: only, outcome: .failed, status: status)
            ]
        }
        return report
    }

    /// The report's own addresses.
    private var own: Set<EmailAddress> {
        Set((message.from + message.replyTo).compactMap { EmailAddress($0.address) })
    }

    private func openReturned() -> ReturnedMail? {
        guard let part = parts.returned else { return headless() }
        if let text = part.text { return ReturnedMail(header: text) }
        guard let bytes = reader.content(ofPart: part.path, in: raw) else { return nil }
        let head = String(decoding: bytes.prefix(64 << 10), as: UTF8.self)
        return ReturnedMail(header: head.replacing("\r\n", with: "\n"))
    }

    /// QUIRK: RFC 2046 §5.2.1 wants a returned mail to be a message/rfc822; some servers put its
    /// header where the part's own belongs. Fixture: wild/bounce-part-is-mail.eml
    private func headless() -> ReturnedMail? {
        guard message.parts.count > 1, let part = message.parts.last else { return nil }
        let bytes = raw[part.entityRange.clamped(to: 0..<raw.count)].prefix(64 << 10)
        let head = String(decoding: bytes, as: UTF8.self)
        let mail = ReturnedMail(header: head.replacing("\r\n", with: "\n"))
        return mail?.values("received").isEmpty == false ? mail : nil
    }

    private func attachedMail() -> MIME.Message? {
        guard let part = parts.returned, part.text == nil,
            let bytes = reader.content(ofPart: part.path, in: raw)
        else { return nil }
        return reader.read(bytes)
    }
}
