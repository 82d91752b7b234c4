import Glibc
import Settings

/// Looks at the room that is left where the database lies.
struct DiskExam {
    let settings: Settings

    /// Below this mail will soon have to wait.
    private static let freeBytesMin: UInt64 = 100 << 20

    func look() -> [Finding] {
        var found = Findings(.disk)
        let folder = settings.databaseFolder
        var status = statvfs()
        guard case .sqlite = settings.database.url, statvfs(folder, &status) == 0,
            status.f_blocks > 0
        else { return [] }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let percent = status.f_bavail * 100 / status.f_blocks
        let text = "\(SizeText.of(Int64(clamping: free))) (\(percent) %) free in \(folder)"
        if free < Self.freeBytesMin {
            found.problem(text, remedy: "Make room: when the disk is full, mail waits")
        } else if percent < 5 {
            found.warning(text, remedy: "Make room before it is full")
        } else {
            found.ok(text)
        }
        return found.all
    }
}
