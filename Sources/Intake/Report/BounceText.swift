import Tickets

/// What the words of a report say: who failed and why, and of which mail.
///
/// Mail servers agree on this much: they say in words that something was not delivered, put each
/// address at the beginning of a line or right behind those words, the reason behind the address,
/// and the returned mail at the end below a line that announces it.
struct BounceText {
    /// The words by which it is a report; `nil` if there are none.
    let phrase: String?
    /// The words by which it speaks of a delay; `nil` if there are none.
    let delayPhrase: String?
    /// It begins as only a program would begin.
    let opener: String?
    /// It looks like a program's work: returned mail below it, an SMTP code, or ruled lines above.
    let isLaidOut: Bool
    /// An address stands where servers put the one that failed.
    let isSure: Bool
    let recipients: [MailReport.Recipient]
    /// The header of the returned mail, where it stands in the text.
    let returned: ReturnedMail?

    /// Reports say what they say at the top; a text of more lines is somebody's mail.
    private static let linesMax = 300
    private static let textBytesMax = 64 << 10

    /// - Parameters:
    ///   - text: as a person reads it.
    ///   - own: addresses that cannot have failed: the report's own From and Reply-To.
    init(_ text: String, own: Set<EmailAddress>) {
        let readable = String(decoding: text.utf8.prefix(Self.textBytesMax), as: UTF8.self)
        let all = readable.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(2 * Self.linesMax)
        let end = all.firstIndex(where: Self.isEnd) ?? all.endIndex
        // What stands behind a quote mark is somebody else's words; `>>>` is an SMTP session.
        let lines = all[..<end].prefix(Self.linesMax)
            .filter { !$0.hasPrefix(">") || $0.hasPrefix(">>>") }
        let folded = ReportText.folded(lines.joined(separator: "\n"))
        phrase = ReportText.first(of: BouncePhrases.failures, in: folded)
        delayPhrase = ReportText.first(of: BouncePhrases.delays, in: folded)
        let top = lines.map(Self.bare).filter { !$0.isEmpty }.prefix(4)
        opener = BouncePhrases.openers.first { opener in top.contains { $0.hasPrefix(opener) } }
        let quoted = all[end...].drop { !$0.contains(":") }
        returned = ReturnedMail(quotedIn: Array(quoted)) ?? Self.mentioned(in: lines)
        let joined = lines.joined(separator: "\n")
        isLaidOut =
            (end < all.endIndex && !quoted.isEmpty) || StatusWords.reply(in: joined) != nil
            || !StatusWords.codes(in: joined).isEmpty || Self.isRuled(lines)
        let found = Self.failedAddresses(lines, own: own)
        isSure = found.isSure
        recipients = Self.recipients(found.hits, lines, isDelay: delayPhrase != nil)
    }

    /// A line without the ornaments around it, folded.
    private static func bare(_ line: some StringProtocol) -> String {
        let ornaments = "-=*_#~+>|•·:.<> \t"
        var rest = Substring(ReportText.folded(line.prefix(400)))
        while let first = rest.first, ornaments.contains(first) { rest.removeFirst() }
        return String(rest)
    }

    private static func isEnd(_ line: Substring) -> Bool {
        let isHeader =
            line.hasPrefix("Received: ") || line.hasPrefix("Return-Path:")
            || line.hasPrefix("Return-path:") || line.hasPrefix("Received:from")
        if isHeader { return true }
        guard line.utf8.count < 120 else { return false }
        let bare = bare(line)
        return BouncePhrases.ends.contains { bare.hasPrefix($0) }
            && !BouncePhrases.notEnds.contains { bare.hasPrefix($0) }
    }

    /// A row of one sign above the first address.
    private static func isRuled(_ lines: [Substring]) -> Bool {
        lines.prefix { !$0.contains("@") }.contains { line in
            let bytes = line.utf8.filter { $0 > 0x20 }
            guard bytes.count >= 5, let first = bytes.first, "-=*_#~".utf8.contains(first) else {
                return false
            }
            return bytes.prefix(3).allSatisfy { $0 == first }
        }
    }

    /// `Message-ID: <…>` in the words of the report itself.
    private static func mentioned(in lines: [Substring]) -> ReturnedMail? {
        let start = lines.firstIndex { line in
            let bare = bare(line)
            return bare.hasPrefix("message-id:") || bare.hasPrefix("message id:")
        }
        guard let start else { return nil }
        let line = lines[start...].prefix(2).joined(separator: " ")
        guard let open = line.firstIndex(of: "<") else { return nil }
        return ReturnedMail(header: "Message-ID: " + line[open...])
    }

    private struct Hit {
        let line: Int
        let address: EmailAddress
        /// What stands behind the address on its line.
        let rest: Substring
        let weight: Int
    }

    /// The addresses with the best place among all, in order.
    private static func failedAddresses(
        _ lines: [Substring], own: Set<EmailAddress>
    ) -> (hits: [Hit], isSure: Bool) {
        var hits: [Hit] = []
        var hasPhrase = false
        var before = ""
        for (index, line) in lines.enumerated() {
            let folded = ReportText.folded(line.prefix(1_000))
            guard !folded.isEmpty else { continue }
            if line.contains("@") {
                for hit in AddressScanner.hits(in: line, max: 20) where !own.contains(hit.address) {
                    let weight = weight(
                        of: line[..<hit.range.lowerBound], before: before, folded: folded,
                        hasPhrase: hasPhrase)
                    guard weight > 0 else { continue }
                    hits.append(
                        Hit(
                            line: index, address: hit.address,
                            rest: line[hit.range.upperBound...], weight: weight))
                }
            }
            hasPhrase =
                hasPhrase || ReportText.first(of: BouncePhrases.failures, in: folded) != nil
                || ReportText.first(of: BouncePhrases.delays, in: folded) != nil
            before = folded
        }
        let best = hits.map(\.weight).max() ?? 0
        var seen: Set<EmailAddress> = []
        let chosen = hits.filter { $0.weight == best && seen.insert($0.address).inserted }
            .prefix(DeliveryStatus.recipientsMax)
        return (Array(chosen), best >= 3)
    }

    /// How surely an address is the one that failed, by what stands before it; 0 for not at all.
    private static func weight(
        of prefix: Substring, before: String, folded: String, hasPhrase: Bool
    ) -> Int {
        let bare = bare(prefix).filter { !"\"'([{<*".contains($0) }
        // An X.400 address has its parts before it: `c=US;a= ;p=Example;dda:SMTP=ann@example.org`.
        if bare.isEmpty || bare == "mailto" || bare.hasSuffix(";dda:") { return hasPhrase ? 4 : 2 }
        let head = ReportText.folded(prefix)
        if labels.contains(where: { head.hasPrefix($0) }) {
            return hasPhrase && head.hasSuffix("to:") ? 1 : 0
        }
        if startsWithCode(head) { return 2 }
        let said = head.utf8.count < 30 ? before + " " + head : head
        if let phrase = BouncePhrases.beforeAddress.last(where: { ReportText.contains(said, $0) }),
            isNear(said, phrase)
        {
            return 3
        }
        if head.hasSuffix("rcpt to:<") || head.hasSuffix("rcpt to:") { return 2 }
        return StatusWords.meaning(of: folded) != nil || StatusWords.reply(in: folded) != nil
            ? 1 : 0
    }

    /// The head of the mail that a report quotes in its words; who is named there did not fail.
    private static let labels = [
        "to:", "cc:", "from:", "sent:", "subject:", "date:", "an:", "von:", "de:", "à:",
        "reply-to:",
        "sender:", "mail from:", ">>> mail from:", "contact", "message-id:",
    ]

    /// `554 <`, `550 5.1.1 <`: a server's answer about the address behind it.
    private static func startsWithCode(_ head: String) -> Bool {
        let signs = head.utf8.drop { "<>- ".utf8.contains($0) }
        return signs.count <= 12 && StatusWords.reply(in: head) != nil && head.hasSuffix("<")
            && signs.prefix(3).allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether no more than a few words are between the phrase and the end of the text.
    private static func isNear(_ text: String, _ phrase: String) -> Bool {
        ReportText.contains(
            String(decoding: text.utf8.suffix(phrase.utf8.count + 40), as: UTF8.self),
            phrase)
    }

    private static func recipients(
        _ hits: [Hit], _ lines: [Substring], isDelay: Bool
    ) -> [MailReport.Recipient] {
        hits.enumerated().map { number, hit in
            let stop = number + 1 < hits.count ? hits[number + 1].line : lines.count
            let said = reason(hit, lines, until: stop)
            var status = StatusWords.status(given: nil, words: said, isPermanent: !isDelay)
            if status == nil, hits.count == 1 {
                let words = lines.joined(separator: " ")
                status = StatusWords.status(given: nil, words: words, isPermanent: !isDelay)
            }
            return MailReport.Recipient(
                address: hit.address, outcome: isDelay ? .delayed : .failed, status: status,
                diagnostic: said.isEmpty ? nil : ReportText.line(said, bytesMax: 500))
        }
    }

    /// What is said of one address: the rest of its line, and the paragraph that follows.
    private static func reason(_ hit: Hit, _ lines: [Substring], until stop: Int) -> String {
        var said = String(hit.rest.drop { ">)]}\"':;,. \t".contains($0) })
        let start = min(hit.line + 1, lines.count)
        var isBlank = false
        for line in lines[start..<max(stop, start)].prefix(12) {
            if line.contains(where: { $0.isLetter || $0.isNumber }) {
                // The answer itself may stand below an empty line, so go on until it was found.
                if isBlank, StatusWords.isTelling(said) { break }
                said += " " + line
                isBlank = false
            } else {
                isBlank = true
            }
        }
        return ReportText.line(said, bytesMax: 2_000)
    }
}
