/// Shows plain text as HTML, for templates that ask for it by `HTML: from-text`.
enum PlainHTML {
    /// A page with the text's paragraphs and lines as they are; nothing in it is read as HTML.
    static func of(_ text: String, _ language: String) -> String {
        let paragraphs = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
            .split { line in line.allSatisfy { $0 == 32 || $0 == 9 } }
        let body = paragraphs.map { lines in
            "<p>" + lines.map { escaped(Substring($0)) }.joined(separator: "<br>\n") + "</p>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="\(escaped(Substring(language)))">
            <head><meta charset="utf-8"><title></title></head>
            <body style="font-family: sans-serif; line-height: 1.4">
            \(body.joined())</body>
            </html>

            """
    }

    private static func escaped(_ text: Substring) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
