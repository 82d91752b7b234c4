/// Whom one transaction is mailed to besides the watchers, and whom it is not, since whoever wrote
/// it said so. None of them becomes a watcher.
package struct MessageRecipients: Hashable, Sendable {
    /// Whom a forward is addressed to; empty for everything else.
    package var to: [EmailAddress]
    /// RT's one-time Ccs: everybody may see that they got it.
    package var cc: [EmailAddress]
    /// One-time Bccs: no header names them, and no requestor learns of them.
    package var bcc: [EmailAddress]
    /// Watchers who are left out of this one message.
    package var squelched: [EmailAddress]

    /// Nobody, unless said otherwise.
    package init(
        to: [EmailAddress] = [], cc: [EmailAddress] = [], bcc: [EmailAddress] = [],
        squelched: [EmailAddress] = []
    ) {
        self.to = to
        self.cc = cc
        self.bcc = bcc
        self.squelched = squelched
    }

    /// True when the watchers decide alone.
    package var isEmpty: Bool { mailed.isEmpty && squelched.isEmpty }

    /// Those who get it: To, Cc, Bcc.
    package var mailed: [EmailAddress] { to + cc + bcc }
}
