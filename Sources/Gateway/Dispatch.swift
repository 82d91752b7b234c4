package import Delivery
import Intake
import MIME
package import Settings
import Store
import Tickets

/// The short try at delivery right after a mail was stored (DESIGN §1): without a daemon nobody
/// else would send the autoreply soon.
struct Dispatch {
    let store: TicketStore
    let settings: Settings
    let engines: GatewayEngines
    let sibling: SiblingProgram
    let clock: @Sendable () -> Timestamp

    /// A line for the log.
    struct Line: Hashable {
        let text: String
        let level: Settings.LogSection.Level
    }

    /// Sends what is due of `rows` within `delivery.attempt_timeout`.
    ///
    /// Calls are made by another process, which goes on when the time is over: a webhook's server
    /// or a program may take minutes, and the MTA waits for us.
    ///
    /// - Throws: what keeps all of them from being tried; they stay queued.
    func send(_ rows: [OutboxID], settingsFile: String) async throws -> [Line] {
        let seconds = settings.delivery.attemptTimeout.inSeconds
        guard seconds > 0 else { return [] }
        if settings.delivery.transport == .smtp, engines.makeSMTP == nil {
            return try sendBySibling(rows, settingsFile: settingsFile, seconds: seconds)
        }
        guard let transport = try engines.makeTransport(settings) else { return [] }
        let start = clock()
        // Attachments are found in stored mails by the limits that those were read with.
        let reader = MessageReader(limits: IntakeLimits(settings: settings).message)
        let courier = Courier(
            store: store, transport: transport, policy: RetryPolicy(settings: settings),
            reader: reader, clock: clock)
        let report = await courier.run(
            only: rows, limit: settings.delivery.batchMax,
            deadline: start.adding(seconds: Int64(seconds.rounded(.up))))
        var lines = lines(report)
        if report.attempts.count < rows.count, report.stop == .drained {
            let calls = try store.waitingCalls(among: rows)
            let spent = Double(clock().milliseconds - start.milliseconds) / 1_000
            if !calls.isEmpty, spent < seconds {
                lines += try sendBySibling(
                    calls, settingsFile: settingsFile, seconds: seconds - spent)
            }
        }
        return lines
    }

    private func sendBySibling(
        _ rows: [OutboxID], settingsFile: String, seconds: Double
    ) throws -> [Line] {
        let ids = rows.map(\.description).joined(separator: ",")
        let status = try sibling.run(
            ["outbox", "flush", "--config", settingsFile, "--only", ids], waitingSeconds: seconds)
        guard status != 0 else { return [] }
        let failed = status == nil ? [] : failures(of: rows)
        guard failed.isEmpty else { return failed }
        let ending = status.map { "ended with status \($0)" } ?? "has not ended yet"
        return [Line(text: "outbox \(ids): \(sibling.path) \(ending)", level: .notice)]
    }

    /// What the other process wrote down about rows that it could not send.
    private func failures(of rows: [OutboxID]) -> [Line] {
        let found = try? store.read { session in try rows.compactMap { try session.outbox($0) } }
        return (found ?? []).compactMap { row in
            guard row.state != .sent, let reason = row.lastError else { return nil }
            let place = "outbox=\(row.id) ticket=\(row.ticket) scrip=\(row.scrip)"
            return row.state == .dead
                ? Line(text: "\(place) given up: \(reason)", level: .error)
                : Line(text: "\(place) to be tried again: \(reason)", level: .notice)
        }
    }

    private func lines(_ report: CourierReport) -> [Line] {
        var lines = report.attempts.map { attempt in
            let place = "outbox=\(attempt.row) ticket=\(attempt.ticket)"
            return switch attempt.outcome {
            case .sent(let remark):
                Line(text: "\(place) sent\(remark.map { " (\($0))" } ?? "")", level: .info)
            case .deferred(let reason, _, _):
                Line(text: "\(place) to be tried again: \(reason)", level: .notice)
            case .dead(let reason, _):
                Line(text: "\(place) given up: \(reason)", level: .error)
            }
        }
        if case .storeFailed(let detail) = report.stop {
            lines.append(Line(text: "delivery stopped: \(detail)", level: .warning))
        }
        return lines
    }
}

extension RetryPolicy {
    /// What `delivery.retry_*` and `delivery.give_up_after` say.
    package init(settings: Settings) {
        let delivery = settings.delivery
        self.init(
            delaySecondsMin: Int64(delivery.retryDelayMin.inSeconds),
            delaySecondsMax: Int64(delivery.retryDelayMax.inSeconds),
            giveUpAfterSeconds: Int64(delivery.giveUpAfter.inSeconds))
    }
}
