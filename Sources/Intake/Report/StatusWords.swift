/// Enhanced status codes (RFC 3463): as written in a text, or told from its words.
enum StatusWords {
    /// The status of a failure, from best to worst source.
    ///
    /// A code that says more than its class wins: the given one, then one inside the server's
    /// words. Then the words themselves, then an SMTP reply code, then what is left.
    ///
    /// - Returns: `nil` when nothing tells.
    static func status(given: String?, words: String, isPermanent: Bool) -> String? {
        let given = given.flatMap(code)
        if let given, !given.hasSuffix(".0.0") { return given }
        let written = codes(in: words).filter { !$0.hasPrefix("2.") }
        if let precise = written.first(where: { !$0.hasSuffix(".0.0") }) { return precise }
        let reply = reply(in: words)
        let klass = given?.first ?? written.first?.first ?? reply?.first
        if let meaning = meaning(of: words) {
            return "\(klass == "4" || (klass == nil && !isPermanent) ? "4" : "5").\(meaning)"
        }
        if let coarse = given ?? written.first { return coarse }
        return reply.map { "\($0.first ?? "5").0.0" }
    }

    /// Whether the words say why.
    static func isTelling(_ words: String) -> Bool {
        reply(in: words) != nil || !codes(in: words).isEmpty || meaning(of: words) != nil
    }

    /// The first code of a Status field, `5.1.1 (no such user)`.
    static func code(_ value: String) -> String? { codes(in: value).first }

    /// All enhanced codes in a text, in order, at most 20.
    static func codes(in text: String) -> [String] {
        numbers(in: text) { bytes, start in
            guard [UInt8(ascii: "2"), UInt8(ascii: "4"), UInt8(ascii: "5")].contains(bytes[start])
            else { return nil }
            var end = start + 1
            for _ in 0..<2 {
                guard end < bytes.count, bytes[end] == UInt8(ascii: ".") else { return nil }
                let digits = bytes[(end + 1)...].prefix(4).prefix(while: isDigit)
                guard (1...3).contains(digits.count) else { return nil }
                end = digits.endIndex
            }
            // An address of a host or a version of a program has further numbers behind.
            if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(bytes[end + 1]) {
                return nil
            }
            return end < bytes.count && isDigit(bytes[end]) ? nil : end
        }
    }

    /// The first SMTP reply code of a failure, such as `550`.
    static func reply(in text: String) -> String? {
        numbers(in: text) { bytes, start in
            guard bytes[start] == UInt8(ascii: "4") || bytes[start] == UInt8(ascii: "5"),
                start + 3 <= bytes.count,
                (UInt8(ascii: "0")...UInt8(ascii: "5")).contains(
                    bytes[start + 1]), isDigit(bytes[start + 2])
            else { return nil }
            guard start + 3 < bytes.count else { return start + 3 }
            return [0x20, UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "]")].contains(
                bytes[start + 3]) ? start + 3 : nil
        }.first
    }

    /// Subject and detail of a status, told from what servers say, such as `1.1`.
    static func meaning(of words: String) -> String? {
        let folded = ReportText.folded(words)
        return table.first { ReportText.first(of: $0.phrases, in: folded) != nil }?.detail
    }

    /// From what is said most clearly to what may mean several things.
    private static let table: [(detail: String, phrases: [String])] = [
        (
            "2.2",
            [
                "mailbox full", "mailbox is full", "mailfolder is full", "over quota", "overquota",
                "quota exceed", "exceeded quota", "disk quota", "exceeding their quota",
                "quota violation", "exceeded storage", "storage allocation", "inbox is full",
                "mailbox has exceeded", "exceeded their", "insufficient storage",
                "space not enough",
                "out of storage space", "over the maximum allowed", "mailbox size limit",
                "postfach ist voll", "speicherplatz", "boîte aux lettres pleine", "buzón lleno",
                "casella piena", "caixa postal cheia", "ящик переполнен", "メールボックスがいっぱい",
                "exceeded the local limit", "quota full", "too much mail", "is over its quota",
                "mailbox for user is full", "would exceed", "quota bytes exceeded",
                "mailbox exceeds allowed size",
            ]
        ),
        (
            "2.3",
            [
                "message too large", "message size exceeds", "exceeds the size limit",
                "message is too big", "message length exceeds", "maximum message size",
                "size exceeds", "message too big", "exceeds size limit", "size limit exceeded",
            ]
        ),
        (
            "2.1",
            [
                "account disabled", "account is disabled", "mailbox disabled", "account has been",
                "disabled recipient", "mailbox is inactive", "account is inactive",
                "user suspended",
                "account suspended", "mailbox is frozen", "temporarily disabled", "not active",
                "account is suspended", "account is locked", "is restricted",
                "account that you tried to reach is",
            ]
        ),
        (
            "1.6",
            [
                "has moved", "no longer with", "no longer works", "address is no longer",
                "no longer valid", "has changed", "user has left", "no longer in use",
            ]
        ),
        (
            "1.2",
            [
                "host unknown", "unknown host", "host not found", "domain not found",
                "no such domain", "name service error", "unrouteable mail domain",
                "unroutable mail domain", "dns lookup failure", "domain does not exist",
                "couldn't find any host", "could not find any host", "unknown domain",
                "nxdomain", "bad destination system", "name or service not known",
                "all relevant mx records point to non-existent hosts", "no mail exchanger",
                "could not find a gateway", "host name lookup failure", "illegal host",
                "mail exchanger does not exist", "nullmx", "null mx", "no mx record found",
                "indicated no smtp service",
            ]
        ),
        (
            "1.1",
            [
                "user unknown", "unknown user", "no such user", "user not found", "not known",
                "recipient not found", "address not found", "no such recipient",
                "unknown recipient",
                "recipient unknown", "unknown address", "address unknown", "does not exist",
                "doesn't exist", "invalid recipient", "invalid user", "invalid mailbox",
                "invalid address", "mailbox not found", "mailbox unavailable", "no mailbox",
                "mailbox does not exist", "unknown or illegal user", "recipient address rejected",
                "name is not recognized", "not listed in", "no such mailbox", "not a valid user",
                "is not a known user", "doesn't have a", "no account", "couldn't be found",
                "could not be found", "wasn't found", "not our customer", "unrouteable address",
                "unroutable address", "bad destination mailbox", "no such address",
                "user is unknown",
                "unbekannter empfänger", "empfänger unbekannt", "unbekannt", "existiert nicht",
                "n'existe pas", "inconnu", "no existe", "desconocido", "non esiste", "sconosciuto",
                "não existe", "desconhecido", "bestaat niet", "nie istnieje", "не существует",
                "не найден", "見つかりません", "存在しません", "不存在", "找不到", "recipnotfound",
                "not a user here", "unknown local", "no valid recipients", "recipient no longer on",
                "unknown mailbox", "illegal user", "email address you entered", "not local",
                "no mail box available", "ディレクトリのリストにありません",
            ]
        ),
        (
            "4.6",
            [
                "hop count exceeded", "too many hops", "mail loop", "routing loop",
                "message looping", "maximum hop count", "loops back to myself", "forwarding loop",
                "mail forwarding loop",
            ]
        ),
        (
            "7.1",
            [
                "spam", "blacklist", "blocklist", "blocked", "banned", "access denied",
                "relaying denied", "relay access denied", "unable to relay", "not permitted",
                "not authorized", "not allowed", "policy", "rejected for", "refused by",
                "permission denied", "authentication required", "poor reputation", "dmarc",
                "not a member", "are not member", "not accept", "prohibited", "content rejected",
                "unauthenticated", "rbl", "rejected due", "administratively", "virus",
                "have permission to", "投稿する権限",
            ]
        ),
        (
            "4.7",
            [
                "envelope expired", "delivery time expired", "retry timeout exceeded",
                "retry time not reached for any host after", "queued too long", "message timed out",
                "message expired", "too old", "could not be delivered for", "has been in the queue",
                "message has been in the queue", "within the allowed queue period",
                "was aborted after", "not delivered within", "maximum delivery attempts",
                "multiple retries", "been failing for a long time",
                "delivery attempts expired", "expired",
            ]
        ),
        (
            "4.1",
            [
                "connection refused", "connection timed out", "can't connect", "cannot connect",
                "couldn't establish", "could not connect", "unable to connect", "not responding",
                "connection reset", "no route to host", "connection dropped", "did not respond",
                "connection failed", "was unable to establish", "host is down", "unreachable",
                "not reachable", "unable to transfer", "network error",
            ]
        ),
        ("1.3", ["malformed address", "syntax error in address", "bad address syntax"]),
        ("3.0", ["command died", "mailer error", "local configuration error", "system error"]),
    ]

    /// Runs over the numbers of a text; `accept` says where one that counts ends.
    private static func numbers(
        in text: String, _ accept: (_ bytes: [UInt8], _ start: Int) -> Int?
    ) -> [String] {
        let bytes = Array(text.utf8.prefix(20_000))
        var found: [String] = []
        var index = 0
        while index < bytes.count, found.count < 20 {
            guard isDigit(bytes[index]) else {
                index += 1
                continue
            }
            let isInside = index > 0 && !isBreak(bytes[index - 1])
            if !isInside, let end = accept(bytes, index) {
                found.append(String(decoding: bytes[index..<end], as: UTF8.self))
                index = end
            } else {
                while index < bytes.count, isDigit(bytes[index]) || bytes[index] == 0x2E {
                    index += 1
                }
            }
        }
        return found
    }

    /// What may stand before a code: no letter, no digit, no dot, no hyphen inside a name.
    private static func isBreak(_ byte: UInt8) -> Bool {
        byte <= 0x20 || "#<([{:;,'\"=-/".utf8.contains(byte) || byte >= 0x80
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
