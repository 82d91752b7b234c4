import Glibc
import Settings
import Store
import Tickets

/// Looks at what has piled up: failed scrips, outgoing mail, quarantine, mails that crashed us.
struct BacklogExam {
    let store: TicketStore
    let settings: Settings
    let now: Timestamp

    /// A failure this recent is a problem; an older one somebody has had time to look at.
    private static let freshSeconds: Int64 = 7 * 86_400
    /// Due mail that is older than this should have left.
    private static let queuedSecondsMax: Int64 = 3_600

    func look() throws -> [Finding] {
        try store.read { session in
            var found = Findings(.backlog)
            try lookAtScrips(session, &found)
            try lookAtClock(session, &found)
            try lookAtOutbox(session, &found)
            try lookAtQuarantine(session, &found)
            try lookAtAddresses(session, &found)
            lookAtCrashes(&found)
            found.okIfNothing(
                "no scrip failed, no mail is stuck, quarantine is empty, no address is suspended")
            return found.all
        }
    }

    private func lookAtScrips(_ session: StoreSession, _ found: inout Findings) throws {
        let all = try session.failedScripRuns()
        try lookAtStops(all.filter(\.wasStopped), session, &found)
        let runs = all.filter { !$0.wasStopped }
        for (name, all) in Dictionary(grouping: runs, by: \.scrip).sorted(by: { $0.key < $1.key }) {
            guard let last = all.last else { continue }
            let ticket = try session.transaction(last.transaction)?.ticket
            let place = ticket.map { " on ticket #\($0)" } ?? ""
            let count = all.count == 1 ? "once" : "\(all.count) times"
            let text = "scrip \"\(name)\" failed \(count), last\(place): \(last.failure ?? "")"
            let remedy = try remedy(for: name, session)
            if last.ran > now.adding(seconds: -Self.freshSeconds) {
                found.problem(text, remedy: remedy)
            } else {
                found.warning(text, remedy: remedy)
            }
        }
    }

    private func remedy(for scrip: String, _ session: StoreSession) throws -> String {
        guard let row = try session.scrips().first(where: { $0.name == scrip }) else {
            return "There is no such scrip any more: postern scrip dismiss --id puts its runs away "
                + "(postern scrip failures shows them)"
        }
        let enabling = row.isEnabled ? "" : "postern scrip enable \(scrip); "
        return "Mend it (postern scrip failures shows all), then: \(enabling)postern scrip retry "
            + "--all; postern scrip dismiss puts away what needs nobody"
    }

    private func lookAtStops(
        _ runs: [ScripRun], _ session: StoreSession, _ found: inout Findings
    ) throws {
        guard let last = runs.last else { return }
        let ticket = try session.transaction(last.transaction)?.ticket
        let times = runs.count == 1 ? "once" : "\(runs.count) times"
        let place = ticket.map { "#\($0)" } ?? "a ticket that is gone"
        found.problem(
            "scrips that cause each other were stopped \(times), last on \(place): "
                + (last.failure ?? ""),
            remedy: "postern why \(ticket?.description ?? "") names them; mend one, then: "
                + "postern scrip dismiss --id \(last.id)")
    }

    /// Timed scrips that nobody looks after for that long fire too late to be of use.
    private static let clockSecondsMax: Int64 = 6 * 3_600

    private func lookAtClock(_ session: StoreSession, _ found: inout Findings) throws {
        let timed = try session.scrips().filter { $0.isEnabled && $0.stage == "Schedule" }
        guard !timed.isEmpty else { return }
        let last = try session.scripClock()
        guard last.map({ $0 < now.adding(seconds: -Self.clockSecondsMax) }) ?? true else { return }
        let names = timed.prefix(3).map(\.name).joined(separator: ", ")
        let since = last == nil ? "were never looked after" : "were not looked after for hours"
        found.warning(
            "timed scrips (\(names)) \(since)",
            remedy: "Run postern scrip run-due every few minutes: contrib/systemd has a timer")
    }

    private func lookAtOutbox(_ session: StoreSession, _ found: inout Findings) throws {
        let counts = try session.outboxCounts()
        if let dead = counts[.dead], dead > 0 {
            let rows = try session.outbox(states: [.dead], limit: 1_000)
            let counts = Dictionary(grouping: rows, by: \.content.kind)
            let kinds = Outgoing.Kind.allCases.compactMap { kind -> String? in
                guard let count = counts[kind]?.count else { return nil }
                return kind == .mail ? Self.mails(Int64(count)) : "\(count) \(kind.rawValue)"
            }
            let more = dead > rows.count ? " and more" : ""
            let error = rows.last.map { "; the last: scrip \"\($0.scrip)\", \($0.lastError ?? "")" }
            found.problem(
                "\(kinds.joined(separator: ", "))\(more) could not be delivered and was given up"
                    + (error ?? ""),
                remedy: "postern outbox list --state dead, then postern outbox retry or cancel")
        }
        let waiting = (counts[.queued] ?? 0) + (counts[.sending] ?? 0)
        guard waiting > 0 else { return }
        let limit = now.adding(seconds: -Self.queuedSecondsMax)
        let old = try session.outbox(states: [.queued, .sending], limit: 10_000)
            .filter { $0.created < limit }
        guard let first = old.first else { return }
        let error = first.lastError.map { "; the oldest: \($0)" } ?? ""
        found.warning(
            "\(Self.mails(Int64(old.count))) waiting for more than an hour\(error)",
            remedy: "postern outbox list, then postern outbox flush")
    }

    private func lookAtQuarantine(_ session: StoreSession, _ found: inout Findings) throws {
        let mails = try session.quarantinedMails()
        guard !mails.isEmpty else { return }
        let reasons = Dictionary(grouping: mails) { $0.quarantine?.rawValue ?? "unknown" }
            .map { "\($0.value.count) \($0.key)" }.sorted()
        found.warning(
            "\(Self.mails(Int64(mails.count))) in quarantine: \(reasons.joined(separator: "; "))",
            remedy: "postern mail quarantine list, then release what belongs to a ticket")
    }

    private func lookAtAddresses(_ session: StoreSession, _ found: inout Findings) throws {
        let all = try session.suspendedAddresses()
        guard !all.isEmpty else { return }
        let names = all.prefix(3).map(\.address.value).joined(separator: ", ")
        let more = all.count > 3 ? " and \(all.count - 3) more" : ""
        let are = all.count == 1 ? "address is" : "addresses are"
        found.warning(
            "\(all.count) \(are) suspended, since mails to them came back: \(names)\(more)",
            remedy: "postern address list; postern address resume once they work again")
    }

    /// A mark stays only where a mail crashed the program and has not come through since.
    private func lookAtCrashes(_ found: inout Findings) {
        let folder = settings.stateFolder + "/crashes"
        guard Folder.exists(folder), let names = try? Folder.names(folder) else { return }
        let marks = names.filter { name in
            var status = stat()
            return stat("\(folder)/\(name)", &status) == 0 && status.st_size > 0
        }
        guard !marks.isEmpty else { return }
        found.problem(
            "\(Self.mails(Int64(marks.count))) crashed mailgate",
            remedy: "Report it with the mail (postern mail show ID --raw), then empty \(folder)")
    }

    private static func mails(_ count: Int64) -> String {
        count == 1 ? "1 mail" : "\(count) mails"
    }
}
