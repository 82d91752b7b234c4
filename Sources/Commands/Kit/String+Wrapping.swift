extension String {
    /// Cut into lines of at most a number of columns, at blanks where there are any; a word that is
    /// longer than a line, such as a URL, is left whole for the terminal to break.
    func wrapped(toDisplayWidth width: Int) -> [String] {
        guard displayWidth > width else { return [self] }
        var lines: [String] = []
        var line: String?
        for word in split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
            guard let begun = line else {
                line = word
                continue
            }
            let longer = begun + " " + word
            if longer.displayWidth > width, begun.contains(where: { $0 != " " }) {
                lines.append(begun)
                line = word
            } else {
                line = longer
            }
        }
        return lines + [line ?? ""]
    }
}
