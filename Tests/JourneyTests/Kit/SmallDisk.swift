import Foundation
import TestKit
import Testing

/// A disk in memory under a tracker's database, for the length of one shell script: it is mounted
/// in a mount namespace of its own, so that nothing is left behind however the script ends.
struct SmallDisk {
    private let tracker: Tracker
    private let trouble: Trouble

    enum Trouble {
        /// All but this much is taken.
        case full(freeKilobytes: Int)
        case readOnly
    }

    /// Mounting needs root, and a container may forbid it all the same.
    static let isAvailable: Bool = {
        let script = "mount -t tmpfs -o size=64k tmpfs /mnt"
        let run = try? Executable("unshare").run(["-m", "sh", "-c", script])
        return run?.ending == .exited(0)
    }()

    static let remark: Comment = "needs the right to mount a file system"

    init(_ tracker: Tracker, _ trouble: Trouble) throws {
        self.tracker = tracker
        self.trouble = trouble
    }

    /// Hands the mail to mailgate while the trouble lasts, then again; prints both exit statuses.
    func deliverTwice(_ mail: [UInt8]) throws -> FinishedRun {
        let script = """
            data=$1; mailgate=$2; shift 2
            cp -a "$data" "$data.spare"
            mount -t tmpfs -o size=3m tmpfs "$data" || exit 99
            cp -a "$data.spare/." "$data/"
            cat > "$data.mail"
            \(begin)
            "$mailgate" --queue support < "$data.mail"; echo "during=$?"
            \(end)
            "$mailgate" --queue support < "$data.mail"; echo "afterwards=$?"
            """
        return try Executable("unshare").run(
            [
                "-m", "sh", "-c", script, "sh", tracker.folder.path + "/data",
                Tracker.mailgate.path,
            ],
            input: mail, environment: ["POSTERN_CONFIG": tracker.settingsFile])
    }

    private var begin: String {
        switch trouble {
        case .full(let kilobytes):
            """
            free=$(df -k --output=avail "$data" | tail -n 1)
            head -c "$(( (free - \(kilobytes)) * 1024 ))" /dev/zero > "$data/ballast"
            """
        case .readOnly: "mount -o remount,ro \"$data\""
        }
    }

    private var end: String {
        switch trouble {
        case .full: "rm \"$data/ballast\""
        case .readOnly: "mount -o remount,rw \"$data\""
        }
    }
}
