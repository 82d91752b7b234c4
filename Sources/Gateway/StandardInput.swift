import Glibc

/// The mail as it comes through a file descriptor, usually a pipe from the MTA.
struct StandardInput {
    let descriptor: Int32

    /// What reading came to.
    enum Outcome {
        case mail([UInt8])
        /// There was more than allowed; the rest is still to be read.
        case tooLarge
        /// The system's words for it.
        case unreadable(String)
    }

    private static let chunkBytes = 64 << 10
    private static let drainBytesMax = 1 << 30

    /// True where a person sits at the other end.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Reads to the end.
    ///
    /// - Parameter bytesMax: A mail of exactly this size is still taken.
    func read(bytesMax: Int) -> Outcome {
        var mail: [UInt8] = []
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            // A file tells its size; a few bytes more, so that the end is seen without growing.
            mail.reserveCapacity(min(Int(status.st_size), bytesMax) + Self.chunkBytes)
        }
        while true {
            switch chunk() {
            case .failure(let failure): return .unreadable(failure.words)
            case .success(let bytes):
                if bytes.isEmpty { return .mail(mail) }
                guard mail.count + bytes.count <= bytesMax else { return .tooLarge }
                mail += bytes
            }
        }
    }

    /// Whether a mail is waiting: used where the command line asked for something else, and the
    /// mail must not be taken for received.
    ///
    /// - Parameter milliseconds: How long a pipe is waited for.
    func holdsData(within milliseconds: Int32) -> Bool {
        guard !isTerminal else { return false }
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard Glibc.poll(&poll, 1, milliseconds) > 0, poll.revents & Int16(POLLIN) != 0 else {
            return false
        }
        // At the end of a file there is "something to read" as well.
        if case .success(let bytes) = chunk() { return !bytes.isEmpty }
        return false
    }

    /// Throws away what is left of a mail that is not taken, so that the MTA hears our exit status
    /// and not a broken pipe. Past ``drainBytesMax``, or after a second of silence, it has to bear
    /// that.
    func drain() {
        guard !isTerminal else { return }
        var drained = 0
        while drained < Self.drainBytesMax {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard Glibc.poll(&poll, 1, 1_000) > 0 else { return }
            guard case .success(let bytes) = chunk(), !bytes.isEmpty else { return }
            drained += bytes.count
        }
    }

    private struct ReadFailure: Error {
        let words: String
    }

    /// The next bytes; empty at the end.
    private func chunk() -> Result<[UInt8], ReadFailure> {
        while true {
            var number: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
                let got = Glibc.read(descriptor, buffer.baseAddress, Self.chunkBytes)
                if got < 0 { number = errno }
                count = max(0, got)
            }
            if number == EINTR { continue }
            if number == 0 { return .success(bytes) }
            return .failure(ReadFailure(words: String(cString: strerror(number))))
        }
    }
}
