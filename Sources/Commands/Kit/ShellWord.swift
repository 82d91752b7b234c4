/// Words for a command that people copy into a shell.
enum ShellWord {
    /// The word itself where it is plain, else in single quotes.
    static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || "._/@%+=:,-".utf8.contains(byte)
            }
        guard !isPlain else { return text }
        let inner = text.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + inner.joined(separator: "'\\''") + "'"
    }
}
