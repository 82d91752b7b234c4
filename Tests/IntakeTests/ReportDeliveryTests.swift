import MIME
import Testing
import Tickets

@testable import Intake

/// One report by RFC 3464 and what it says.
struct DeliveryCase: CustomTestStringConvertible {
    let what: String
    let status: String
    var subject = "Undelivered Mail Returned to Sender"
    var text = "It failed."
    var kind: MailKind = .bounce
    let told: [String]

    var testDescription: String { what }
}

@Suite("Delivery reports by RFC 3464")
struct ReportDeliveryTests {
    static let cases: [DeliveryCase] = [
        DeliveryCase(
            what: "a plain failure",
            status: """
                Final-Recipient: rfc822; bob@example.net
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user
                """,
            told: ["bob@example.net failed 5.1.1"]),
        DeliveryCase(
            what: "two recipients, one of which is only delayed",
            status: """
                Final-Recipient: rfc822; bob@example.net
                Action: failed
                Status: 5.2.2

                Final-Recipient: rfc822; carol@example.net
                Action: delayed
                Status: 4.4.1
                """,
            told: ["bob@example.net failed 5.2.2", "carol@example.net delayed 4.4.1"]),
        DeliveryCase(
            what: "two recipients without an empty line between them",
            status: """
                Final-Recipient: rfc822; bob@example.net
                Action: failed
                Status: 5.1.1
                Final-Recipient: rfc822; carol@example.net
                Action: failed
                Status: 5.7.1
                """,
            told: ["bob@example.net failed 5.1.1", "carol@example.net failed 5.7.1"]),
        DeliveryCase(
            what: "an empty line within one recipient",
            status: """
                Final-Recipient: rfc822; bob@example.net

                Action: failed

                Status: 5.1.1
                """,
            told: ["bob@example.net failed 5.1.1"]),
        DeliveryCase(
            what: "any case, brackets, no type, a comment, a fold",
            status: """
                FINAL-RECIPIENT: <Bob@Example.net>
                action: Failed (no way)
                status: 5.0.0
                diagnostic-code: smtp; 550
                  Requested action not taken: mailbox
                  is full
                """,
            told: ["bob@example.net failed 5.2.2"]),
        DeliveryCase(
            what: "the address that we wrote to comes first, decoded from xtext",
            status: """
                Original-Recipient: rfc822; bob+2Bprinter@example.net
                Final-Recipient: rfc822; robert@mail.example.net
                Action: failed
                Status: 5.1.1
                """,
            told: ["bob+printer@example.net failed 5.1.1"]),
        DeliveryCase(
            what: "a plus with a number is no xtext",
            status: """
                Original-Recipient: rfc822; bob+42@example.net
                Action: failed
                Status: 5.1.1
                """,
            told: ["bob+42@example.net failed 5.1.1"]),
        DeliveryCase(
            what: "an address of RFC 6533",
            status: """
                Final-Recipient: utf-8; j\\x{FC}rgen@example.net
                Action: failed
                Status: 5.1.1
                """,
            told: ["jürgen@example.net failed 5.1.1"]),
        DeliveryCase(
            what: "a coarse status is made precise by what the server said",
            status: """
                Final-Recipient: rfc822; bob@example.net
                Action: failed
                Status: 5.0.0
                Diagnostic-Code: smtp; 550-5.2.1 The account is disabled
                """,
            told: ["bob@example.net failed 5.2.1"]),
        DeliveryCase(
            what: "a coarse status is made precise by the words above the report",
            status: """
                Final-Recipient: rfc822; bob@example.net
                Action: failed
                Status: 5.0.0
                """,
            text: "These failed:\n\nbob@example.net: 550 user unknown",
            told: ["bob@example.net failed 5.1.1"]),
        DeliveryCase(
            what: "no Action: the class of the status tells",
            status: "Final-Recipient: rfc822; bob@example.net\nStatus: 5.4.4",
            told: ["bob@example.net failed 5.4.4"]),
        DeliveryCase(
            what: "no Action, class 4, in a report of a delay",
            status: "Final-Recipient: rfc822; bob@example.net\nStatus: 4.4.1",
            subject: "Delivery Status Notification (Delay)", kind: .delayNotice,
            told: ["bob@example.net delayed 4.4.1"]),
        DeliveryCase(
            what: "a delay",
            status: "Final-Recipient: rfc822; bob@example.net\nAction: delayed\nStatus: 4.2.2",
            kind: .delayNotice, told: ["bob@example.net delayed 4.2.2"]),
        DeliveryCase(
            what: "a success is a receipt",
            status: "Final-Recipient: rfc822; bob@example.net\nAction: delivered\nStatus: 2.1.5",
            kind: .receipt, told: ["bob@example.net delivered 2.1.5"]),
        DeliveryCase(
            what: "relayed and expanded are receipts too",
            status: """
                Final-Recipient: rfc822; bob@example.net
                Action: relayed
                Status: 2.0.0

                Final-Recipient: rfc822; list@example.net
                Action: expanded
                Status: 2.0.0
                """,
            kind: .receipt,
            told: ["bob@example.net relayed 2.0.0", "list@example.net expanded 2.0.0"]),
        DeliveryCase(
            what: "a report that names nobody: the returned mail does", status: "X-Queue: 1",
            told: ["bob@example.net failed -"]),
    ]

    @Test("each form is read", arguments: cases)
    func form(_ row: DeliveryCase) {
        let verdict = MailSource.read(
            ReportMail.delivery(row.status, subject: row.subject, text: row.text))
        #expect(verdict.kind == row.kind)
        #expect(ReportMail.told(verdict) == row.told)
        #expect(verdict.report?.originalID == MessageID("ours-1@example.com"))
    }

    @Test(
        "the part counts wherever a server puts it",
        arguments: [
            "multipart/report", "multipart/mixed", "multipart/mixed; report-type=delivery-status",
        ])
    func anywhere(_ type: String) {
        let status = "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1"
        let verdict = MailSource.read(ReportMail.delivery(status, type: type))
        #expect(verdict.kind == .bounce)
        #expect(ReportMail.told(verdict) == ["bob@example.net failed 5.1.1"])
    }

    @Test("the final address stands beside the one that we wrote to")
    func final() throws {
        let verdict = MailSource.read(
            ReportMail.delivery(
                """
                Original-Recipient: rfc822; bob@example.net
                Final-Recipient: rfc822; robert@mail.example.net
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 gone\t away
                """))
        let recipient = try #require(verdict.report?.recipients.first)
        #expect(recipient.finalAddress?.value == "robert@mail.example.net")
        #expect(recipient.diagnostic == "550 gone away")
        #expect(recipient.isPermanentFailure)
    }

    @Test("a mail server needs no address of its own")
    func nobody() {
        let status = "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1"
        for from in ["MAILER-DAEMON", "Mail Delivery System <>", "<>"] {
            let verdict = MailSource.read(ReportMail.delivery(status, from: from))
            #expect(verdict.kind == .bounce)
            #expect(verdict.sender == nil)
            #expect(verdict.quarantine == nil)
        }
    }

    @Test("ten thousand recipients are read up to the limit")
    func many() {
        let groups = (1...10_000).map {
            "Final-Recipient: rfc822; u\($0)@example.net\nAction: failed"
        }
        let verdict = MailSource.read(ReportMail.delivery(groups.joined(separator: "\n\n")))
        #expect(verdict.kind == .bounce)
        #expect(verdict.report?.recipients.count == DeliveryStatus.recipientsMax)
    }
}
