import FoundationEssentials
import Glibc

/// The editor of the person at the terminal.
struct Editor {
    /// Program and arguments; the file's path comes behind.
    let words: [String]

    /// What VISUAL, else EDITOR names, taken apart at blanks; `nil` when neither is set.
    static func chosen() -> Editor? {
        for name in ["VISUAL", "EDITOR"] {
            guard let value = getenv(name) else { continue }
            let words = String(cString: value).split(separator: " ").map(String.init)
            if !words.isEmpty { return Editor(words: words) }
        }
        return nil
    }

    /// Lets a text be written in a file that only its author can read, and removes the file.
    ///
    /// - Throws: ``CommandFailure`` when the editor fails: half a text must not be sent.
    func write() throws -> String {
        var path = Array("/tmp/postern-XXXXXX.txt".utf8CString)
        let file = mkstemps(&path, 4)
        guard file >= 0 else { throw Self.failure("no temporary file could be made") }
        defer {
            close(file)
            unlink(path)
        }
        let name = String(
            decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        try run(name)
        // Opened again by name: many editors write a new file and rename it over the old one.
        let written = open(name, O_RDONLY | O_CLOEXEC)
        guard written >= 0 else { throw Self.failure("what was written cannot be read") }
        defer { close(written) }
        let text = try TextInput.contents(of: written)
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CommandFailure("nothing was written, so nothing was done")
        }
        return text
    }

    /// Lets a file be changed.
    ///
    /// - Throws: ``CommandFailure`` when the editor fails.
    func edit(_ file: String) throws { try run(file) }

    private func run(_ file: String) throws {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let vector = (words + [file]).map { strdup($0) }
        let environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") }
        defer { for word in vector + environment { free(word) } }
        var child: pid_t = 0
        let number = posix_spawnp(
            &child, words[0], nil, &attributes, vector + [nil], environment + [nil])
        guard number == 0 else { throw Self.failure("\(words[0]) cannot be started", number) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw Self.failure("\(words[0]) was lost") }
        }
        guard status == 0 else {
            throw CommandFailure("\(words[0]) did not end well, so nothing was done")
        }
    }

    private static func failure(_ text: String, _ number: Int32 = errno) -> CommandFailure {
        CommandFailure("\(text): \(String(cString: strerror(number)))")
    }
}
