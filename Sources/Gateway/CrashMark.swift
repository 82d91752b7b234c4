import CCrashGuard
import Glibc
import MIME
import Tickets

/// Counts how often one mail crashed us: a file named for the mail's digest, a byte a crash, `x`, or
/// `t` when it took too much processor time.
///
/// The MTA delivers the same bytes again after a crash, but for the date in the mbox line on top;
/// so the file's name is the digest without that line.
struct CrashMark {
    /// `crashes` in the state folder.
    let folder: String
    /// Of the whole mail, hexadecimal.
    let sha256: String
    /// Of the mail without its mbox line, hexadecimal: the same for each delivery.
    let name: String

    /// A mail that crashed us this often is not parsed any more (DESIGN §3, promise 3).
    static let crashesMax = 3
    /// `mail.cpu_seconds_max`.
    private let processorSecondsMax: Int

    init(stateFolder: String, raw: [UInt8], processorSecondsMax: Int) {
        self.processorSecondsMax = processorSecondsMax
        folder = stateFolder + "/crashes"
        sha256 = Digest.sha256Hex(raw)
        name = Self.name(raw, sha256)
    }

    private var path: String { folder + "/" + name }

    /// Why the mail is to be stored unparsed; `nil` if it is to be read. Time is not given twice: it
    /// would be used up as surely, and the MTA's other mails would wait for it again.
    var givenUp: QuarantineReason? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var marks = [UInt8](repeating: 0, count: 64)
        let count = read(file, &marks, marks.count)
        guard count > 0 else { return nil }
        if marks[..<count].contains(UInt8(ascii: "t")) { return .tooMuchCPU }
        return count >= Self.crashesMax ? .crashed : nil
    }

    /// From now on a crash counts, until `crash_guard_clear()`, and so does the processor time.
    ///
    /// - Returns: false where crashes cannot be counted; they still end with status 75.
    func begin() -> Bool {
        // Fails for a folder that is there already, which is the rule; whether it can be written to
        // is asked here, since the signal handler has nobody to tell.
        mkdir(folder, 0o770)
        return crash_guard_mark(path, UInt32(clamping: processorSecondsMax)) == 0
            && access(folder, W_OK | X_OK) == 0
    }

    private static func name(_ raw: [UInt8], _ sha256: String) -> String {
        guard raw.starts(with: "From ".utf8),
            let end = raw.prefix(1_000).firstIndex(of: UInt8(ascii: "\n"))
        else { return sha256 }
        let digest = IncrementalDigest()
        raw[end...].withUnsafeBytes { digest.update($0) }
        return digest.hex()
    }
}
