import Foundation
import Store
import Synchronization
import Testing
import Tickets

@testable import Delivery

@Suite("Calls in the outbox")
struct CallCourierTests {
    private let fixture: CourierFixture
    private let done = CallResult(.done, "done", answer: CallAnswer(code: 200, text: "ok"))

    init() throws { fixture = try CourierFixture() }

    private func courier(
        webhook: (@Sendable (Webhook) async -> CallResult)? = nil,
        program: (@Sendable (ProgramRun) async -> CallResult)? = nil
    ) -> Courier {
        Courier(
            store: fixture.store,
            transport: MaildirTransport(folder: fixture.folder.path + "/sent"),
            calls: Calls(webhook: webhook, program: program), policy: CourierFixture.policy,
            clock: { fixture.now }, jitter: { 0.5 })
    }

    @Test("a call is made, and what it was answered is kept")
    func success() async throws {
        let id = try fixture.queue(.webhook(CourierFixture.webhook("a")))
        let report = await courier(webhook: { _ in done }).run()
        #expect(report.attempts.map(\.kind) == [.webhook])
        #expect(report.sentCount == 1)
        let row = try fixture.row(id)
        #expect(row.state == .sent)
        #expect(row.answer == CallAnswer(code: 200, text: "ok"))
        #expect(row.content == .webhook(CourierFixture.webhook("a")))
    }

    @Test("a courier without calls leaves them, and mails go first")
    func order() async throws {
        let call = try fixture.queue(.webhook(CourierFixture.webhook("a")))
        let mail = try fixture.queue("m1")
        #expect(await courier().run().attempts.map(\.row) == [mail])
        #expect(try fixture.row(call).state == .queued)
        try fixture.queue("m2")
        let report = await courier(webhook: { _ in done }).run()
        #expect(report.attempts.map(\.kind) == [.mail, .webhook])
    }

    @Test("a server may ask for more time than we would leave it, but not for less")
    func retryAfter() async throws {
        let id = try fixture.queue(.webhook(CourierFixture.webhook("a")))
        let seconds = Mutex<Int64>(500)
        let courier = courier(webhook: { _ in
            CallResult(.temporary(retryAfterSeconds: seconds.withLock { $0 }), "busy")
        })
        _ = await courier.run()
        #expect(try fixture.row(id).nextAttempt == fixture.now.adding(seconds: 500))
        #expect(try fixture.row(id).lastError == "busy")
        fixture.advance(seconds: 500)
        seconds.withLock { $0 = 1 }
        _ = await courier.run()
        #expect(try fixture.row(id).nextAttempt == fixture.now.adding(seconds: 120))
    }

    @Test("a call is leased as long as it may take")
    func lease() async throws {
        let id = try fixture.queue(
            .program(ProgramRun(id: "x", program: "slow", input: "", timeoutSeconds: 600)))
        let courier = courier(program: { _ in
            let row = try? fixture.row(id)
            #expect(row?.state == .sending)
            #expect(row?.nextAttempt == fixture.now.adding(seconds: 660))
            return CallResult(
                .permanent, "slow exited with 1", answer: CallAnswer(code: 1, text: ""))
        })
        _ = await courier.run()
        #expect(try fixture.row(id).state == .dead)
        #expect(try fixture.row(id).answer?.code == 1)
    }

    @Test("a dead call lives again with the same delivery id")
    func retry() async throws {
        let id = try fixture.queue(.webhook(CourierFixture.webhook("a")))
        let seen = Mutex<[String]>([])
        let courier = courier(webhook: { webhook in
            seen.withLock { $0.append(webhook.id) }
            return CallResult(.permanent, "404")
        })
        _ = await courier.run()
        #expect(try fixture.store.write { try $0.retryOutbox(id, at: fixture.now) })
        _ = await courier.run()
        #expect(seen.withLock { $0 } == ["a", "a"])
    }
}

extension CourierFixture {
    static func webhook(_ id: String) -> Webhook {
        Webhook(id: id, url: "https://chat.example.org/hook", body: "{}")
    }

    /// Queues a call, due now.
    func queue(_ outgoing: Outgoing) throws -> OutboxID {
        try store.write {
            try $0.addOutbox(
                outgoing, ticket: ticket, transaction: transaction, scrip: "tell", at: now)
        }
    }
}
