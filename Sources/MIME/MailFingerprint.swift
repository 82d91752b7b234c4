/// Tells whether two deliveries are the same mail.
package enum MailFingerprint {
    /// What MTAs, filters and mailboxes write above a mail on its way; differs between deliveries.
    /// `DKIM-Signature` is not among them: it belongs to the sender.
    private static let trace: Set<String> = [
        "return-path", "received", "x-received", "received-spf", "delivered-to", "x-original-to",
        "envelope-to", "delivery-date", "authentication-results", "x-authentication-warning",
        "x-delivered-to", "x-real-to", "x-sieve", "x-uidl", "status", "x-status",
    ]
    private static let tracePrefixes = [
        "arc-", "x-envelope-", "x-spam-", "x-virus-", "x-rspamd-", "x-postfix-", "x-amavis-",
    ]

    /// SHA-256 over what does not change between two deliveries of one mail.
    ///
    /// Left out: a leading mbox `From ` line, blank lines above the header, the trace fields in
    /// front of the first other field, and line ends at the very end, which some deliveries add.
    /// Line ends count as LF.
    /// A mail without a Message-ID keeps its `Received` lines: a robot sends the same words twice
    /// and means it, while an MTA's second attempt bears the same lines as its first.
    ///
    /// - Returns: 64 lower-case hexadecimal digits.
    package static func compute(_ bytes: [UInt8]) -> String {
        let header = HeaderBlock.ofMail(bytes, bytesMax: bytes.count)
        let hasMessageID = header.fields.contains { field in
            field.name.lowercased() == "message-id"
                && !MessageIDs.parse(HeaderText.unfolded(bytes, field.value)).isEmpty
        }
        let digest = IncrementalDigest()
        var start = header.bodyStart
        var keptReceived: [Range<Int>] = []
        for field in header.fields {
            let name = field.name.lowercased()
            guard trace.contains(name) || tracePrefixes.contains(where: name.hasPrefix) else {
                start = field.raw.lowerBound
                break
            }
            if name == "received" && !hasMessageID { keptReceived.append(field.raw) }
        }
        for range in keptReceived {
            update(digest, bytes, range)
            digest.update([0x0A])
        }
        var end = bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        update(digest, bytes, start..<max(start, end))
        return digest.hex()
    }

    /// Adds bytes without the CR of each CRLF.
    private static func update(
        _ digest: borrowing IncrementalDigest, _ bytes: [UInt8], _ range: Range<Int>
    ) {
        bytes.withUnsafeBytes { all in
            var runStart = range.lowerBound
            var position = range.lowerBound
            while position < range.upperBound {
                let next = bytes.lineEnd(from: position, limit: range.upperBound)
                if next - position >= 2, all[next - 1] == 0x0A, all[next - 2] == 0x0D {
                    digest.update(UnsafeRawBufferPointer(rebasing: all[runStart..<(next - 2)]))
                    runStart = next - 1
                }
                position = next
            }
            digest.update(UnsafeRawBufferPointer(rebasing: all[runStart..<range.upperBound]))
        }
    }
}
