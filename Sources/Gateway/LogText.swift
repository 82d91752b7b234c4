/// Makes a text fit for one line of a log or of a bounce.
enum LogText {
    /// Control characters become spaces, what is too long is cut and marked by an ellipsis.
    static func line(_ text: String, bytesMax: Int) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 32 || (127..<160).contains(scalar.value)
            let next = isControl ? " " : scalar
            guard line.utf8.count + String(next).utf8.count <= bytesMax else { return line + "…" }
            line.unicodeScalars.append(next)
        }
        return line
    }
}
