/// A text of a rule about a call, with names in braces: `{ticket}` and `{delivery}` for numbers,
/// `{secret:NAME}` for what stands in a file of the folder of secrets.
///
/// Nothing else can be named, so that no word of a mail ever gets into an address, a header or an
/// argument vector.
package struct CallText: Hashable, Sendable {
    private let pieces: [Piece]

    private enum Piece: Hashable, Sendable {
        case text(String)
        case ticket
        case delivery
        case secret(String)
    }

    /// What is wrong with a text: one clause that says what was found and what was expected.
    package struct Mistake: Error, Hashable, CustomStringConvertible {
        /// The clause.
        package let description: String
    }

    /// Reads a text.
    ///
    /// - Parameter takesSecrets: false where everybody could read them.
    /// - Throws: ``Mistake`` for an unknown name, a brace without its other half, controls.
    package init(_ text: String, takesSecrets: Bool = true) throws(Mistake) {
        guard text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            throw Mistake(description: "holds a control character or a line break")
        }
        var pieces: [Piece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                throw Mistake(description: "a \"\(rest[brace])\" without its other half")
            }
            if brace > rest.startIndex { pieces.append(.text(String(rest[..<brace]))) }
            let name = rest[rest.index(after: brace)..<end]
            pieces.append(try Self.piece(name, takesSecrets: takesSecrets))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
    }

    private static func piece(
        _ name: Substring, takesSecrets: Bool
    ) throws(Mistake) -> Piece {
        if name == "ticket" { return .ticket }
        if name == "delivery" { return .delivery }
        guard takesSecrets else {
            throw Mistake(
                description: name.hasPrefix("secret:")
                    ? "this is no place for a secret: everybody on this machine could read it"
                    : "unknown \"{\(name)}\"; expected {ticket} or {delivery}")
        }
        let secret = String(name.dropFirst(7))
        if name.hasPrefix("secret:"), isSecretName(secret) { return .secret(secret) }
        throw Mistake(
            description: "unknown \"{\(name)}\"; expected {ticket}, {delivery} or {secret:NAME}")
    }

    /// Tells whether a secret can have this name: letters, digits, `.`, `_` and `-`, no dot first.
    package static func isSecretName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && text.first != "."
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The secrets that it names, in order.
    package var secrets: [String] {
        pieces.compactMap { if case .secret(let name) = $0 { name } else { nil } }
    }

    /// Puts the numbers in; secrets keep their names.
    package func filled(ticket: TicketID, delivery: String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .ticket: ticket.description
            case .delivery: delivery
            case .secret(let name): "{secret:\(name)}"
            }
        }.joined()
    }

    /// Puts the secrets in.
    ///
    /// - Parameter secret: gives a secret by its name; what it throws is thrown on.
    package func revealed(_ secret: (String) throws -> String) rethrows -> String {
        try pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .ticket: "{ticket}"
            case .delivery: "{delivery}"
            case .secret(let name): try secret(name)
            }
        }.joined()
    }

    /// Says what is wrong with a webhook's address; `nil` when nothing is.
    ///
    /// An address that is a secret as a whole is looked at when it is called.
    package static func problem(withURL text: String) -> String? {
        let url: CallText
        do { url = try CallText(text) } catch { return error.description }
        guard case .text(let start)? = url.pieces.first else {
            if case .secret? = url.pieces.first { return nil }
            return "expected http:// or https:// first"
        }
        let lowered = start.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else {
            return "expected an address that starts with https:// or http://"
        }
        if start.dropFirst(scheme.count).prefix(while: isOfAuthority).isEmpty {
            return "names no host"
        }
        if text.dropFirst(scheme.count).prefix(while: isOfAuthority).contains("@") {
            return "holds a name or a password; put it into a header with {secret:NAME}"
        }
        guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            return "expected ASCII without blanks; write other characters as %XX"
        }
        return nil
    }

    /// Tells whether what goes to a webhook's address cannot be read on the way: by https, or to
    /// this machine. True for one that begins with a secret, which is looked at when it is called.
    package static func isProtected(url: String) -> Bool {
        let lowered = url.lowercased()
        if lowered.hasPrefix("https://") || lowered.hasPrefix("{secret:") { return true }
        let authority = lowered.dropFirst("http://".count).prefix(while: isOfAuthority)
        guard lowered.hasPrefix("http://"), !authority.contains("@") else { return false }
        if authority.first == "[" {
            return authority == "[::1]" || authority.hasPrefix("[::1]:")
        }
        let host = String(authority.prefix { $0 != ":" })
        return host == "localhost" || LoopbackHost.isIPv4(host)
    }

    /// Between `//` and the path (RFC 3986 §3.2).
    private static func isOfAuthority(_ character: Character) -> Bool {
        !"/?#".contains(character)
    }
}
