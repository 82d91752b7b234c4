import Glibc
import MIME
import Tickets

/// Puts each mail into a maildir, for trials and tests: no mail leaves the machine.
///
/// A file appears in `new/` whole or not at all, and is on the disk before the mail counts as
/// sent. Its name is made of the mail's date, Message-ID and envelope, so a second attempt at the
/// same mail replaces the first one's file. `Return-Path` and `X-Envelope-To` stand on top: who got
/// a Bcc cannot be seen otherwise.
package struct MaildirTransport: Transport {
    /// Holds `tmp`, `new` and `cur`.
    package let folder: String
    /// Of no importance here: a disk answers or the machine hangs.
    package let timeoutSeconds: Int64 = 10

    /// Takes the maildir's path; it is made with the first mail if its parent folder is there.
    package init(folder: String) {
        self.folder = folder
    }

    /// Stores the mail; all failures are temporary.
    @concurrent
    package func send(_ mail: ComposedMail) async -> DeliveryResult {
        do {
            return .sent(try store(mail))
        } catch {
            return .temporary(ReasonText.clean(error.description))
        }
    }

    /// - Returns: the path under which the mail can be read.
    private func store(_ mail: ComposedMail) throws(SystemFailure) -> String {
        for path in [folder, folder + "/tmp", folder + "/new", folder + "/cur"] {
            if mkdir(path, 0o700) != 0, errno != EEXIST { throw SystemFailure("mkdir", path) }
        }
        let name = Self.name(of: mail)
        // Two processes may be at the same mail when a lease has ended; each has its own draft.
        let draft = "\(folder)/tmp/\(name).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
        let target = "\(folder)/new/\(name)"
        do throws(SystemFailure) {
            let file = try StoredFile(draft, flags: O_WRONLY | O_CREAT | O_EXCL)
            try file.write(mail.envelopeHeaders + mail.bytes)
            try file.synchronize()
            guard rename(draft, target) == 0 else { throw SystemFailure("rename", target) }
        } catch {
            unlink(draft)
            throw error
        }
        try StoredFile.synchronizeFolder(folder + "/new")
        return target
    }

    /// The seconds come first, so that names sort by time.
    static func name(of mail: ComposedMail) -> String {
        let envelope =
            [mail.messageID.value, mail.envelopeSender?.value ?? ""]
            + mail.recipients.map(\.value)
        let hash = Digest.sha256Hex(Array(envelope.joined(separator: "\n").utf8))
        return "\(mail.date.milliseconds / 1_000).\(hash.prefix(32)).postern"
    }
}

extension ComposedMail {
    /// The envelope as header lines, for mails that are kept and not handed on.
    var envelopeHeaders: [UInt8] {
        let to = recipients.map(\.value).joined(separator: ",\n\t")
        return Array("Return-Path: <\(envelopeSender?.value ?? "")>\nX-Envelope-To: \(to)\n".utf8)
    }
}
