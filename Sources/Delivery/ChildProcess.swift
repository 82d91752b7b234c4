import CChildProcess
import Glibc

/// A process in a group of its own, with a file as its input and a pipe for all that it says.
///
/// Made for programs that nobody here has written: whatever it and its children do, ``end(within:outputBytesMax:)``
/// returns, and no descriptor of ours is theirs.
struct ChildProcess: ~Copyable {
    private let pid: pid_t
    private let output: Int32

    /// How it ended.
    struct Ending {
        let status: Status
        /// The beginning of standard output and standard error together.
        let output: [UInt8]

        enum Status: Hashable {
            case exited(Int32)
            case signaled(Int32)
            /// It took too long.
            case killed
        }
    }

    /// Starts it.
    ///
    /// - Parameter environment: `NAME=value`; nothing is inherited.
    /// - Throws: ``SystemFailure`` when it cannot be started.
    init(path: String, arguments: [String], environment: [String], input: [UInt8])
        throws(SystemFailure)
    {
        let file = try StoredFile.unnamed(holding: input)
        var ends: [Int32] = [-1, -1]
        let refusal = child_process_pipe(&ends)
        guard refusal == 0 else { throw SystemFailure("pipe", nil, number: refusal) }
        defer { close(ends[1]) }
        var child: pid_t = 0
        let number = Self.withVector([path] + arguments) { vector in
            Self.withVector(environment) {
                child_process_start(&child, path, vector, $0, file.descriptor, ends[1])
            }
        }
        guard number == 0 else {
            close(ends[0])
            throw SystemFailure("start", path, number: number)
        }
        pid = child
        output = ends[0]
    }

    deinit { close(output) }

    /// Waits for its end and hears what it says; after the time limit the whole group is killed.
    ///
    /// What it has started and left behind may go on when it ended by itself in time.
    consuming func end(within seconds: Int64, outputBytesMax: Int) -> Ending {
        var heard: [UInt8] = []
        let start = ContinuousClock.now
        let limit = Duration.seconds(seconds)
        var isKilled = false
        var isOpen = true
        while true {
            isOpen = isOpen && listen(&heard, outputBytesMax)
            var status: Int32 = 0
            let ended = waitpid(pid, &status, WNOHANG)
            if ended == pid || (ended < 0 && errno != EINTR) {
                _ = isOpen && listen(&heard, outputBytesMax)
                return Ending(
                    status: isKilled ? .killed : Self.ending(status), output: heard)
            }
            if !isKilled, ContinuousClock.now - start >= limit {
                kill(-pid, SIGKILL)
                isKilled = true
            }
            // A closed pipe is always ready, so it is not asked any more.
            var place = pollfd(fd: isOpen ? output : -1, events: Int16(POLLIN), revents: 0)
            poll(&place, 1, 20)
        }
    }

    /// Takes what is there, keeps the beginning; false at the end.
    private borrowing func listen(_ heard: inout [UInt8], _ bytesMax: Int) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        // Bounded, or one that never stops talking would outrun its time limit.
        for _ in 0..<64 {
            let count = read(output, &buffer, buffer.count)
            if count == 0 { return false }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            heard += buffer[..<min(count, bytesMax - heard.count)]
        }
        return true
    }

    private static func ending(_ status: Int32) -> Ending.Status {
        status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signaled(status & 0x7F)
    }

    private static func withVector<T>(
        _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T
    ) -> T {
        let vector = words.map { strdup($0) }
        defer { for word in vector { free(word) } }
        return body(vector + [nil])
    }
}
