import Glibc
import Tickets

/// Appends each mail to one mbox file, for trials and tests: no mail leaves the machine.
///
/// The variant is mboxrd: a line of any number of `>` and `From ` gets one `>` more, so it can be
/// undone. Programs that lock by flock(2), as we do, may append to the same file.
package struct FileTransport: Transport {
    /// The mbox file.
    package let path: String
    /// The longest wait for somebody else's lock.
    package let timeoutSeconds: Int64

    /// Takes the file's path; it is made with the first mail if its folder is there.
    package init(path: String, timeoutSeconds: Int64 = 10) {
        self.path = path
        self.timeoutSeconds = max(1, timeoutSeconds)
    }

    /// Appends the mail; all failures are temporary and leave the file as it was.
    @concurrent
    package func send(_ mail: ComposedMail) async -> DeliveryResult {
        do {
            let isNew = access(path, F_OK) != 0
            let file = try StoredFile(path, flags: O_RDWR | O_CREAT | O_APPEND)
            guard try await lock(file.descriptor) else {
                return .temporary("\(path) is locked by another program")
            }
            try append(Self.entry(for: mail), to: file)
            if isNew { try StoredFile.synchronizeFolder(folder) }
            return .sent(path)
        } catch {
            return .temporary(ReasonText.clean("\(path): \(error)"))
        }
    }

    /// Takes the lock, which ends when the file is closed.
    private func lock(_ descriptor: Int32) async throws -> Bool {
        let end = ContinuousClock.now.advanced(by: .seconds(timeoutSeconds))
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw SystemFailure("flock", path) }
            guard ContinuousClock.now < end else { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        return true
    }

    private func append(_ entry: [UInt8], to file: borrowing StoredFile) throws(SystemFailure) {
        let length = lseek(file.descriptor, 0, SEEK_END)
        guard length >= 0 else { throw SystemFailure("lseek", path) }
        do {
            try file.write(entry)
            try file.synchronize()
        } catch {
            ftruncate(file.descriptor, length)  // half a mail would swallow the next one
            throw error
        }
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// `From ` line, quoted mail, empty line.
    static func entry(for mail: ComposedMail) -> [UInt8] {
        let sender = mail.envelopeSender?.value ?? "MAILER-DAEMON"
        var entry = Array("From \(sender) \(asctime(mail.date))\n".utf8)
        let from = Array("From ".utf8)
        var lines = (mail.envelopeHeaders + mail.bytes).split(
            separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines {
            if line.drop(while: { $0 == UInt8(ascii: ">") }).starts(with: from) {
                entry.append(UInt8(ascii: ">"))
            }
            entry.append(contentsOf: line)
            entry.append(0x0A)
        }
        entry.append(0x0A)
        return entry
    }

    /// `Sat Nov 21 00:44:35 2026`, in UTC and in English whatever the locale.
    private static func asctime(_ date: Timestamp) -> String {
        var seconds = time_t(date.milliseconds / 1_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var buffer = [CChar](repeating: 0, count: 64)
        asctime_r(&parts, &buffer)
        return String(
            decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self)
    }
}
