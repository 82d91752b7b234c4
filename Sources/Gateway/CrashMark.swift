import CCrashGuard
import Glibc
import MIME

/// Counts how often one mail crashed us: a file named for the mail's digest, a byte a crash.
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
    /// A mail that keeps us busy for longer counts as one that crashed us. The largest mails of the
    /// default settings need less than five.
    private static let processorSecondsMax: UInt32 = 120

    init(stateFolder: String, raw: [UInt8]) {
        folder = stateFolder + "/crashes"
        sha256 = Digest.sha256Hex(raw)
        name = Self.name(raw, sha256)
    }

    private var path: String { folder + "/" + name }

    /// Whether the mail is to be stored unparsed.
    var isGivenUp: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size >= Self.crashesMax
    }

    /// From now on a crash counts, until `crash_guard_clear()`.
    ///
    /// - Returns: false where crashes cannot be counted; they still end with status 75.
    func begin() -> Bool {
        // Fails for a folder that is there already, which is the rule; whether it can be written to
        // is asked here, since the signal handler has nobody to tell.
        mkdir(folder, 0o770)
        return crash_guard_mark(path, Self.processorSecondsMax) == 0
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
