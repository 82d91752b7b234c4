import Delivery
import Gateway
import Settings
import Tickets

/// What became of the mails and calls that a command has caused.
struct DeliverySummary: Encodable {
    /// Mails and calls that it caused, by their numbers in the outbox.
    var ids: [Int64] = []
    /// Mails that were sent.
    var sent = 0
    /// Webhooks that were called and programs that ran, with success.
    var called = 0
    /// Tried or not, they wait in the outbox.
    var queued = 0
    /// Given up: an admin has to look.
    var dead = 0
    /// Why something was not sent, each reason once.
    var reasons: [String] = []

    /// One sentence for people; `nil` when no mail was due.
    var sentence: String? {
        var parts: [String] = []
        if sent > 0 { parts.append("\(Self.mails(sent)) sent") }
        if called > 0 { parts.append(called == 1 ? "1 call made" : "\(called) calls made") }
        if queued > 0 { parts.append("\(queued) in the outbox (`postern outbox list`)") }
        if dead > 0 { parts.append("\(dead) given up (`postern outbox list --state dead`)") }
        guard !parts.isEmpty else { return nil }
        let why = reasons.map(Terminal.sentenceEnd).joined(separator: "; ")
        return parts.joined(separator: ", ") + (why.isEmpty ? "." : ": \(why).")
    }

    private static func mails(_ count: Int) -> String { count == 1 ? "1 mail" : "\(count) mails" }
}

extension Instance {
    /// Tries to send what a command has caused, as `mailgate` does after a mail.
    ///
    /// Never fails: what the command did is stored, and what cannot be sent stays in the outbox.
    func deliver(_ rows: [OutboxID]) async -> DeliverySummary {
        var summary = DeliverySummary(ids: rows.map(\.value))
        guard !rows.isEmpty else { return summary }
        do {
            let seconds = settings.delivery.attemptTimeout.inSeconds
            guard seconds > 0, let courier = try courier() else {
                summary.queued = rows.count
                return summary
            }
            let deadline = Timestamp.current().adding(seconds: Int64(seconds.rounded(.up)))
            summary.take(await courier.run(only: rows, deadline: deadline), of: rows.count)
        } catch {
            summary.queued = rows.count
            summary.reasons = [CommandFailure(error).text]
        }
        return summary
    }
}

extension DeliverySummary {
    fileprivate mutating func take(_ report: CourierReport, of count: Int) {
        var said: [String] = []
        for attempt in report.attempts {
            switch attempt.outcome {
            case .sent where attempt.kind == .mail: sent += 1
            case .sent: called += 1
            case .dead(let reason, _):
                dead += 1
                said.append(reason)
            case .deferred(let reason, _, _): said.append(reason)
            }
        }
        if case .storeFailed(let detail) = report.stop { said.append(detail) }
        queued = count - sent - called - dead
        for reason in said where !reasons.contains(reason) { reasons.append(reason) }
    }
}

extension Terminal {
    /// Somebody else's words for the end of a sentence of ours, which brings its own full stop.
    static func sentenceEnd(_ text: String) -> String {
        var line = Terminal.line(text)
        while line.last == "." || line.last == " " { line.removeLast() }
        return line
    }
}
