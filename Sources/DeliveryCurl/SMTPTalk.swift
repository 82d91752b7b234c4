import Delivery
import Tickets

/// Follows what client and server say, to learn what became of each recipient.
///
/// libcurl itself tells only how the whole ended. SMTP commands are answered one by one (we use
/// no pipelining), so each answer belongs to the last command.
struct SMTPTalk {
    let recipients: [EmailAddress]
    private var stage = Stage.greeting
    /// Answers to RCPT TO, as far as they came, in the order of ``recipients``.
    private var recipientReplies: [Reply] = []
    /// The answer that refused the whole mail, or took it over.
    private var mailReply: Reply?
    private var isAuthenticated = false
    private var lastReply: Reply?
    /// Lines of an answer that is not complete.
    private var openReply: Reply?

    /// What is being answered.
    private enum Stage {
        case greeting, hello, startTLS, authentication, sender, recipient, data, body, farewell
    }

    /// One answer (RFC 5321 §4.2).
    struct Reply: Hashable {
        var code: Int
        var text: String

        var isPositive: Bool { code / 100 == 2 }

        /// What to tell the admin.
        var shown: String { ReasonText.clean("\(code) \(text)") }

        /// 5xx about a mail or an address; not what says that we are not logged in or not
        /// encrypted (RFC 4954 §6), which the admin will mend.
        var isPermanent: Bool { code / 100 == 5 && ![530, 534, 535, 538].contains(code) }
    }

    init(recipients: [EmailAddress]) {
        self.recipients = recipients
    }

    /// Takes the start of a command.
    mutating func said(_ bytes: [UInt8]) {
        // Between AUTH and its end, lines are secrets in base64 and no commands.
        if stage == .authentication, lastReply?.code == 334 { return }
        let command = String(decoding: bytes, as: UTF8.self).uppercased()
        let stages: [(String, Stage)] = [
            ("EHLO", .hello), ("HELO", .hello), ("STARTTLS", .startTLS), ("AUTH ", .authentication),
            ("MAIL FROM:", .sender), ("RCPT TO:", .recipient), ("DATA", .data),
            ("QUIT", .farewell),
        ]
        if let found = stages.first(where: { command.hasPrefix($0.0) }) { stage = found.1 }
    }

    /// Takes one line of an answer.
    mutating func heard(_ bytes: [UInt8]) {
        let line = ReasonText.clean(String(decoding: bytes, as: UTF8.self))
        guard let code = Int(line.prefix(3)) else { return }
        let text = String(line.dropFirst(4))
        openReply = Reply(
            code: code, text: openReply.map { $0.text + " " + text } ?? text)
        guard line.dropFirst(3).first != "-", let reply = openReply else { return }
        openReply = nil
        lastReply = reply
        switch stage {
        case .authentication: isAuthenticated = code == 235
        case .recipient: recipientReplies.append(reply)
        case .data where code == 354: stage = .body
        case .sender where !reply.isPositive: mailReply = reply
        case .data, .body:
            mailReply = reply
            stage = .farewell
        case .greeting, .hello, .startTLS, .sender, .farewell: break
        }
    }

    /// Judges the whole.
    ///
    /// Once the server has said 2xx to the body, the mail is its own, even if the connection
    /// breaks before the farewell. Before that, all that is not clearly permanent is temporary.
    func result(
        ending: CurlHandle.Ending, server: String, mustAuthenticate: Bool
    ) -> DeliveryResult {
        let refusals = refusals(
            server: server, mayBePermanent: !mustAuthenticate || isAuthenticated)
        if let mailReply, mailReply.isPositive, recipientReplies.contains(where: \.isPositive) {
            if refusals.isEmpty { return .sent(mailReply.shown) }
            let refused = Set(refusals.map(\.address))
            return .partly(sent: recipients.filter { !refused.contains($0) }, refused: refusals)
        }
        var reason = "\(server): "
        switch (refusals.first, ending) {
        case (let refusal?, _): reason = refusal.reason
        case (nil, .failed(let text)):
            // The last answer tells why, unless it was a good one.
            reason += text
            if let lastReply, lastReply.code >= 400 { reason += ": \(lastReply.shown)" }
        case (nil, .completed): reason += "the server did not say that it took the mail"
        }
        reason = ReasonText.clean(reason)
        if mustAuthenticate, !isAuthenticated, lastReply?.code != 535, stage != .authentication,
            !recipientReplies.isEmpty || mailReply != nil
        {
            reason += " (the server offered no way to log in)"
        }
        let isPermanent = refusals.count == recipients.count && refusals.allSatisfy(\.isPermanent)
        return isPermanent ? .permanent(reason) : .temporary(reason)
    }

    /// Who was refused, by an answer about them or about the mail.
    private func refusals(server: String, mayBePermanent: Bool) -> [DeliveryResult.Refusal] {
        recipients.indices.compactMap { index in
            var reply = index < recipientReplies.count ? recipientReplies[index] : nil
            var about = " for \(recipients[index].value)"
            if reply?.isPositive != false {
                reply = mailReply
                about = ""
            }
            guard let reply, !reply.isPositive else { return nil }
            return DeliveryResult.Refusal(
                address: recipients[index],
                reason: ReasonText.clean("\(server)\(about): \(reply.shown)"),
                isPermanent: reply.isPermanent && mayBePermanent)
        }
    }
}
