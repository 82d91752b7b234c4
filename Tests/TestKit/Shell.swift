import Glibc

/// Runs commands for fixtures.
///
/// Not Foundation's `Process`: on Linux that one waits until every descendant has closed a socket
/// of its own, so starting a server in the background would hang.
package enum Shell {
    /// Runs a command line in `/` and waits for the shell, not for what it leaves running.
    ///
    /// - Parameter output: A file for standard output and error; they are discarded without one.
    /// - Returns: The exit status; above 128 for a signal; -1 when the shell could not be started.
    @discardableResult
    package static func run(_ command: String, output: String = "/dev/null") -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A server that outlives us must not hold our pipes and locks.
        for descriptor in 3..<Int32(256) {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var process = pid_t()
        let words = ["/bin/sh", "-c", "cd / && " + command].map { (word: String) in strdup(word) }
        defer { words.forEach { free($0) } }
        guard posix_spawn(&process, "/bin/sh", &actions, nil, words + [nil], environ) == 0 else {
            return -1
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return -1 }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
