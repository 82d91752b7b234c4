import Gateway

/// A command in an alias file that pipes mail into `mailgate`.
struct AliasCommand {
    /// Path of the program.
    let program: String
    /// What its options ask for, or what is wrong with them.
    let request: Result<GatewayRequest, GatewayUsageError>

    /// Takes what stands behind the colon of an alias.
    ///
    /// - Returns: `nil` for anything but a pipe into a program named `mailgate`.
    init?(target: String) {
        guard target.first == "|" else { return nil }
        let words = Self.words(target.dropFirst())
        guard let program = words.first, program.split(separator: "/").last == "mailgate" else {
            return nil
        }
        self.program = program
        request = GatewayOptions.parse(Array(words.dropFirst()))
    }

    /// Words as a shell would make them of a simple command: quotes of both kinds, backslashes.
    private static func words(_ text: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = text
        while let character = rest.popFirst() {
            switch character {
            case "\\" where quote != "'":
                word = (word ?? "") + (rest.popFirst().map(String.init) ?? "")
            case "'", "\"":
                if quote == nil {
                    (quote, word) = (character, word ?? "")
                } else if quote == character {
                    quote = nil
                } else {
                    word?.append(character)
                }
            case _ where character.isWhitespace && quote == nil:
                if let done = word { words.append(done) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        return words
    }
}
