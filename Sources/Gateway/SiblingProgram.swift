import Glibc

/// The `postern` program of the same installation, which can do what `mailgate` was built without.
package struct SiblingProgram: Hashable, Sendable {
    /// Absolute; never looked up in `PATH`, which an MTA sets as it likes.
    package let path: String

    /// What it needs; the MTA's own variables may hold what a sender wrote.
    private static let environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"]

    /// Names the program; whether it is there shows when it is started.
    package init(path: String) { self.path = path }

    /// `postern` in the folder of the running program.
    package static func besideThisProgram() -> SiblingProgram {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
        let bytes = buffer.prefix(length).map(UInt8.init(bitPattern:))
        let own = String(decoding: bytes, as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { own[..<$0] } ?? ""
        return SiblingProgram(path: folder + "/postern")
    }

    /// Becomes `postern receive` with the same command line and the mail still unread on standard
    /// input. Returns only if that failed.
    func becomeReceiver(_ arguments: [String]) -> GatewayError {
        // What is ignored stays ignored in the new program, and its children would inherit it.
        signal(SIGPIPE, SIG_DFL)
        let number = withArgumentVector([path, "receive"] + arguments) { vector in
            execv(path, vector)
            return errno
        }
        return failure(number)
    }

    /// Runs `postern outbox flush` for some mails and waits for its end.
    ///
    /// It reads and writes nothing of ours: an MTA that waits for the end of our output would wait
    /// for the program's too.
    ///
    /// - Parameter seconds: How long it is waited for; it goes on by itself after that.
    /// - Returns: its exit status; `nil` when it has not ended in time, or was ended by a signal.
    /// - Throws: ``GatewayError`` `noSibling`.
    func run(_ arguments: [String], waitingSeconds seconds: Double) throws -> Int32? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        var child: pid_t = 0
        let number = withArgumentVector([path] + arguments) { vector in
            withArgumentVector(Self.environment) { environment in
                posix_spawn(&child, path, &actions, &attributes, vector, environment)
            }
        }
        guard number == 0 else { throw failure(number) }
        return Self.status(of: child, waitingSeconds: seconds)
    }

    /// Asks in growing steps, 1 to 50 ms, since waitpid(2) knows no time limit.
    private static func status(of child: pid_t, waitingSeconds seconds: Double) -> Int32? {
        var waited = 0.0
        var step = 0.001
        while true {
            var status: Int32 = 0
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil }
            guard ended == 0, waited < seconds else { return nil }
            usleep(UInt32(step * 1_000_000))
            waited += step
            step = min(step * 2, 0.05)
        }
    }

    private func failure(_ number: Int32) -> GatewayError {
        GatewayError(.noSibling, "cannot start \(path): \(String(cString: strerror(number)))")
    }

    private func withArgumentVector<T>(
        _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T
    ) -> T {
        let vector = words.map { strdup($0) }
        defer { for word in vector { free(word) } }
        return body(vector + [nil])
    }
}
