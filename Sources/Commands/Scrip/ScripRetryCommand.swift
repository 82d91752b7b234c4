import ArgumentParser
import Desk
import Settings
import Store
import Tickets

/// `postern scrip retry`.
struct ScripRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Runs failed scrips again.",
        discussion: """
            Each runs over the transaction that it failed on, with the ticket as it is now, in a \
            transaction of its own. Whoever got its mail then does not get it again. One that fails \
            again waits for the next try; one that needs nobody any more is put away by `postern scrip \
            dismiss`. What was stopped as part of a loop is not done again.

            Examples: postern scrip retry --id 12; postern scrip retry --all
            """)

    @OptionGroup var choice: FailedRuns

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        // Loops that were stopped would only go on.
        let runs = try choice.numbers(instance) { !$0.wasStopped }
        let waiting = try instance.store.read { Set(try $0.failedScripRuns().map(\.id)) }
        var reports: [RetryReport] = []
        for run in runs {
            do {
                let retry = try instance.desk.retryScripRun(run, as: instance.actor.id)
                reports.append(RetryReport(retry))
            } catch let error as DeskError where error.code == .conflict {
                let way =
                    waiting.contains(run)
                    ? "; `postern scrip dismiss --id \(run)` puts the run away" : ""
                guard choice.all else { throw CommandFailure(error.detail + way) }
                reports.append(RetryReport(run: run, refusal: error.detail + way))
            } catch let error as DeskError where choice.all {
                reports.append(RetryReport(run: run, refusal: error.detail))
            }
        }
        let output = Output(options.format)
        try output.print("scrip_retries", reports) {
            guard !reports.isEmpty else { return "No scrip waits to be run again.\n" }
            return reports.map { Terminal.line($0.sentence) + "\n" }.joined()
        }
        if reports.contains(where: \.isFailure) {
            throw ExitCode(CommandFailure.Code.refused.rawValue)
        }
    }
}

/// What became of a retry, as JSON.
struct RetryReport: Encodable {
    let run: Int64
    let scrip: String?
    let ticket: Int64?
    let transaction: Int64?
    /// `applied`, `not applicable`, `failed` or `refused`.
    let outcome: String
    /// Why it is not `applied`.
    let reason: String?
    /// Numbers of the mails that it caused.
    let outbox: [Int64]

    init(_ retry: ScripRetry) {
        run = retry.run
        scrip = retry.scrip
        ticket = retry.ticket.value
        transaction = retry.transaction.value
        outbox = retry.outbox.map(\.value)
        switch retry.outcome {
        case .applied: (outcome, reason) = ("applied", nil)
        case .notApplicable(let why): (outcome, reason) = ("not applicable", why)
        case .failed(let why): (outcome, reason) = ("failed", why)
        }
    }

    init(run: Int64, refusal: String) {
        self.run = run
        (scrip, ticket, transaction, outbox) = (nil, nil, nil, [])
        (outcome, reason) = ("refused", refusal)
    }

    var isFailure: Bool { outcome == "failed" || outcome == "refused" }

    /// One line for people.
    var sentence: String {
        guard let scrip, let ticket else { return "Run \(run): \(reason ?? outcome)." }
        let place = "Scrip \"\(scrip)\" on ticket #\(ticket)"
        switch outcome {
        case "applied":
            let mails = outbox.count == 1 ? "1 mail is" : "\(outbox.count) mails are"
            return "\(place): done; \(mails) due now."
        case "not applicable": return "\(place): nothing to do any more: \(reason ?? "")."
        default: return "\(place): failed again: \(reason ?? "")."
        }
    }
}
