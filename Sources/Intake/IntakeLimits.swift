package import MIME

/// How much of a mail Intake takes in; past a limit the mail is still read, with a defect.
package struct IntakeLimits: Hashable, Sendable {
    /// What the MIME reader looks at.
    package var message: MessageLimits
    /// `Received` headers; a mail with more of them runs in a circle (RFC 5321 §6.3 says to allow
    /// at least 100) and goes to quarantine.
    package var receivedMax: Int
    /// Bytes of the decoded subject; a ticket keeps less still.
    package var subjectBytesMax: Int

    /// The defaults take any mail that a person's mail program makes.
    package init(
        message: MessageLimits = MessageLimits(), receivedMax: Int = 100,
        subjectBytesMax: Int = 2_000
    ) {
        self.message = message
        self.receivedMax = receivedMax
        self.subjectBytesMax = subjectBytesMax
    }
}
