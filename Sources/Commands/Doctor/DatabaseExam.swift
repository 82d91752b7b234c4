import Settings
import Store
import Tickets

/// Looks at the database: reachable, writable, of the right schema, undamaged.
struct DatabaseExam {
    let settings: Settings
    let isQuick: Bool

    /// - Returns: the store only if its schema is current.
    func look() -> ([Finding], TicketStore?) {
        var found = Findings(.database)
        let place = "\(settings.database.url)"
        let driver: any SQLDriver
        do {
            driver = try Instance.driver(settings)
        } catch {
            found.problem(
                "\(place) cannot be opened: \(CommandFailure(error).text)", remedy: remedy(error))
            return (found.all, nil)
        }
        do {
            let status = try Migrator().status(driver)
            guard !status.isNewer else {
                found.problem(
                    "\(place) was migrated by a later release",
                    remedy: "Install that release; mail waits in the mail server's queue meanwhile")
                return (found.all, nil)
            }
            guard status.pending.isEmpty else {
                found.problem(
                    "\(place) waits for \(status.pending.count) step(s) of its schema",
                    remedy: status.applied.isEmpty
                        ? "postern init, or postern db restore" : "postern db migrate")
                return (found.all, nil)
            }
            found.ok("\(place) has schema \(status.applied.last?.version ?? 0), which is current")
            lookAtWriting(driver, &found)
            if !isQuick { try lookForDamage(driver, &found) }
        } catch {
            found.problem(
                "\(place) cannot be read: \(CommandFailure(error).text)", remedy: remedy(error))
            return (found.all, nil)
        }
        return (found.all, TicketStore(driver: driver))
    }

    /// Takes the write lock and lets go of it again; opening has seen to WAL and full syncs.
    private func lookAtWriting(_ driver: any SQLDriver, _ found: inout Findings) {
        do {
            try TicketStore(driver: driver).write { _ in }
            found.ok("it can be written to, and each commit is on the disk before it counts")
        } catch {
            found.problem(
                "it cannot be written to: \(CommandFailure(error).text)", remedy: remedy(error))
        }
    }

    private func lookForDamage(_ driver: any SQLDriver, _ found: inout Findings) throws {
        let faults = try Maintenance.check(driver)
        for fault in faults {
            found.problem(fault, remedy: "Keep the file, restore a backup: postern db restore FILE")
        }
        if faults.isEmpty { found.ok("it was read through and is sound") }
    }

    private func remedy(_ error: any Error) -> String {
        guard let error = error as? StoreError else { return "postern db status" }
        switch error.code {
        case .unavailable where isSQLite:
            return "See that the file is there and that this account may open it; "
                + "a new one is made by postern init"
        case .unavailable: return "See that the server runs and lets this account in"
        case .readOnly: return "Give the database to the account that runs mailgate: chown"
        case .busy: return "Find who holds it for so long: fuser FILE, or pg_stat_activity"
        case .full: return "Make room on the disk"
        case .corrupt: return "Keep the file, restore a backup: postern db restore FILE"
        default: return "postern db status"
        }
    }

    private var isSQLite: Bool {
        if case .sqlite = settings.database.url { true } else { false }
    }
}
