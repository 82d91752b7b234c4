import Glibc
import Subprocess
import SystemPackage
import Tickets

/// Hands mails to the machine's own `sendmail`, which every MTA on Debian provides.
///
/// `sendmail -i -f SENDER [arguments] -- RECIPIENT…`: the recipients stand in the argument vector,
/// not in headers read back by `-t`, so Bcc needs no header; `--` keeps an address from being an
/// option; no shell is involved. Standard input is a file and no pipe, so a program that does not
/// read it can neither block us nor kill us with SIGPIPE.
package struct SendmailTransport: Transport {
    /// An absolute path.
    package let path: String
    /// Further options, before the recipients.
    package let arguments: [String]
    package let timeoutSeconds: Int64

    /// Takes the program's absolute path and options; whether it exists shows with the first mail.
    ///
    /// - Parameter timeoutSeconds: when it has run this long, it gets SIGTERM, a second later
    ///   SIGKILL; what it has started itself is left alone.
    package init(path: String, arguments: [String] = [], timeoutSeconds: Int64) {
        self.path = path
        self.arguments = arguments
        self.timeoutSeconds = max(1, timeoutSeconds)
    }

    /// Runs the program once for all recipients.
    package func send(_ mail: ComposedMail) async -> DeliveryResult {
        let file: StoredFile
        do {
            file = try StoredFile.unnamed(holding: mail.bytes)
        } catch {
            return .temporary(ReasonText.clean("cannot buffer the mail: \(error)"))
        }
        let input = FileDescriptor(rawValue: file.descriptor)
        let vector = argumentVector(for: mail)
        let outcome = await withTaskGroup(of: Outcome?.self) { group in
            group.addTask { await run(vector, input: input) }
            group.addTask {
                // Ends early, by an error that is no news, when the program has ended.
                try? await Task.sleep(for: .seconds(timeoutSeconds))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()  // ends the timer, or else the program
            if let first { return first }
            var last = await group.next() ?? nil
            // It may have taken the mail at the last moment.
            if last?.status != .exited(0) { last?.timedOut = !Task.isCancelled }
            return last ?? Outcome(failure: "\(path) did not run")
        }
        withExtendedLifetime(file) {}  // open until the program has ended
        return Self.result(of: outcome, program: path, timeoutSeconds: timeoutSeconds)
    }

    /// What follows the program's name.
    func argumentVector(for mail: ComposedMail) -> [String] {
        ["-i", "-f", mail.envelopeSender?.value ?? "<>"] + arguments + ["--"]
            + mail.recipients.map(\.value)
    }

    /// How a run ended.
    struct Outcome: Sendable {
        /// `nil` when the program did not start.
        var status: TerminationStatus?
        /// First line of its standard error, or why it did not start.
        var said: String?
        var timedOut = false

        init(status: TerminationStatus, said: String?) {
            self.status = status
            self.said = said
        }

        init(failure: String) {
            said = failure
        }
    }

    private func run(_ vector: [String], input: FileDescriptor) async -> Outcome {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(1))]
        do {
            let ended = try await Subprocess.run(
                .path(FilePath(path)), arguments: Arguments(vector), platformOptions: options,
                input: .fileDescriptor(input, closeAfterSpawningProcess: false),
                output: .discarded, error: .sequence
            ) { execution in
                // All is read, or a talkative program would wait for us; little is kept.
                var kept: [UInt8] = []
                for try await buffer in execution.standardError where kept.count < 4_096 {
                    buffer.withUnsafeBytes { kept.append(contentsOf: $0.prefix(4_096)) }
                }
                return kept
            }
            return Outcome(
                status: ended.terminationStatus,
                said: ReasonText.firstLine(of: ended.closureResult))
        } catch {
            return Outcome(failure: ReasonText.clean("\(path): \(error)"))
        }
    }

    /// Translates sysexits.
    ///
    /// Only what is said about this mail or its addresses is permanent: 65 (EX_DATAERR),
    /// 67 (EX_NOUSER), 68 (EX_NOHOST). 69 (EX_UNAVAILABLE) is also what relays say when their
    /// server does not answer, 64, 77 and 78 are a misconfiguration of ours: mail waits for the
    /// admin.
    static func result(
        of outcome: Outcome, program: String, timeoutSeconds: Int64
    ) -> DeliveryResult {
        let said = outcome.said.map { ": " + $0 } ?? ""
        guard let status = outcome.status else { return .temporary(outcome.said ?? "not started") }
        if outcome.timedOut {
            return .temporary("\(program) did not end within \(timeoutSeconds) s" + said)
        }
        switch status {
        case .exited(0): return .sent(outcome.said)
        case .exited(let code) where [65, 67, 68].contains(code):
            return .permanent("\(program) exited with \(code)" + said)
        case .exited(let code): return .temporary("\(program) exited with \(code)" + said)
        case .signaled(let signal):
            return .temporary("\(program) was ended by signal \(signal)" + said)
        }
    }
}
