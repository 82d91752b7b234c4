/// What mail programs put before a subject when somebody answers or forwards, in many languages.
enum SubjectPrefix {
    /// Whether somebody forwards a mail: `Fwd: Undelivered Mail`.
    static func isForward(_ subject: String) -> Bool {
        words(subject).contains { forwards.contains($0) }
    }

    /// Whether somebody answers a mail.
    static func isAnswer(_ subject: String) -> Bool {
        words(subject).contains { answers.contains($0) }
    }

    /// The subject without any of them and without tags in brackets.
    static func removed(_ subject: String) -> Substring {
        var rest = subject[...]
        for _ in 0..<10 {
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == "[", let close = rest.prefix(100).firstIndex(of: "]") {
                rest = rest[rest.index(after: close)...]
            } else if let (word, behind) = head(rest),
                answers.contains(word) || forwards.contains(word)
            {
                rest = behind
            } else {
                return rest
            }
        }
        return rest
    }

    private static let answers: Set<String> = [
        "re", "aw", "antw", "antwort", "sv", "vs", "ref", "rif", "r", "res", "resp", "odp", "ynt",
        "bls", "ответ", "отв", "на", "απ", "回复", "回覆", "答复", "答覆", "返信", "답장", "回信",
    ]
    private static let forwards: Set<String> = [
        "fwd", "fw", "wg", "tr", "rv", "i", "enc", "vb", "vl", "doorst", "fs", "pd", "fyi",
        "továbbítás",
        "ilt", "переслано", "пересл", "пер", "προ", "转发", "轉寄", "转寄", "転送", "전달", "weitergeleitet",
        "reenv", "inoltra", "i.", "transf",
    ]

    private static func words(_ subject: String) -> [String] {
        var words: [String] = []
        var rest = subject[...]
        while words.count < 10 {
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == "[", let close = rest.prefix(100).firstIndex(of: "]") {
                rest = rest[rest.index(after: close)...]
                continue
            }
            guard let (word, behind) = head(rest),
                answers.contains(word) || forwards.contains(word)
            else { break }
            words.append(word)
            rest = behind
        }
        return words
    }

    /// The word before a colon in lower case, a count as in `Re[2]:` left out.
    private static func head(_ text: Substring) -> (word: String, behind: Substring)? {
        let head = text.prefix(16)
        guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let word = head[..<colon].prefix { $0 != "[" && $0 != "(" && $0 != "^" }
        return (
            word.lowercased().filter { !$0.isWhitespace }, text[text.index(after: colon)...]
        )
    }
}
