import Glibc
package import Tickets

/// Starts programs of the site for scrips: no shell, a clean environment, a time limit.
///
/// Only plain files of one folder that nobody else may change can be started, so that a rule in the
/// database, or whoever may write rules, decides at most which of the admin's programs runs.
package struct ProgramRunner: Sendable {
    /// Absolute; all programs lie in it.
    package let folder: String

    /// Takes the folder; what is in it is looked at when a program is started.
    package init(folder: String) { self.folder = folder }

    /// Exit code of a program that wants to be tried again (EX_TEMPFAIL of sysexits.h).
    package static let temporaryCode: Int32 = 75

    /// Runs one program and waits for its end, away from the caller's thread.
    ///
    /// Exit code 0 is success, ``temporaryCode`` and a program that cannot be started just now are
    /// temporary, all else is permanent: a run that failed half-way may have done half of its work,
    /// so an admin decides.
    @concurrent
    package func run(_ run: ProgramRun) async -> CallResult {
        switch problem(with: run.program) {
        case .wrong(let text): return CallResult(.permanent, text)
        case .later(let text): return CallResult(.temporary(retryAfterSeconds: nil), text)
        case nil: break
        }
        do {
            let environment = [
                "PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent",
                "POSTERN_DELIVERY_ID=\(run.id)",
            ]
            let process = try ChildProcess(
                path: "\(folder)/\(run.program)", arguments: run.arguments,
                environment: environment, input: Array(run.input.utf8))
            let ending = process.end(
                within: run.timeoutSeconds, outputBytesMax: CallAnswer.textBytesMax)
            return Self.result(of: ending, run)
        } catch {
            return CallResult(.temporary(retryAfterSeconds: nil), "\(run.program): \(error)")
        }
    }

    private static func result(of ending: ChildProcess.Ending, _ run: ProgramRun) -> CallResult {
        let output = AnswerText.of(ending.output)
        let said = ReasonText.firstLine(of: ending.output).map { ": " + $0 } ?? ""
        let name = run.program
        switch ending.status {
        case .exited(0):
            return CallResult(.done, "exited with 0" + said, answer: .init(code: 0, text: output))
        case .exited(let code):
            let isTemporary = code == temporaryCode
            return CallResult(
                isTemporary ? .temporary(retryAfterSeconds: nil) : .permanent,
                "\(name) exited with \(code)" + said,
                answer: CallAnswer(code: Int64(code), text: output))
        case .signaled(let signal):
            return CallResult(
                .permanent, "\(name) was ended by signal \(signal)" + said,
                answer: CallAnswer(code: nil, text: output))
        case .killed:
            return CallResult(
                .permanent,
                "\(name) did not end within \(run.timeoutSeconds) s and was killed" + said,
                answer: CallAnswer(code: nil, text: output))
        }
    }

    /// Why a program is not started.
    package enum Problem: Hashable, Sendable {
        /// It never will be, as things are.
        case wrong(String)
        /// It is started by the tracker's account, but not by this one.
        case later(String)

        /// One clause for an admin.
        package var text: String {
            switch self {
            case .wrong(let text), .later(let text): text
            }
        }
    }

    /// Looks at a program without starting it; `nil` when it may be started.
    package func problem(with name: String) -> Problem? {
        guard ProgramRun.isName(name) else { return .wrong("\"\(name)\" is no name of a program") }
        let path = "\(folder)/\(name)"
        var status = stat()
        guard stat(folder, &status) == 0 else {
            return .wrong("there is no folder \(folder) for programs")
        }
        if let problem = owned(status, folder) { return problem }
        guard lstat(path, &status) == 0 else { return .wrong("there is no program \(path)") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return .wrong("\(path) is no plain file; a link is not followed")
        }
        if let problem = owned(status, path) { return problem }
        guard access(path, X_OK) == 0 else {
            return .wrong("\(path) cannot be executed; run: chmod 755 \(path)")
        }
        return nil
    }

    /// Root's own or ours, and nobody else may write it. Root starts only what is root's: what the
    /// tracker's account may change must not run with more rights than that account has.
    private func owned(_ status: stat, _ path: String) -> Problem? {
        guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
            return .wrong("\(path) can be changed by other accounts; run: chmod go-w \(path)")
        }
        if status.st_uid == 0 || status.st_uid == geteuid() { return nil }
        if geteuid() == 0 {
            return .later(
                "\(path) is not root's, so root does not run it; the tracker's account does")
        }
        return .wrong("\(path) belongs neither to root nor to the tracker's account")
    }
}

/// What a program or server answered, kept for admins.
package enum AnswerText {
    /// As text with line ends, without other controls, at most ``CallAnswer/textBytesMax`` bytes of
    /// it.
    package static func of(_ bytes: some Collection<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: bytes.prefix(CallAnswer.textBytesMax), as: UTF8.self)
            .unicodeScalars
        {
            switch scalar.properties.generalCategory {
            case .control where scalar != "\n" && scalar != "\t", .format, .surrogate: continue
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
