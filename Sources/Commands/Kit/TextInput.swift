import Glibc

/// A text that somebody hands to a command: as an option, by a pipe, or typed now.
enum TextInput {
    /// Longest text that is taken, in bytes.
    static let bytesMax = 16 << 20

    /// Takes the option's text, else what is piped in; a person at a terminal gets their editor, or
    /// may type until Control-D.
    ///
    /// - Parameter what: names the text in the hint: `the comment`.
    static func read(_ given: String?, what: String) throws -> String {
        if let given { return given }
        guard isatty(STDIN_FILENO) == 1 else { return try contents(of: STDIN_FILENO) }
        if let editor = Editor.chosen() { return try editor.write() }
        StandardError.say(
            "Type \(what); Control-D on a line of its own ends it, Control-C gives up.")
        return try contents(of: STDIN_FILENO)
    }

    /// All that can be read from a descriptor; bytes that are not UTF-8 become U+FFFD.
    static func contents(of descriptor: Int32) throws -> String {
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = chunk.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw CommandFailure("the text cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { return String(decoding: text, as: UTF8.self) }
            text += chunk.prefix(count)
            guard text.count <= bytesMax else {
                throw CommandFailure("the text is longer than \(bytesMax >> 20) MiB", .usage)
            }
        }
    }
}
