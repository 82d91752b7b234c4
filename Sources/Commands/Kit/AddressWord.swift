import Tickets

/// Addresses as the command line takes them.
enum AddressWord {
    /// Takes a bare address.
    static func read(_ text: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else {
            throw CommandFailure(
                "\"\(text)\" is no address; name@example.org was expected", .usage)
        }
        return address
    }
}

/// Languages as the command line takes them.
enum LanguageWord {
    /// Takes a BCP 47 tag such as `en` or `pt-BR`; whether there are templates in it shows later,
    /// and mail falls back to the site's language.
    static func read(_ text: String) throws -> String {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag =
            (2...3).contains(parts.first?.count ?? 0)
            && parts.allSatisfy { part in
                (1...8).contains(part.count)
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
        guard isTag else {
            throw CommandFailure(
                "\"\(text)\" is no language; a tag such as en or uk was expected", .usage)
        }
        return text
    }
}
