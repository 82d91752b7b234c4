package import Tickets

/// One thing about a mail that tells who or what wrote it.
package struct Evidence: Hashable, Sendable {
    /// What it speaks for; `nil` for what looks like evidence and counts nothing.
    package let kind: MailKind?
    /// One short phrase: `Auto-Submitted: auto-replied`.
    package let phrase: String
    /// Whether another tracker sent the mail: a program did, though a person may have typed what is
    /// in it, so that it does not make the mail automatic.
    package let isOfTracker: Bool

    /// Cuts the phrase at 120 bytes.
    init(_ kind: MailKind?, _ phrase: String, isOfTracker: Bool = false) {
        self.kind = kind
        self.phrase = StorableText.line(phrase, bytesMax: 120)
        self.isOfTracker = isOfTracker
    }
}
