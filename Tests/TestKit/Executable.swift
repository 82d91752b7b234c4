import Foundation
import Glibc

/// A program to run as an MTA or a person would: own process, own environment, files for its input
/// and output, so that none of them can block.
package struct Executable: Sendable {
    /// Absolute, or a name to be found in `PATH`.
    package let path: String

    /// Names the program; whether it is there shows when it is run.
    package init(_ path: String) { self.path = path }

    /// Whether the program is there; a bare name is looked for where
    /// ``run(_:input:environment:timeoutSeconds:)`` does.
    package var isInstalled: Bool {
        if path.contains("/") { return access(path, X_OK) == 0 }
        return Self.searchPath.split(separator: ":").contains { access("\($0)/\(path)", X_OK) == 0 }
    }

    private static let searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - input: what it reads on standard input.
    ///   - environment: beside `PATH`, `HOME` and `LC_ALL`; nothing of ours is inherited.
    ///   - timeoutSeconds: when it is killed.
    package func run(
        _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String] = [:],
        timeoutSeconds: Double = 120
    ) throws -> FinishedRun {
        let running = try start(arguments, input: input, environment: environment)
        return try running.wait(timeoutSeconds: timeoutSeconds)
    }

    /// Starts it and lets it run.
    package func start(
        _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String] = [:]
    ) throws -> RunningProgram {
        let files = [try ScratchFile(input), try ScratchFile(), try ScratchFile()]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, file) in files.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, file.descriptor, Int32(number))
        }
        var variables = ["PATH": Self.searchPath, "HOME": "/", "LC_ALL": "C.UTF-8"]
        // A toolchain outside the usual places may need it to find Swift's own libraries.
        variables["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
        variables.merge(environment) { _, own in own }

        var identifier: pid_t = 0
        let words = [path] + arguments
        let number = Self.withVector(words) { vector in
            Self.withVector(variables.map { "\($0)=\($1)" }) { environment in
                posix_spawnp(&identifier, path, &actions, nil, vector, environment)
            }
        }
        guard number == 0 else {
            throw ProgramTrouble("cannot start \(path): \(String(cString: strerror(number)))")
        }
        return RunningProgram(identifier, words: words, output: files[1], errors: files[2])
    }

    private static func withVector<T>(
        _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T
    ) -> T {
        let vector = words.map { strdup($0) }
        defer { for word in vector { free(word) } }
        return body(vector + [nil])
    }
}

/// A process that was started and may still run.
package final class RunningProgram: Sendable {
    /// For signals.
    package let identifier: Int32
    private let words: [String]
    private let output: ScratchFile
    private let errors: ScratchFile

    init(_ identifier: Int32, words: [String], output: ScratchFile, errors: ScratchFile) {
        self.identifier = identifier
        self.words = words
        self.output = output
        self.errors = errors
    }

    /// Sends a signal such as `SIGKILL`.
    package func signal(_ number: Int32) { kill(identifier, number) }

    /// Waits for the end; call it once.
    ///
    /// - Parameter timeoutSeconds: after that the process is killed, and the run says so.
    package func wait(timeoutSeconds: Double = 120) throws -> FinishedRun {
        let start = ContinuousClock.now
        var status: Int32 = 0
        var step: UInt32 = 500
        var isLate = false
        while true {
            let ended = waitpid(identifier, &status, WNOHANG)
            if ended == identifier { break }
            guard ended == 0 || errno == EINTR else {
                throw ProgramTrouble("lost the process \(identifier)")
            }
            if !isLate, ContinuousClock.now - start > .seconds(timeoutSeconds) {
                isLate = true
                kill(identifier, SIGKILL)
            }
            usleep(step)
            step = min(step * 2, 20_000)
        }
        let signal = status & 0x7F
        let ending: FinishedRun.Ending =
            isLate
            ? .timedOut : signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
        return FinishedRun(
            words: words, ending: ending, output: try output.contents(),
            errors: String(decoding: try errors.contents(), as: UTF8.self))
    }
}

/// How a program ended and what it said.
package struct FinishedRun: Sendable, CustomStringConvertible {
    /// Program and arguments.
    package let words: [String]
    package let ending: Ending
    /// Standard output.
    package let output: [UInt8]
    /// Standard error.
    package let errors: String

    /// The ways a process ends.
    package enum Ending: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        /// We lost patience and killed it.
        case timedOut
    }

    /// Standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }

    /// The lines of standard error.
    package var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

    /// All that a failed test should show.
    package var description: String {
        "\(words.joined(separator: " "))\n→ \(ending)\n\(text.suffix(3_000))\n\(errors.suffix(3_000))"
    }
}

/// Why a program could not be run.
package struct ProgramTrouble: Error, CustomStringConvertible {
    /// For the person who reads the test's report.
    package let description: String

    /// Says what happened.
    package init(_ description: String) { self.description = description }
}

/// A file that has lost its name already; closed with its last user.
final class ScratchFile: Sendable {
    let descriptor: Int32

    /// Holds `bytes`, positioned at their start.
    init(_ bytes: [UInt8] = []) throws {
        var name = Array("/tmp/postern-test-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw ProgramTrouble("cannot make a file in /tmp") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(name)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw ProgramTrouble("cannot write to /tmp") }
            rest = rest.dropFirst(count)
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit { close(descriptor) }

    /// All of it, wherever the position is.
    func contents() throws -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ProgramTrouble("a file was lost") }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var at = 0
        while at < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: at), $0.count - at, off_t(at))
            }
            guard got > 0 else { break }
            at += got
        }
        return Array(bytes.prefix(at))
    }
}
