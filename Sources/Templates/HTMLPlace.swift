/// Where in HTML a template stands while its source is read, so that a value can be refused where
/// escaping would not make it safe.
///
/// Follows the tokenizer of the HTML standard as far as it matters here: tags, attributes,
/// comments, `script` and `style`. It never looks at values, only at what the admin wrote.
struct HTMLPlace: Hashable, Sendable {
    private(set) var state = State.text
    /// Name of the tag that is being read, in lower case.
    private var tag = ""
    /// Name of the attribute that is being read.
    private var attribute = ""
    /// Last bytes of text in a comment, `script` or `style`, in lower case.
    private var tail: [UInt8] = []

    enum State: Hashable, Sendable {
        case text
        /// After `<`, in the tag's name.
        case tagName
        /// Between attributes.
        case inTag
        case attributeName
        /// After an attribute's name and a blank.
        case afterName
        /// After `=`, before a quote.
        case beforeValue
        case quoted(UInt8, Attribute)
        case unquoted
        case comment
        /// `<!DOCTYPE …>` and what else begins with `<!` or `<?`.
        case declaration
        /// Between `<script>` or `<style>` and its end.
        case raw
    }

    /// What a quoted attribute's value is.
    enum Attribute: Hashable, Sendable {
        case plain
        /// An address.
        case link(Progress)
        /// A program, a style, or what leads somewhere in a way that cannot be followed.
        case code
    }

    /// How far an address is written out, so that no value decides what kind of address it is, nor
    /// where it leads.
    ///
    /// Browsers forgive much: `https:/host`, `https:\\host` and a tab between the slashes lead where
    /// `https://host` does. So an address is known only as it should be written.
    enum Progress: Hashable, Sendable {
        case nothing
        /// In what may yet become one of ``schemes``; the bytes so far, in lower case.
        case scheme([UInt8])
        case host(isEmpty: Bool)
        /// Behind the host, after `mailto:` and its like, or in a place of this very page.
        case open
        /// No value can stand in it.
        case strange

        static let schemes = ["https://", "http://", "mailto:", "tel:", "cid:"].map {
            Array($0.utf8)
        }

        /// How far it is after one byte more.
        func after(_ byte: UInt8) -> Progress {
            switch self {
            case .nothing where HTMLPlace.isBlank(byte): return .nothing
            case .nothing where byte == UInt8(ascii: "#"): return .open
            case .nothing: return Progress.scheme([]).after(byte)
            case .scheme(let before):
                let text = before + [HTMLPlace.lowered(byte)]
                guard Self.schemes.contains(where: { $0.starts(with: text) }) else {
                    return .strange
                }
                guard Self.schemes.contains(text) else { return .scheme(text) }
                return text.last == UInt8(ascii: ":") ? .open : .host(isEmpty: true)
            case .host(let isEmpty):
                if "/?#".utf8.contains(byte) { return isEmpty ? .strange : .open }
                return Self.isOfHost(byte) ? .host(isEmpty: false) : .strange
            case .open, .strange: return self
            }
        }

        private static func isOfHost(_ byte: UInt8) -> Bool {
            switch byte {
            case 48...57, 65...90, 97...122, 128...255: true
            default: "-._~%:@[]".utf8.contains(byte)
            }
        }
    }

    /// What may be done with a value that stands here.
    enum Verdict: Hashable, Sendable {
        case escaped
        case inLink
        /// One clause for the admin.
        case refused(String)
    }

    /// Whether sections and partials may begin and end here.
    var isText: Bool { state == .text }

    /// Tells what becomes of a value here.
    var verdict: Verdict {
        switch state {
        case .text, .quoted(_, .plain): .escaped
        case .quoted(_, .link(.host)):
            .refused(
                "a value cannot name the host in \"\(attribute)\", or whoever writes it says where "
                    + "the link leads: write the host and a / before it")
        case .quoted(_, .link(.open)): .inLink
        case .quoted(_, .link(.nothing)):
            .refused(
                "a value cannot begin the address in \"\(attribute)\": write https://HOST/ or"
                    + " mailto: before it")
        case .quoted(_, .link(.scheme)), .quoted(_, .link(.strange)):
            .refused(
                "a value can stand in \"\(attribute)\" only behind https://HOST/, http://HOST/ or"
                    + " mailto:, or whoever writes it says where the link leads")
        case .quoted(_, .code): .refused("a value cannot stand in the attribute \"\(attribute)\"")
        case .unquoted, .beforeValue:
            .refused("put quotes round the value of \"\(attribute)\" that holds a value")
        case .tagName, .inTag, .attributeName, .afterName, .declaration:
            .refused("a value cannot stand here: it would be read as part of <\(tag)>")
        case .comment: .refused("a value cannot stand in a comment")
        case .raw: .refused("a value cannot stand in <\(tag)>")
        }
    }

    /// Walks over what the admin wrote.
    mutating func read(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { step(byte) }
    }

    private mutating func step(_ byte: UInt8) {
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") {
                tag = ""
                state = .tagName
            }
        case .tagName: stepTagName(byte)
        case .inTag:
            if byte == UInt8(ascii: ">") { return endTag() }
            if !Self.isBlank(byte), byte != UInt8(ascii: "/") {
                attribute = Self.letter(byte)
                state = .attributeName
            }
        case .attributeName, .afterName: stepAttributeName(byte)
        case .beforeValue:
            if Self.isBlank(byte) { return }
            if byte == UInt8(ascii: ">") { return endTag() }
            let isQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
            state = isQuote ? .quoted(byte, Self.kind(of: attribute, in: tag)) : .unquoted
        case .quoted(let quote, let kind):
            if byte == quote {
                state = .inTag
            } else if case .link(let progress) = kind {
                state = .quoted(quote, .link(progress.after(byte)))
            }
        case .unquoted:
            if byte == UInt8(ascii: ">") { return endTag() }
            if Self.isBlank(byte) { state = .inTag }
        case .comment: stepTail(byte, until: "-->")
        case .declaration: if byte == UInt8(ascii: ">") { state = .text }
        case .raw: stepTail(byte, until: "</" + tag)
        }
    }

    private mutating func stepTagName(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ">"): endTag()
        // `a < b` is text: a tag's name begins at once.
        case _ where tag.isEmpty && Self.isBlank(byte): state = .text
        case _ where Self.isBlank(byte): state = .inTag
        case UInt8(ascii: "/") where !tag.isEmpty && tag != "/": state = .inTag
        case UInt8(ascii: "!") where tag.isEmpty, UInt8(ascii: "?") where tag.isEmpty:
            tag = Self.letter(byte)
        case UInt8(ascii: "-") where tag == "!": tag = "!-"
        case UInt8(ascii: "-") where tag == "!-":
            state = .comment
            tail = []
        default:
            if tag.hasPrefix("!") || tag.hasPrefix("?") {
                state = .declaration
            } else {
                tag += Self.letter(byte)
            }
        }
    }

    private mutating func stepAttributeName(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "="): state = .beforeValue
        case UInt8(ascii: ">"): endTag()
        case UInt8(ascii: "/"): state = .inTag
        case _ where Self.isBlank(byte): state = .afterName
        case _ where state == .afterName:
            attribute = Self.letter(byte)
            state = .attributeName
        default: attribute += Self.letter(byte)
        }
    }

    private mutating func endTag() {
        let isRaw = tag == "script" || tag == "style"
        state = isRaw ? .raw : .text
        tail = []
    }

    private mutating func stepTail(_ byte: UInt8, until mark: String) {
        let wanted = Array(mark.utf8)
        tail.append(Self.lowered(byte))
        if tail.count > wanted.count { tail.removeFirst() }
        guard tail == wanted else { return }
        tail = []
        if state == .raw {
            state = .inTag
            tag = "/" + tag
        } else {
            state = .text
        }
    }

    private static func kind(of attribute: String, in tag: String) -> Attribute {
        let links: Set = [
            "href", "src", "action", "formaction", "background", "cite", "data", "longdesc",
            "poster", "xlink:href", "usemap", "codebase", "manifest", "lowsrc", "dynsrc",
        ]
        // They set attributes of other elements (SMIL).
        let setters: Set = ["animate", "set", "animatemotion", "animatetransform", "animatecolor"]
        if setters.contains(tag) { return .code }
        if links.contains(attribute) { return .link(.nothing) }
        // Lists of addresses; and `content` of `<meta http-equiv="refresh">` is an address behind a
        // number.
        let isCode =
            attribute.hasPrefix("on")
            || ["style", "srcdoc", "srcset", "imagesrcset", "ping"].contains(attribute)
            || tag == "meta" && attribute == "content"
        return isCode ? .code : .plain
    }

    private static func letter(_ byte: UInt8) -> String {
        String(UnicodeScalar(lowered(byte)))
    }

    fileprivate static func lowered(_ byte: UInt8) -> UInt8 {
        byte | (byte >= 65 && byte <= 90 ? 0x20 : 0)
    }

    fileprivate static func isBlank(_ byte: UInt8) -> Bool {
        byte == 32 || (9...13).contains(byte)
    }
}
