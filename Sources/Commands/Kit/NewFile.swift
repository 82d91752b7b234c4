import Glibc

/// Writes files that must not be there yet: no command overwrites what somebody may need.
enum NewFile {
    /// Writes all of `bytes`, on the disk when this returns.
    ///
    /// - Parameter mode: permission bits, whatever the umask says.
    /// - Throws: ``CommandFailure``: `refused` when something is at `path`; what was written of the
    ///   file is removed when writing fails.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else {
            if errno == EEXIST {
                throw CommandFailure("\(path) exists and is not overwritten")
            }
            throw failure(path)
        }
        defer { close(file) }
        do {
            guard fchmod(file, mode) == 0 else { throw failure(path) }
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure(path) }
                rest = rest.dropFirst(count)
            }
            guard fsync(file) == 0 else { throw failure(path) }
        } catch {
            unlink(path)
            throw error
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        let number = errno
        let code: CommandFailure.Code = number == ENOSPC || number == EDQUOT ? .temporary : .refused
        return CommandFailure("cannot write \(path): \(String(cString: strerror(number)))", code)
    }
}
