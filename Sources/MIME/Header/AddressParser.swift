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
    static func parse(_ header: String, max: Int) -> (mailboxes: [Mailbox], isCut: Bool) {
        GMimeRuntime.start()
        var mailboxes: [Mailbox] = []
        for member in AddressList.members(of: EncodedWords.merged(header)) {
            for mailbox in read(member) {
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
            let mailbox = Mailbox(name: name, address: String(cString: text))
            if mailbox.address.utf8.contains(UInt8(ascii: "@")) { mailboxes.append(mailbox) }
        }
        return mailboxes.isEmpty ? rescued(member) : mailboxes
    }

    /// QUIRK: a value that is no list by RFC 5322 often still holds addresses, as in
    /// `Jane Doe jane@example.org`. Fixture: wild/address-without-brackets.eml
    private static func rescued(_ member: String) -> [Mailbox] {
        let words = member.utf8.split { byte in
            byte <= 0x20 || byte == 0x7F || "<>(),;:\"[]".utf8.contains(byte)
        }
        return words.filter { $0.contains(UInt8(ascii: "@")) }
            .map { CleanText.singleLine(String(decoding: $0, as: UTF8.self)) }
            .filter { Mailbox.isPlausible($0) }
            .map { Mailbox(address: $0) }
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
                    close(keeping: false)
                    continue
                default: break
                }
            }
            member.append(byte < 0x20 ? 0x20 : byte)
        }
        close(keeping: true)
        return members
    }
}
