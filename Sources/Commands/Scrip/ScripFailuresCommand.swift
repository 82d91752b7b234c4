import ArgumentParser
import Settings
import Store
import Tickets

/// `postern scrip failures`.
struct ScripFailuresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "failures",
        abstract: "Lists the scrips that failed or were stopped, and wait for somebody.",
        discussion: """
            A scrip that fails never stops a mail or another scrip; what it should have done waits \
            here. Mend the scrip, its template or what it names, then: postern scrip retry

            Loops that were stopped are listed as well; the ticket's history names the scrips. What \
            needs nobody any more goes by: postern scrip dismiss
            """)

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let (rows, scrips) = try instance.store.read { session in
            let rows = try session.failedScripRuns().map { run in
                FailureReport(
                    id: run.id, outcome: run.wasStopped ? "stopped" : "failed", scrip: run.scrip,
                    transaction: run.transaction.value,
                    ticket: try session.transaction(run.transaction)?.ticket.value,
                    reason: run.failure ?? "", ran: run.ran)
            }
            return (rows, try session.scrips())
        }
        let output = Output(options.format, zone: instance.settings.site.timeZone)
        try output.print("scrip_failures", rows) {
            var table = Table("Id", "Scrip", "Ticket", "When", "Outcome", "Reason")
            for row in rows {
                table.add(
                    "\(row.id)", row.scrip, row.ticket.map { "#\($0)" } ?? "-",
                    output.time.relative(row.moment), row.outcome, row.reason)
            }
            let text = table.text(output.terminal, empty: "No scrip waits to be run again.")
            let hints = Set(rows.map(\.scrip)).sorted().compactMap { name -> String? in
                let known = scrips.first { $0.name == name }
                if known?.isEnabled == true { return nil }
                let way = known == nil ? "is gone" : "is disabled (postern scrip enable \(name))"
                return "\nScrip \"\(name)\" \(way); "
                    + "postern scrip dismiss --id puts its runs away.\n"
            }
            return text + hints.joined()
        }
    }
}

/// A failed run, as JSON.
struct FailureReport: Encodable {
    let id: Int64
    /// `failed`, or `stopped` since scrips caused each other too much.
    let outcome: String
    let scrip: String
    let transaction: Int64
    let ticket: Int64?
    let reason: String
    /// RFC 3339 in UTC.
    let ran: String
    let moment: Timestamp

    init(
        id: Int64, outcome: String, scrip: String, transaction: Int64, ticket: Int64?,
        reason: String, ran: Timestamp
    ) {
        self.id = id
        self.outcome = outcome
        self.scrip = scrip
        self.transaction = transaction
        self.ticket = ticket
        self.reason = reason
        self.ran = ran.rfc3339
        moment = ran
    }

    private enum CodingKeys: String, CodingKey {
        case id, outcome, scrip, transaction, ticket, reason, ran
    }
}
