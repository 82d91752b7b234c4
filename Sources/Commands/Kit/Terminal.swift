import FoundationEssentials
import Glibc

/// Where text for people goes to: whether it may be coloured, how wide it is, what time it is.
struct Terminal {
    let isTerminal: Bool
    /// Columns; what is longer wraps or is cut.
    let width: Int
    let hasColour: Bool

    /// Looks at standard output; NO_COLOR and TERM=dumb switch colour off.
    static func standardOutput() -> Terminal {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(STDOUT_FILENO) == 1
        var size = winsize()
        let known = isTerminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        let columns =
            known && size.ws_col > 0 ? Int(size.ws_col) : Int(environment["COLUMNS"] ?? "") ?? 100
        let wantsColour = environment["NO_COLOR"]?.isEmpty != false && environment["TERM"] != "dumb"
        return Terminal(
            isTerminal: isTerminal, width: max(40, columns), hasColour: isTerminal && wantsColour)
    }

    /// Wraps text in a style, on a terminal only.
    func styled(_ text: String, _ styles: Style...) -> String {
        guard hasColour, !styles.isEmpty else { return text }
        return styles.map { "\u{1B}[\($0.rawValue)m" }.joined() + text + "\u{1B}[0m"
    }

    /// The few styles that we use; all are readable on light and dark ground.
    enum Style: Int {
        case bold = 1
        case faint = 2
        case red = 31
        case green = 32
        case yellow = 33
        case blue = 34
        case cyan = 36
    }

    /// Takes out what would move the cursor or change colours: text in a ticket is a stranger's.
    static func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { scalar in
                    scalar == "\n" || scalar == "\t"
                        || (scalar.value >= 32 && scalar.value != 127
                            && !(0x80...0x9F).contains(scalar.value)
                            && !(0x202A...0x202E).contains(scalar.value)
                            && !(0x2066...0x2069).contains(scalar.value))
                }))
    }

    /// The same on one line.
    static func line(_ text: String) -> String {
        safe(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
