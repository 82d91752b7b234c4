import CGMime

/// Reads address lists: `To`, `Cc`, `From`, `Reply-To` and what people type into a command.
package enum AddressParser {
    /// The mailboxes of a header value in order, groups flattened, names decoded (RFC 2047).
    ///
    /// Members of broken lists are rescued where an `@` gives them away; what has no address at all
    /// is left out, so `undisclosed-recipients:;` gives nothing.
    package static func parse(_ header: String) -> [Mailbox] {
        parse(header, max: .max).mailboxes
    }

    /// - Returns: at most `max` mailboxes, and whether there were more.
    static func parse(
        _ header: String, max: Int, hint: String? = nil
    ) -> (mailboxes: [Mailbox], isCut: Bool) {
        GMimeRuntime.start()
        var mailboxes: [Mailbox] = []
        for member in AddressList.members(of: EncodedWords.merged(header, hint: hint)) {
            var found = read(member)
            if found.isEmpty, member.contains("=?UTF-8?B?") {
                // QUIRK: RFC 2047 §5 keeps encoded words out of addresses; some encode the whole
                // value. Fixture: wild/address-encoded.eml
                found = AddressList.members(of: EncodedWords.decoded(member)).flatMap(read)
            }
            for mailbox in found {
                guard mailboxes.count < max else { return (mailboxes, true) }
                mailboxes.append(mailbox)
            }
        }
        return (mailboxes, false)
    }

    /// No name and address together are longer; a member that is holds junk.
    private static let memberBytesMax = 8 << 10

    /// The mailbox that one member of a list is; several if a comma is missing between them.
    private static func read(_ member: String) -> [Mailbox] {
        guard member.utf8.contains(UInt8(ascii: "@")) else { return [] }
        guard member.utf8.count <= memberBytesMax,
            let list = member.withCString({ internet_address_list_parse(nil, $0) })
        else { return rescued(member) }
        defer { g_object_unref(list) }
        var mailboxes: [Mailbox] = []
        for index in 0..<internet_address_list_length(list) {
            guard let address = internet_address_list_get_address(list, index),
                let text = postern_address_mailbox(address)
            else { continue }
            let name = internet_address_get_name(address).map { String(cString: $0) }
            let mailbox = Mailbox(name: name.map(bare), address: bare(String(cString: text)))
            if mailbox.address.utf8.contains(UInt8(ascii: "@")) { mailboxes.append(mailbox) }
        }
        return mailboxes.isEmpty ? rescued(member) : mailboxes
    }

    /// QUIRK: Outlook puts apostrophes around names and addresses that it was given so, which RFC
    /// 5322 §3.2.3 makes a part of them. Fixture: wild/address-in-apostrophes.eml
    private static func bare(_ text: String) -> String {
        for mark in ["'", "\""] where text.hasPrefix(mark) && text.hasSuffix(mark) {
            let inner = text.dropFirst().dropLast()
            if !inner.isEmpty, !inner.contains(mark) { return String(inner) }
        }
        return text
    }

    /// QUIRK: a value that is no list by RFC 5322 often still holds addresses, as in
    /// `Jane Doe jane@example.org`. Fixture: wild/address-without-brackets.eml
    private static func rescued(_ member: String) -> [Mailbox] {
        let words = member.utf8.split { byte in
            byte <= 0x20 || byte == 0x7F || "<>(),;:\"[]".utf8.contains(byte)
        }
        return words.filter { $0.contains(UInt8(ascii: "@")) }
            .map { CleanText.singleLine(bare(String(decoding: withoutRepeats($0), as: UTF8.self))) }
            .filter { Mailbox.isPlausible($0) }
            .map { Mailbox(address: $0) }
    }

    /// `jane@@example.org` has one sign too many.
    private static func withoutRepeats(_ word: Substring.UTF8View) -> [UInt8] {
        var result: [UInt8] = []
        for byte in word where byte != UInt8(ascii: "@") || result.last != byte {
            result.append(byte)
        }
        return result
    }
}

/// Cuts an address list (RFC 5322 §3.4) into its members, so that GMime gets one at a time.
///
/// Given whole lists, GMime calls itself for each group in a group until the stack overflows
/// (100,000 of them), and takes time quadratic in the number of members without an `@` (a minute
/// for 200 KB). This takes one pass.
enum AddressList {
    /// The members without surrounding space, names of groups left out, empty ones too.
    ///
    /// QUIRK: a semicolon between members, as one office program writes it, counts as a comma.
    static func members(of list: String) -> [String] {
        var members: [String] = []
        var member: [UInt8] = []
        var quote: UInt8?
        var commentDepth = 0
        var isQuotedPair = false

        func close(keeping: Bool) {
            if keeping {
                let text = CleanText.trimmed(String(decoding: member, as: UTF8.self))
                if !text.isEmpty { members.append(text) }
            }
            member.removeAll(keepingCapacity: true)
        }

        for byte in list.utf8 {
            if isQuotedPair {
                isQuotedPair = false
            } else if byte == UInt8(ascii: "\\") {
                isQuotedPair = quote == UInt8(ascii: "\"") || commentDepth > 0
            } else if let end = quote {
                if byte == end { quote = nil }
            } else if commentDepth > 0 {
                if byte == UInt8(ascii: "(") { commentDepth += 1 }
                if byte == UInt8(ascii: ")") { commentDepth -= 1 }
            } else {
                switch byte {
                case UInt8(ascii: "\""): quote = byte
                case UInt8(ascii: "<"): quote = UInt8(ascii: ">")
                case UInt8(ascii: "["): quote = UInt8(ascii: "]")
                case UInt8(ascii: "("): commentDepth = 1
                case UInt8(ascii: ","), UInt8(ascii: ";"):
                    close(keeping: true)
                    continue
                case UInt8(ascii: ":"):
                    // QUIRK: RFC 5322 §3.4 has a colon behind the name of a group only; where a line
                    // end was lost, one stands behind an address. Fixture: wild/glued-fields.eml
                    close(keeping: member.contains(UInt8(ascii: ">")))
                    continue
                default: break
                }
            }
            member.append(byte < 0x20 ? 0x20 : byte)
        }
        close(keeping: true)
        return joiningNames(members)
    }

    /// QUIRK: RFC 5322 §3.2.3 wants quotation marks around a comma; directories write `Doe, Jane
    /// <jane@example.org>` without. A word or two without an `@` belong to the address behind them.
    /// Fixture: wild/address-with-comma.eml
    private static func joiningNames(_ members: [String]) -> [String] {
        var result: [String] = []
        for member in members {
            if let last = result.last, !last.utf8.contains(where: { "@<>\"(=".utf8.contains($0) }),
                last.utf8.count <= 40, let bracket = member.utf8.firstIndex(of: UInt8(ascii: "<")),
                bracket > member.startIndex, !member.hasPrefix("\"")
            {
                let name = "\(last), \(CleanText.trimmed(String(member[..<bracket])))"
                let safe = name.filter { $0 != "\\" && $0 != "\"" }
                result[result.count - 1] = "\"\(safe)\" \(member[bracket...])"
            } else {
                result.append(member)
            }
        }
        return result
    }
}
