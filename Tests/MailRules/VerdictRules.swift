package import Intake
import MIME
import Tickets

/// What must hold for the verdict on any bytes: above all, that it can be stored.
package struct VerdictRules {
    /// What did not hold, one sentence each.
    package private(set) var breaches: [String] = []

    private let limits: IntakeLimits
    private let verdict: Verdict

    /// Reads the bytes, twice, and looks at all that came of it.
    package init(_ bytes: [UInt8], limits: IntakeLimits = IntakeLimits()) {
        self.limits = limits
        let site = Site(name: "help.example", domain: "help.example")
        let reader = IntakeReader(site: site, limits: limits)
        let route = Route(queue: "support")
        verdict = reader.read(raw: bytes, route: route, envelope: Envelope())
        let again = reader.read(raw: bytes, route: route, envelope: Envelope())
        check(again == verdict, "the same bytes gave another verdict")
        checkTexts()
        checkAddresses()
        checkReport()
        checkAttachments()
    }

    private mutating func check(_ holds: Bool, _ breach: @autoclosure () -> String) {
        if !holds { breaches.append(breach()) }
    }

    private mutating func checkTexts() {
        let verdict = self.verdict
        check(TextRules.isLine(verdict.subject), "subject")
        check(verdict.subject.utf8.count <= limits.subjectBytesMax, "subject too long")
        check(TextRules.isLines(verdict.text), "text")
        check(verdict.text.utf8.count <= limits.message.textBytesMax, "text too long")
        if let reply = verdict.replyText {
            check(TextRules.isLines(reply), "new text")
            check(reply.utf8.count <= verdict.text.utf8.count, "new text longer than the text")
        }
        for line in verdict.evidence + verdict.defects + verdict.tags.map(\.name) {
            check(TextRules.isLine(line), "not one line: \(line.debugDescription)")
            check(line.utf8.count <= 2_000, "a line of \(line.utf8.count) bytes")
        }
        check(verdict.evidence.count <= 100, "\(verdict.evidence.count) pieces of evidence")
        check(verdict.defects.count <= 500, "\(verdict.defects.count) defects")
        check(verdict.likeness.map { $0.utf8.count == 32 } ?? true, "likeness")
    }

    /// Each value is one that its type would take again.
    private mutating func checkAddresses() {
        let verdict = self.verdict
        let people = verdict.replyTo + verdict.to + verdict.cc + [verdict.sender].compactMap(\.self)
        for person in people {
            check(EmailAddress(person.address.value) == person.address, "address of a person")
            check(TextRules.isLine(person.name ?? ""), "name of a person")
        }
        let ids = verdict.references + [verdict.messageID].compactMap(\.self)
        for id in ids { check(MessageID(id.value) == id, "Message-ID \(id.value)") }
        check(Set(verdict.references).count == verdict.references.count, "reference twice")
        check(
            verdict.references.count <= 2 * limits.message.referencesMax,
            "\(verdict.references.count) references")
    }

    private mutating func checkReport() {
        guard let report = verdict.report else { return }
        let addresses = report.recipients.map(\.address)
        check(Set(addresses).count == addresses.count, "recipient twice")
        check(addresses.count <= limits.message.addressesMax, "\(addresses.count) recipients")
        for recipient in report.recipients {
            check(EmailAddress(recipient.address.value) == recipient.address, "recipient")
            check(TextRules.isLine(recipient.diagnostic ?? ""), "diagnostic")
            check(recipient.diagnostic.map { $0.utf8.count <= 500 } ?? true, "diagnostic too long")
            check(recipient.status.map(Self.isStatus) ?? true, "status \(recipient.status ?? "")")
        }
    }

    /// RFC 3463: class, subject and detail.
    private static func isStatus(_ status: String) -> Bool {
        let numbers = status.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 3 && ["2", "4", "5"].contains(numbers[0])
            && numbers.allSatisfy { (1...3).contains($0.utf8.count) && Int($0) != nil }
    }

    private mutating func checkAttachments() {
        let names = verdict.attachments.map { $0.filename.lowercased() }
        check(Set(names).count == names.count, "two files of one name")
        for attachment in verdict.attachments {
            check(TextRules.isFileName(attachment.filename), "bad name \(attachment.filename)")
            check(TextRules.isLine(attachment.contentType), "type of a file")
            check(TextRules.isLine(attachment.contentID ?? ""), "Content-ID of a file")
            check(attachment.sha256.utf8.count == 64, "digest of a file")
        }
    }
}
