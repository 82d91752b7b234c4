import Glibc

/// What may stand in a setting that is a name, an address or a host.
///
/// Only as strict as it must be to catch a slip: what the mail system makes of an odd but
/// possible address is not decided here.
enum SettingSyntax {
    static let siteNameLengthMax = 60

    /// A site name goes into `[NAME #12]` and must be found again there by whoever reads a subject.
    static func isSiteName(_ text: String) -> Bool {
        let forbidden = text.unicodeScalars.contains { scalar in
            "[]#".unicodeScalars.contains(scalar) || isControlOrBreak(scalar)
        }
        return !text.isEmpty && text.count <= siteNameLengthMax && !forbidden
            && text.first?.isWhitespace == false && text.last?.isWhitespace == false
    }

    /// One address without a display name: something, `@`, a host name.
    static func isAddress(_ text: String) -> Bool {
        guard let at = text.lastIndex(of: "@") else { return false }
        let local = text[..<at]
        let special = local.unicodeScalars.contains { scalar in
            "()<>[],;:\\\"@ ".unicodeScalars.contains(scalar) || isControlOrBreak(scalar)
        }
        return !local.isEmpty && !special && isHostName(String(text[text.index(after: at)...]))
    }

    /// Labels of letters, digits and hyphens (RFC 1123 §2.1); letters of any script.
    static func isHostName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63 && label.first != "-"
                    && label.last != "-"
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
    }

    /// A host name or an IP address. `host:25` is neither: a port has a setting of its own.
    static func isHost(_ text: String) -> Bool {
        if isHostName(text) { return true }
        return text.count(where: { $0 == ":" }) >= 2
            && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }

    /// True for the machine itself, where a password crosses no wire.
    static func isLoopback(host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// A name of the tz database. Where the machine has no such database only the spelling counts.
    static func isTimeZone(_ text: String) -> Bool {
        if text == "UTC" { return true }
        let isSpelledWell =
            text.first?.isLetter == true && !text.contains("..")
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/_+-".contains($0)) }
        guard isSpelledWell else { return false }
        let folder = "/usr/share/zoneinfo"
        guard access(folder, X_OK) == 0 else { return true }
        var status = stat()
        return stat("\(folder)/\(text)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private static func isControlOrBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
