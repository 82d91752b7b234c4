import Glibc

/// Bytes that somebody hands to a command: from a file, or from standard input.
enum InputFile {
    /// Reads to the end.
    ///
    /// - Parameters:
    ///   - path: `nil` or `-` reads standard input, with a hint when that is a terminal.
    ///   - bytesMax: more than this is refused.
    /// - Throws: ``CommandFailure`` for what cannot be read.
    static func read(_ path: String?, bytesMax: Int = 256 << 20) throws -> [UInt8] {
        let named = path == "-" ? nil : path
        let descriptor: Int32
        if let named {
            descriptor = open(named, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure(named) }
        } else {
            descriptor = STDIN_FILENO
            if isatty(descriptor) == 1 {
                StandardError.say("postern: reading from the terminal; Control-D ends it")
            }
        }
        defer { if named != nil { close(descriptor) } }
        return try bytes(of: descriptor, name: named ?? "standard input", bytesMax: bytesMax)
    }

    private static func bytes(
        of descriptor: Int32, name: String, bytesMax: Int
    ) throws -> [UInt8] {
        var all: [UInt8] = []
        while true {
            var number: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: 256 << 10) { buffer, count in
                let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                number = got < 0 ? errno : 0
                count = max(0, got)
            }
            if number == EINTR { continue }
            guard number == 0 else {
                errno = number
                throw failure(name)
            }
            if chunk.isEmpty { return all }
            all += chunk
            guard all.count <= bytesMax else {
                throw CommandFailure("\(name) has more than \(SizeText.of(Int64(bytesMax)))")
            }
        }
    }

    private static func failure(_ name: String) -> CommandFailure {
        CommandFailure("cannot read \(name): \(String(cString: strerror(errno)))")
    }
}
