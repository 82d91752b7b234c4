import Delivery
import DeliveryCurl
import Foundation
import Store
import Testing
import Tickets

@Suite("the courier")
struct CourierTests {
    let fixture: CourierFixture

    init() throws { fixture = try CourierFixture() }

    private var folder: TemporaryFolder { fixture.folder }

    @Test("an empty outbox is no work")
    func nothing() async throws {
        let report = await fixture.courier(try fixture.sendmail("exit 0")).run()
        #expect(report == CourierReport())
    }

    @Test("a mail that was taken is marked sent, with what was said, and not sent again")
    func sent() async throws {
        let id = try fixture.queue()
        let courier = fixture.courier(try fixture.sendmail("cat >> mail; echo 'queued as 1' >&2"))
        let report = await courier.run()
        #expect(report.attempts.map(\.outcome) == [.sent("queued as 1")])
        #expect(report.stop == .drained)
        let row = try fixture.row(id)
        #expect(row.state == .sent)
        #expect(row.sent == fixture.now)
        #expect(row.attempts == 1)
        fixture.advance(seconds: 100_000)
        #expect(await courier.run().attempts.isEmpty)
        let mail = try folder.text("mail")
        #expect(mail.contains("Message-ID: <m1@tracker.example.org>\n"))
        #expect(mail.contains("\n\nHello\n"))
    }

    @Test("what fails for now waits longer each time, with the reason, until it is given up")
    func retries() async throws {
        let id = try fixture.queue()
        let courier = fixture.courier(try fixture.sendmail("echo 'try later' >&2; exit 75"))
        for delay: Int64 in [60, 120, 240, 480, 600, 600, 600, 600] {
            let report = await courier.run()
            #expect(report.attempts.count == 1)
            let row = try fixture.row(id)
            #expect(row.state == .queued)
            #expect(row.lastError == "\(folder.path)/sendmail exited with 75: try later")
            #expect(row.nextAttempt == fixture.now.adding(seconds: delay))
            fixture.advance(seconds: delay - 1)
            #expect(await courier.run().attempts.isEmpty)
            fixture.advance(seconds: 1)
            if fixture.now >= row.created.adding(seconds: 3_600) { break }
        }
        fixture.advance(seconds: 600)
        _ = await courier.run()
        fixture.advance(seconds: 600)
        _ = await courier.run()
        let row = try fixture.row(id)
        #expect(row.state == .dead)
        #expect(row.lastError?.hasPrefix("gave up: ") == true)
    }

    @Test("what is refused for good is dead, and lives again when an admin says so")
    func dead() async throws {
        let id = try fixture.queue()
        let courier = fixture.courier(
            try fixture.sendmail("test -e open && exit 0; echo 'no such user' >&2; exit 67"))
        _ = await courier.run()
        #expect(try fixture.row(id).state == .dead)
        #expect(try fixture.row(id).lastError?.hasSuffix("exited with 67: no such user") == true)
        fixture.advance(seconds: 100_000)
        #expect(await courier.run().attempts.isEmpty)
        _ = try folder.script("", name: "open")
        #expect(try fixture.store.write { try $0.retryOutbox(id, at: fixture.now) })
        #expect(await courier.run().attempts.map(\.outcome) == [.sent(nil)])
        #expect(try fixture.row(id).state == .sent)
    }

    @Test("one broken row does not stop those behind it")
    func brokenRows() async throws {
        let lost = Tickets.Notification.AttachmentReference(
            mail: MailID(99),
            attachment: Attachment(
                path: "2", filename: "bill.pdf", contentType: "application/pdf", sizeBytes: 1,
                sha256: ""))
        let unsendable = try fixture.queue("m1", sender: "not an address")
        let fileless = try fixture.queue("m2", attachments: [lost])
        let good = try fixture.queue("m3")
        let report = await fixture.courier(try fixture.sendmail("exit 0")).run()
        #expect(report.attempts.count == 3)
        #expect(try fixture.row(unsendable).state == .dead)
        #expect(try fixture.row(unsendable).lastError?.contains("not an address") == true)
        #expect(try fixture.row(fileless).state != .sent)
        #expect(try fixture.row(good).state == .sent)
    }

    // MARK: some recipients

    private func smtp(_ sink: SMTPSink) -> SMTPTransport {
        SMTPTransport(host: "127.0.0.1", port: sink.port, tls: .none, timeoutSeconds: 20)
    }

    @Test("those who have the mail do not get it again when the others are tried")
    func partly() async throws {
        let sink = try SMTPSink()
        let id = try fixture.queue(
            to: ["alice@example.com", "later@example.com", "unknown@example.com"])
        let courier = fixture.courier(smtp(sink))
        _ = await courier.run()
        let row = try fixture.row(id)
        #expect(row.state == .queued)
        #expect(
            row.pendingRecipients?.map(\.value) == ["later@example.com", "unknown@example.com"])
        #expect(row.lastError?.contains("451 4.2.1 mailbox busy") == true)
        fixture.advance(seconds: 600)
        _ = await courier.run()
        #expect(try fixture.row(id).attempts == 2)
        #expect(sink.count == 1)
        #expect(try sink.envelope().recipients == ["alice@example.com"])
    }

    @Test("when only refusals for good are left, the row is dead and names them")
    func partlyDead() async throws {
        let sink = try SMTPSink()
        let id = try fixture.queue(to: ["alice@example.com", "unknown@example.com"])
        let courier = fixture.courier(smtp(sink))
        _ = await courier.run()
        let row = try fixture.row(id)
        #expect(row.state == .dead)
        #expect(row.pendingRecipients?.map(\.value) == ["unknown@example.com"])
        #expect(row.lastError?.contains("550 5.1.1") == true)
    }

    // MARK: which rows, and when to stop

    @Test("only the rows that are asked for are tried")
    func only() async throws {
        let (first, second) = (try fixture.queue("m1"), try fixture.queue("m2"))
        let courier = fixture.courier(try fixture.sendmail("exit 0"))
        #expect(await courier.run(only: []).attempts.isEmpty)
        #expect(await courier.run(only: [second]).attempts.map(\.row) == [second])
        #expect(try fixture.row(first).state == .queued)
    }

    @Test("the limit counts attempts, and rows beyond it are left alone")
    func limit() async throws {
        for number in 1...3 { try fixture.queue("m\(number)") }
        let report = await fixture.courier(try fixture.sendmail("exit 0")).run(limit: 2)
        #expect(report.sentCount == 2)
        #expect(report.stop == .limit)
        #expect(try fixture.store.read { try $0.outboxCounts() } == [.sent: 2, .queued: 1])
    }

    @Test("past the deadline nothing is begun or leased")
    func deadline() async throws {
        for number in 1...3 { try fixture.queue("m\(number)") }
        let store = fixture.store
        let clock: @Sendable () -> Timestamp = {
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + 400_000_000_000)
        }
        let courier = Courier(
            store: store, transport: try fixture.sendmail("sleep 0.6"),
            policy: CourierFixture.policy, clock: clock)
        let report = await courier.run(deadline: clock().adding(seconds: 1))
        #expect(report.stop == .deadline)
        #expect((1...2).contains(report.sentCount))
        let counts = try store.read { try $0.outboxCounts() }
        #expect(counts[.queued] == Int64(3 - report.sentCount))
    }

    @Test("a row leased by somebody who died is tried when the lease ends, not before")
    func lease() async throws {
        let id = try fixture.queue()
        let leased = try fixture.store.leaseDueOutbox(
            now: fixture.now, leaseSeconds: 70, limit: 1, only: nil)
        #expect(leased.map(\.id) == [id])
        let courier = fixture.courier(try fixture.sendmail("exit 0"))
        fixture.advance(seconds: 69)
        #expect(await courier.run().attempts.isEmpty)
        fixture.advance(seconds: 1)
        #expect(await courier.run().sentCount == 1)
    }

    @Test("two couriers at one outbox send each mail once")
    func together() async throws {
        for number in 1...24 { try fixture.queue("m\(number)") }
        let transport = MaildirTransport(folder: folder.path + "/box")
        async let first = fixture.courier(transport).run()
        async let second = fixture.courier(transport).run()
        let reports = await [first, second]
        #expect(reports.map(\.sentCount).reduce(0, +) == 24)
        #expect(Set(reports.flatMap(\.attempts).map(\.row)).count == 24)
        #expect(try folder.names(in: "box/new").count == 24)
    }

    @Test("a store that fails ends the run; a mark that is lost leaves the row leased")
    func storeFails() async throws {
        let id = try fixture.queue()
        let courier = fixture.courier(try fixture.sendmail("exit 0"))
        try fixture.store.driver.write { _ = try $0.execute("ALTER TABLE outbox RENAME TO gone") }
        let report = await courier.run()
        guard case .storeFailed(let detail) = report.stop else {
            Issue.record("stopped by \(report.stop)")
            return
        }
        #expect(detail.contains("outbox"))
        try fixture.store.driver.write { connection in
            _ = try connection.execute("ALTER TABLE gone RENAME TO outbox")
            _ = try connection.execute(
                """
                CREATE TRIGGER no_mark BEFORE UPDATE ON outbox WHEN NEW.state = 'sent'
                BEGIN SELECT RAISE(ABORT, 'no mark today'); END
                """)
        }
        let unmarked = await courier.run()
        #expect(unmarked.attempts.map(\.outcome) == [.sent(nil)])
        #expect(unmarked.stop != .drained)
        #expect(try fixture.row(id).state == .sending)
        fixture.advance(seconds: 20 + Courier.leaseMarginSeconds)
        try fixture.store.driver.write { _ = try $0.execute("DROP TRIGGER no_mark") }
        #expect(await courier.run().sentCount == 1)
        #expect(try fixture.row(id).state == .sent)
    }

    @Test("a cancelled run begins nothing")
    func cancelled() async throws {
        try fixture.queue()
        let courier = fixture.courier(try fixture.sendmail("exit 0"))
        // Awaited by this test two lines below.
        let task = Task { () -> CourierReport in
            while !Task.isCancelled { await Task.yield() }
            return await courier.run()
        }
        task.cancel()
        #expect(await task.value.stop == .cancelled)
    }
}
