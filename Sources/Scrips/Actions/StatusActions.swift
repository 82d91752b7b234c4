import Tickets

/// Actions that change the status.
extension ActionKind {
    /// To a status, or to the first of `initial`, `active` or `inactive` that may follow.
    static let setStatus = ActionKind(
        "Set Status", takes: .required("a status, or initial, active or inactive")
    ) {
        let word = try required($0).text(expected: "a status, or initial, active or inactive")
        return ActionMeaning { _, _, snapshot in
            let (lifecycle, status) = (snapshot.lifecycle, snapshot.ticket.status)
            guard lifecycle.status(named: word) == nil, let phase = Self.phase(word, lifecycle)
            else {
                if status == lifecycle.status(named: word) {
                    return .notApplicable("already \"\(status)\"")
                }
                return .applied([.change(.status(word))], decisions: [])
            }
            if phase.contains(status) {
                return .notApplicable("\"\(status)\" is \(word.lowercased()) already")
            }
            guard let next = phase.first(where: { lifecycle.allows(from: status, to: $0) }) else {
                throw ScripError(
                    detail: "no \(word.lowercased()) status may follow \"\(status)\"")
            }
            return .applied([.change(.status(next))], decisions: [])
        }
    }

    /// Opens a ticket when its Started date is set.
    static let openOnStarted = ActionKind("Open On Started") { _, _, snapshot in
        let transaction = snapshot.transaction
        guard transaction.kind == .set, transaction.field?.lowercased() == "started",
            transaction.newValue != nil
        else { return .notApplicable("Started was not set") }
        let status = snapshot.ticket.status
        guard snapshot.lifecycle.phase(of: status) == .initial else {
            return .notApplicable("\"\(status)\" is not an initial status")
        }
        guard let next = snapshot.lifecycle.statusOnReopen(from: status) else {
            return .notApplicable("no active status may follow \"\(status)\"")
        }
        return .applied([.change(.status(next))], decisions: [])
    }

    private static func phase(_ word: String, _ lifecycle: Lifecycle) -> [String]? {
        switch word.lowercased() {
        case "initial": lifecycle.initial
        case "active": lifecycle.active
        case "inactive": lifecycle.inactive
        default: nil
        }
    }
}
