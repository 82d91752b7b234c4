import Glibc

/// The bytes of a small text file and who may read it.
///
/// Plain system calls: this runs at the start of every `mailgate`, where each millisecond counts.
struct SettingsFile {
    /// Nothing that we read is longer; a longer file is some other file, named by mistake.
    static let bytesMax = 4 * 1024 * 1024

    let text: String
    /// Permission bits as `stat(2)` gives them.
    let mode: mode_t

    /// True where accounts that are neither the owner nor in the group may read or change it.
    var isOpenToOthers: Bool { Self.isOpenToOthers(mode) }

    static func isOpenToOthers(_ mode: mode_t) -> Bool { mode & 0o007 != 0 }

    /// - Parameters:
    ///   - path: Opened once; what is checked is what is read.
    ///   - name: What the file is, for the message that it does not exist.
    ///   - remedy: Said after that message; may be empty.
    init(path: String, name: String, remedy: String = "") throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let number = errno
            guard number != ENOENT && number != ENOTDIR else {
                throw Self.failure(.missing, path, "no such \(name)\(remedy)")
            }
            throw Self.failure(.unreadable, path, "cannot be read: \(Self.words(number))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw Self.failure(.unreadable, path, "cannot be read: \(Self.words(errno))")
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw Self.failure(.unreadable, path, "is a folder, expected a \(name)")
        }
        mode = status.st_mode & 0o7777
        let sizeExpected = Int(status.st_size)
        let bytes = try Self.bytes(of: descriptor, sizeExpected, path: path, name: name)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.notUTF8(bytes, path: path)
        }
        self.text = text
    }

    /// Reads to the end, whatever the file's size was said to be: pipes say 0.
    private static func bytes(
        of descriptor: Int32, _ sizeExpected: Int, path: String, name: String
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let chunkSize = min(max(sizeExpected + 1, 4096), 64 * 1024)
        while true {
            var failure: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
                let got = read(descriptor, buffer.baseAddress, chunkSize)
                failure = got < 0 ? errno : 0
                count = max(got, 0)
            }
            if failure == EINTR { continue }
            guard failure == 0 else {
                throw Self.failure(.unreadable, path, "cannot be read: \(words(failure))")
            }
            guard !chunk.isEmpty else { return bytes }
            bytes += chunk
            guard bytes.count <= bytesMax else {
                throw Self.failure(
                    .unreadable, path,
                    "is longer than \(Quantity.text(bytes: bytesMax)), expected a \(name)")
            }
        }
    }

    /// Names the line of the first byte that is not UTF-8, since no editor shows it.
    private static func notUTF8(_ bytes: [UInt8], path: String) -> SettingsError {
        var line = 1
        for row in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: row, as: UTF8.self) == nil { break }
            line += 1
        }
        let problem = SettingsProblem(
            code: .syntax, file: path, position: YAMLPosition(line: line, column: 1), key: nil,
            text: "this line is not UTF-8; save the file in that encoding")
        return SettingsError(code: .invalid, problems: [problem])
    }

    private static func failure(
        _ code: SettingsError.Code, _ path: String, _ text: String
    ) -> SettingsError {
        let problem = SettingsProblem(
            code: code == .missing ? .missingFile : .unreadableFile, file: path, position: nil,
            key: nil, text: text)
        return SettingsError(code: code, problems: [problem])
    }

    private static func words(_ number: Int32) -> String {
        String(cString: strerror(number))
    }
}
