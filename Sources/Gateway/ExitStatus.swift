/// What the gateway's exit status tells the MTA (sysexits.h; DESIGN §4).
///
/// There is no other. 1 would make the MTA bounce a mail for a reason that nobody wrote down.
package enum ExitStatus {
    /// Taken over: a ticket, a duplicate, or quarantine. The MTA forgets the mail.
    package static let takenOver: Int32 = 0
    /// The command line is wrong; the MTA bounces.
    package static let usage: Int32 = 64
    /// The mail is larger than `mail.size_max`; the MTA bounces.
    package static let tooLarge: Int32 = 69
    /// May succeed later; the MTA keeps the mail and tries again.
    package static let temporary: Int32 = 75
}
