/// Writes single values as YAML that reads back as the same text.
enum YAMLText {
    /// Plain where that is safe beyond doubt, otherwise in double quotes.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.first.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "/") } ?? false
            && text.allSatisfy { character in
                character.isASCII
                    && (character.isLetter || character.isNumber || "/._@+-".contains(character))
            }
        let looksEmpty = ["null", "Null", "NULL"].contains(text)
        return isPlain && !looksEmpty ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.properties.generalCategory == .control:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\x" + (digits.count < 2 ? "0" : "") + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
