import Glibc

/// A mail server's alias file (aliases(5) of Postfix and sendmail).
struct AliasFile {
    /// As it was named.
    let path: String
    let entries: [Entry]

    /// One alias.
    struct Entry: Hashable {
        /// Lower case, without quotes and colon.
        let name: String
        /// Where the entry begins, from 1.
        let line: Int
        /// What stands behind the colon, without the quotes: addresses, `|command`, `:include:…`.
        let targets: [String]
    }

    /// Reads a file.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be read.
    init(reading path: String) throws {
        let bytes = try InputFile.read(path, bytesMax: 64 << 20)
        self.init(path: path, text: String(decoding: bytes, as: UTF8.self))
    }

    /// Takes a text; what is no alias is passed over, as mail servers do.
    init(path: String, text: String) {
        self.path = path
        entries = Self.logicalLines(text).compactMap(Self.entry)
    }

    /// Lines without comments, each with those that go on with white space.
    private static func logicalLines(_ text: String) -> [(number: Int, text: String)] {
        var lines: [(number: Int, text: String)] = []
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, row) in rows.enumerated() {
            let isBlank = row.allSatisfy(\.isWhitespace)
            guard !isBlank, row.first != "#" else { continue }
            let isContinued = row.first == " " || row.first == "\t"
            if isContinued, let last = lines.popLast() {
                lines.append((last.number, last.text + String(row)))
            } else if !isContinued {
                lines.append((index + 1, String(row)))
            }
        }
        return lines
    }

    private static func entry(_ line: (number: Int, text: String)) -> Entry? {
        var scanner = Scanner(rest: line.text[...])
        guard let name = scanner.name() else { return nil }
        return Entry(name: name.lowercased(), line: line.number, targets: scanner.targets())
    }

    /// Walks one logical line.
    private struct Scanner {
        var rest: Substring

        mutating func name() -> String? {
            skipSpace()
            let name = piece { $0 == ":" }
            skipSpace()
            guard rest.first == ":", !name.isEmpty else { return nil }
            rest.removeFirst()
            return name.trimmed
        }

        mutating func targets() -> [String] {
            var targets: [String] = []
            while !rest.isEmpty {
                skipSpace()
                let target = piece { $0 == "," }.trimmed
                if !target.isEmpty { targets.append(target) }
                if rest.first == "," { rest.removeFirst() }
            }
            return targets
        }

        /// Text up to a character outside of quotes; the quotes go, what they hold stays.
        private mutating func piece(until isEnd: (Character) -> Bool) -> String {
            var text = ""
            var isQuoted = false
            while let character = rest.first, isQuoted || !isEnd(character) {
                rest.removeFirst()
                if character == "\\", let escaped = rest.popFirst() {
                    text.append(escaped)
                } else if character == "\"" {
                    isQuoted.toggle()
                } else {
                    text.append(character)
                }
            }
            return text
        }

        private mutating func skipSpace() {
            while rest.first?.isWhitespace == true { rest.removeFirst() }
        }
    }
}

extension String {
    /// Without white space at the ends.
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
