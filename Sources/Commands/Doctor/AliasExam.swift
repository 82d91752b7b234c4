import Gateway
import Glibc
import Settings
import Tickets

/// Looks whether each queue gets its mail, and whether each alias leads to a queue.
struct AliasExam {
    let queues: [Queue]
    /// As given; empty means the standard file.
    let files: [String]
    /// Ours; alias lines that name another belong to another instance.
    let settingsFile: String

    static let standardFile = "/etc/aliases"

    func look() throws -> [Finding] {
        var found = Findings(.addresses)
        lookAtQueues(&found)
        var entries: [AliasFile.Entry] = []
        var isRead = false
        for path in files.isEmpty ? [Self.standardFile] : files {
            guard access(path, F_OK) == 0 else {
                noFile(path, &found)
                continue
            }
            let file = try AliasFile(reading: path)
            entries += file.entries
            isRead = true
            lookAt(file, &found)
        }
        guard isRead else { return found.all }
        let routes = AliasRoutes(entries, settingsFile: settingsFile)
        for queue in queues where !queue.isDisabled { look(at: queue, routes, &found) }
        found.okIfNothing("each queue gets its mail, and each alias leads to a queue")
        return found.all
    }

    private func noFile(_ path: String, _ found: inout Findings) {
        if files.isEmpty {
            found.warning(
                "there is no \(path) to look at",
                remedy: "Name your mail server's alias file with --aliases, or say --no-aliases")
        } else {
            found.problem(
                "there is no alias file \(path)", remedy: "Name the right one with --aliases")
        }
    }

    private func lookAtQueues(_ found: inout Findings) {
        let enabled = queues.filter { !$0.isDisabled }
        if enabled.isEmpty {
            found.problem(
                "no queue is enabled, so no mail can open a ticket",
                remedy: "postern queue create NAME --address NAME@DOMAIN")
        }
        for queue in enabled where queue.correspondAddress == nil {
            found.warning(
                "queue \"\(queue.name)\" has no address: answers to its mail lead nowhere",
                remedy: "postern queue set \(ShellWord.quoted(queue.name)) address=NAME@DOMAIN")
        }
    }

    // MARK: From the aliases

    private func lookAt(_ file: AliasFile, _ found: inout Findings) {
        var programs: Set<String> = []
        for entry in file.entries {
            for command in entry.targets.compactMap(AliasCommand.init(target:)) {
                let place = "\(file.path):\(entry.line): alias \"\(entry.name)\""
                if programs.insert(command.program).inserted {
                    lookAtProgram(command.program, place, &found)
                }
                lookAtRequest(command, entry, place, &found)
            }
        }
    }

    private func lookAtProgram(_ path: String, _ place: String, _ found: inout Findings) {
        guard path.hasPrefix("/"), access(path, X_OK) == 0 else {
            found.problem(
                "\(place) runs \(path), which is not there or cannot be run",
                remedy: "Write the path of mailgate as it is; `postern aliases` prints the lines")
            return
        }
    }

    private func lookAtRequest(
        _ command: AliasCommand, _ entry: AliasFile.Entry, _ place: String, _ found: inout Findings
    ) {
        switch command.request {
        case .failure(let error):
            found.problem(
                "\(place): \(error.text)",
                remedy: "`postern aliases` prints the lines as they should be")
        case .success(.help), .success(.version):
            found.problem(
                "\(place) asks mailgate for help, so mail is not taken",
                remedy: "`postern aliases` prints the lines as they should be")
        case .success(.receive(let options)):
            guard AliasRoutes.isOurs(options, settingsFile) else { return }
            guard let name = options.route.queue else {
                if options.route.extensionUse != .queue, !isAddress(entry.name) {
                    found.warning(
                        "\(place) names no queue, and no queue has such an address",
                        remedy: "Add --queue NAME to the line")
                }
                return
            }
            lookAtQueue(named: name, place, &found)
        }
    }

    private func lookAtQueue(named name: String, _ place: String, _ found: inout Findings) {
        guard let queue = AliasRoutes.queue(named: name, among: queues) else {
            found.problem(
                "\(place) leads to queue \"\(name)\", which is not there: its mail waits in the mail "
                    + "server's queue",
                remedy:
                    "postern queue create \(ShellWord.quoted(name)) --address …, or mend the line")
            return
        }
        if queue.isDisabled {
            found.warning(
                "\(place) leads to queue \"\(queue.name)\", which is disabled: new mail is quarantined",
                remedy:
                    "Take the line out, or: postern queue enable \(ShellWord.quoted(queue.name))")
        }
    }

    private func isAddress(_ local: String) -> Bool {
        queues.contains { queue in
            [queue.correspondAddress, queue.commentAddress].contains { $0?.local == local[...] }
        }
    }

    // MARK: From the queues

    private func look(at queue: Queue, _ routes: AliasRoutes, _ found: inout Findings) {
        let addresses: [(EmailAddress?, Route.Action)] = [
            (queue.correspondAddress, .correspond), (queue.commentAddress, .comment),
        ]
        for case (let address?, let action) in addresses {
            let remedy = "Add what `postern aliases` prints for it, then run newaliases"
            switch routes.way(to: queue, address, action) {
            case .right: break
            case .missing:
                found.problem(
                    "no alias leads mail for \(address) to queue \"\(queue.name)\"", remedy: remedy)
            case .wrongQueue(let other):
                found.problem(
                    "mail for \(address) goes to queue \"\(other)\", not to \"\(queue.name)\"",
                    remedy: "Change --queue in the alias \"\(address.local)\"")
            case .wrongAction(let other):
                found.problem(
                    "mail for \(address) is taken as \(other.rawValue)"
                        + (action == .comment ? ", so notes for staff reach requestors" : ""),
                    remedy:
                        "Change --action in the alias \"\(address.local)\" to \(action.rawValue)")
            }
        }
    }
}
