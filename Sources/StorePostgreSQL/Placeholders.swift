/// Turns the dialect's `?` into PostgreSQL's `$1`, `$2`, ….
struct Placeholders {
    /// The text that the server is given.
    let text: String
    /// How many arguments it takes.
    let count: Int

    /// Numbers the question marks outside of quotes and comments.
    ///
    /// The text is ours (``Store/SQL`` holds nothing else), so this need not withstand malice, only
    /// be right about string literals, quoted names, `--` and `/* */` comments. Dollar quotes occur
    /// only in migrations, which are not rewritten; PostgreSQL's operators with `?` cannot be used.
    init(_ dialect: String) {
        var output: [UInt8] = []
        var input = dialect.utf8.makeIterator()
        var lookahead = input.next()
        var count = 0

        func advance() -> UInt8? {
            defer { lookahead = input.next() }
            return lookahead
        }
        func copy(through end: UInt8) {
            // A doubled quote inside ends one literal and begins the next, which comes out the
            // same.
            while let byte = advance() {
                output.append(byte)
                if byte == end { return }
            }
        }

        while let byte = advance() {
            switch byte {
            case UInt8(ascii: "?"):
                count += 1
                output += Array("$\(count)".utf8)
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                output.append(byte)
                copy(through: byte)
            case UInt8(ascii: "-") where lookahead == UInt8(ascii: "-"):
                output.append(byte)
                copy(through: UInt8(ascii: "\n"))
            case UInt8(ascii: "/") where lookahead == UInt8(ascii: "*"):
                output.append(byte)
                repeat {
                    copy(through: UInt8(ascii: "*"))
                } while lookahead != nil
                    && lookahead != UInt8(ascii: "/")
            default:
                output.append(byte)
            }
        }
        text = String(decoding: output, as: UTF8.self)
        self.count = count
    }
}
