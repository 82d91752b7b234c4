/// Writes mails for tests: LF line ends, as an MTA's pipe hands them on.
enum MailText {
    /// An ordinary mail.
    ///
    /// - Parameters:
    ///   - id: without brackets; `nil` leaves the field out.
    ///   - fields: further header lines, each without its line end.
    static func of(
        from: String = "Rita Writer <rita@example.com>", to: String = Tracker.support,
        subject: String = "The printer is on fire", id: String? = nil,
        date: String = "Fri, 20 Nov 2026 09:00:00 +0000", fields: [String] = [],
        text: String = "It burns.\n"
    ) -> String {
        var lines = ["From: \(from)", "To: \(to)", "Subject: \(subject)", "Date: \(date)"]
        if let id { lines.append("Message-ID: <\(id)>") }
        return (lines + fields).joined(separator: "\n") + "\n\n" + text
    }

    /// What a Postfix pipe puts above a mail; both lines differ at each attempt.
    static func withTrace(_ mail: String, attempt: Int) -> String {
        """
        From rita@example.com  Fri Nov 20 09:0\(attempt % 10):00 2026
        Return-Path: <rita@example.com>
        X-Original-To: \(Tracker.support)
        Delivered-To: \(Tracker.support)
        Received: from client.example.com (localhost [127.0.0.1])
        \tby mx.example.org (Postfix) with ESMTP id C0671F9248\(attempt)
        \tfor <\(Tracker.support)>; Fri, 20 Nov 2026 09:0\(attempt % 10):00 +0000 (UTC)
        \(mail)
        """
    }
}
