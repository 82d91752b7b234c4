import Glibc

/// A file that we write; closed in programs that we start, and when it goes away.
struct StoredFile: ~Copyable {
    let descriptor: Int32

    /// Opens `path` with the flags of open(2); a new file gets mode 0600.
    init(_ path: String, flags: Int32) throws(SystemFailure) {
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemFailure("open", path) }
    }

    deinit { close(descriptor) }

    /// Writes everything, whatever signals come in between.
    func write(_ bytes: [UInt8]) throws(SystemFailure) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if written < 0, errno != EINTR { throw SystemFailure("write", nil) }
            if written > 0 { offset += written }
        }
    }

    /// Returns when the file is on the disk.
    func synchronize() throws(SystemFailure) {
        guard fsync(descriptor) == 0 else { throw SystemFailure("fsync", nil) }
    }

    /// A file that has lost its name already, positioned at its start; it need not reach the disk,
    /// so nothing waits for that.
    static func unnamed(holding bytes: [UInt8]) throws(SystemFailure) -> StoredFile {
        let path = "/tmp/postern-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        let file = try StoredFile(path, flags: O_RDWR | O_CREAT | O_EXCL)
        unlink(path)
        try file.write(bytes)
        guard lseek(file.descriptor, 0, SEEK_SET) == 0 else { throw SystemFailure("lseek", path) }
        return file
    }

    /// Returns when the folder's list of names is on the disk.
    static func synchronizeFolder(_ path: String) throws(SystemFailure) {
        try StoredFile(path, flags: O_RDONLY | O_DIRECTORY).synchronize()
    }
}

/// A system call that failed, with what the system says of it.
struct SystemFailure: Error, CustomStringConvertible {
    let number: Int32
    let description: String

    /// Reads `errno`, so nothing may come between the call and this.
    init(_ call: String, _ path: String?) {
        self.init(call, path, number: errno)
    }

    /// For calls that return their error.
    init(_ call: String, _ path: String?, number: Int32) {
        self.number = number
        let meaning = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        description = path.map { "\(call) \($0): \(meaning)" } ?? "\(call): \(meaning)"
    }
}
