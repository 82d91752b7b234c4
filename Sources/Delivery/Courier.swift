// Delivery: takes due mails and calls out of the outbox, composes mails as MIME and hands them to a
// transport, makes the calls, and notes what became of each.
//
// It refuses to know: why a mail is sent and to whom (the outbox row says it), rights, scrips,
// settings, clocks. It writes nothing but the state of outbox rows.
// Start reading here; ``Composer`` makes the bytes, ``Transport`` is the seam to the world:
// ``SendmailTransport``, ``MaildirTransport``, ``FileTransport``, and SMTP in its own module.
// ``Calls`` is the seam for webhooks (a module of their own) and programs (``ProgramRunner``).

package import MIME
package import Store
package import Tickets

/// Carries mails from the outbox to a transport and makes calls, each at least once.
///
/// A row is leased before the attempt and marked after it. If the process dies in between, or the
/// mark cannot be written, the lease ends and it is tried again, with the same Message-ID or
/// delivery id.
/// Any number of couriers may work on one store.
package struct Courier: Sendable {
    private let store: TicketStore
    private let transport: any Transport
    private let calls: Calls
    private let policy: RetryPolicy
    private let composer: Composer
    private let clock: @Sendable () -> Timestamp
    private let jitter: @Sendable () -> Double

    /// How much longer than an attempt a lease lasts, in seconds: time to compose before it and to
    /// wait for a busy database after it.
    package static let leaseMarginSeconds: Int64 = 60

    /// Takes what it works with.
    ///
    /// - Parameters:
    ///   - calls: rows of the kinds that it does not make are left alone.
    ///   - reader: see ``Composer/init(reader:)``.
    ///   - clock: the time now; asked before and after each attempt.
    ///   - jitter: evenly spread over 0..<1; see
    ///     ``RetryPolicy/delaySeconds(afterFailures:jitter:)``.
    package init(
        store: TicketStore, transport: any Transport, calls: Calls = .none, policy: RetryPolicy,
        reader: MessageReader = MessageReader(), clock: @escaping @Sendable () -> Timestamp,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.store = store
        self.transport = transport
        self.calls = calls
        self.policy = policy
        composer = Composer(reader: reader)
        self.clock = clock
        self.jitter = jitter
    }

    /// Tries due rows, one after the other, each at most once: all mails, then all calls, so that a
    /// server that hangs keeps no mail waiting.
    ///
    /// A row is leased only when its turn has come, so that a crash or the deadline leaves no other
    /// row waiting for the end of a lease.
    ///
    /// - Parameters:
    ///   - only: the rows to look at; `nil` for all. Those not due are passed over.
    ///   - limit: how many attempts at most.
    ///   - deadline: no attempt starts at or after it; the last one may end
    ///     ``Transport/timeoutSeconds`` later, or a call's own time limit. `nil` for no deadline.
    /// - Returns: what became of each row, and why it stopped. Never throws: rows that it could not
    ///   get at stay in the outbox.
    package func run(
        only: [OutboxID]? = nil, limit: Int = .max, deadline: Timestamp? = nil
    ) async -> CourierReport {
        var report = CourierReport()
        if let only, only.isEmpty { return report }
        for kinds in [[.mail], calls.kinds] where !kinds.isEmpty {
            report.stop = await run(kinds, only: only, limit, deadline, &report.attempts)
            guard report.stop == .drained else { break }
        }
        return report
    }

    private func run(
        _ kinds: Set<Outgoing.Kind>, only: [OutboxID]?, _ limit: Int, _ deadline: Timestamp?,
        _ attempts: inout [CourierReport.Attempt]
    ) async -> CourierReport.Stop {
        while attempts.count < limit {
            if Task.isCancelled { return .cancelled }
            let now = clock()
            if let deadline, now >= deadline { return .deadline }
            do {
                let rows = try store.leaseDueOutbox(
                    now: now, leaseSeconds: transport.timeoutSeconds + Self.leaseMarginSeconds,
                    limit: 1, only: only, kinds: kinds)
                guard let row = rows.first else { return .drained }
                let (outcome, answer) = await attempt(row)
                attempts.append(
                    .init(
                        row: row.id, ticket: row.ticket, kind: row.content.kind, outcome: outcome))
                if let answer {
                    try store.noteAnswer(answer, to: row.id, attempt: row.attempts)
                }
                try mark(row, outcome)
            } catch {
                let detail = (error as? any Disposed)?.detail ?? "\(error)"
                return .storeFailed(ReasonText.clean(detail))
            }
        }
        return .limit
    }

    private func attempt(_ row: OutboxRow) async -> (CourierReport.Outcome, CallAnswer?) {
        switch row.content {
        case .mail: return (await send(row), nil)
        case .webhook(let webhook): return outcome(row, await calls.webhook?(webhook))
        case .program(let run): return outcome(row, await calls.program?(run))
        }
    }

    private func outcome(
        _ row: OutboxRow, _ result: CallResult?
    ) -> (CourierReport.Outcome, CallAnswer?) {
        guard let result else { return (failed(row, "not possible here", remaining: nil), nil) }
        let outcome: CourierReport.Outcome =
            switch result.ending {
            case .done: .sent(result.text)
            case .permanent: .dead(result.text)
            case .temporary(let seconds):
                failed(row, result.text, remaining: nil, waitingSecondsMin: seconds ?? 0)
            }
        return (outcome, result.answer)
    }

    /// Composes and sends; decides what the result means for the row.
    private func send(_ row: OutboxRow) async -> CourierReport.Outcome {
        let mail: ComposedMail
        do {
            mail = try composer.mail(for: row) { try store.rawMail($0) }
        } catch let error as any Disposed where !error.isTemporary {
            return .dead(ReasonText.clean(error.detail))
        } catch {
            let detail = (error as? any Disposed)?.detail ?? "\(error)"
            return failed(row, ReasonText.clean(detail), remaining: nil)
        }
        switch await transport.send(mail) {
        case .sent(let remark): return .sent(remark)
        case .permanent(let reason): return .dead(reason)
        case .temporary(let reason): return failed(row, reason, remaining: nil)
        case .partly(_, let refused):
            // Those refused for good stay on the list, so that the row ends dead and an admin
            // sees who never got the mail; asking the server again for them costs nothing.
            let remaining = refused.map(\.address)
            let waiting = refused.first { !$0.isPermanent }
            if let waiting { return failed(row, waiting.reason, remaining: remaining) }
            let reason = refused.map(\.reason).joined(separator: "; ")
            return .dead(ReasonText.clean(reason), remaining: remaining)
        }
    }

    /// The longest that another side may ask us to wait, in seconds.
    private static let waitingSecondsMax: Int64 = 86_400

    /// Decides between another attempt and giving up.
    private func failed(
        _ row: OutboxRow, _ reason: String, remaining: [EmailAddress]?,
        waitingSecondsMin: Int64 = 0
    ) -> CourierReport.Outcome {
        let now = clock()
        if now >= row.wanted.adding(seconds: policy.giveUpAfterSeconds) {
            return .dead("gave up: " + reason, remaining: remaining)
        }
        // The lease has counted this attempt already.
        let delay = max(
            policy.delaySeconds(afterFailures: row.attempts - 1, jitter: jitter()),
            min(waitingSecondsMin, Self.waitingSecondsMax))
        return .deferred(reason, until: now.adding(seconds: delay), remaining: remaining)
    }

    private func mark(_ row: OutboxRow, _ outcome: CourierReport.Outcome) throws {
        switch outcome {
        case .sent(let remark): try store.markSent(row.id, at: clock(), remark: remark)
        case .dead(let reason, let remaining):
            try store.markDead(
                row.id, attempt: row.attempts, error: reason, remaining: remaining)
        case .deferred(let reason, let next, let remaining):
            try store.markFailed(
                row.id, attempt: row.attempts, error: reason, nextAttempt: next,
                remaining: remaining)
        }
    }
}
