import Foundation
import TestKit
import Testing

@Suite("T150 kill -9 at random moments")
struct KillTests {
    @Test(
        "every mail is recorded once, every notification is due once", arguments: StoreEngine.all)
    func kill(engine: StoreEngine) throws {
        let tracker = try Tracker(engine)
        try tracker.seatStaff(Tracker.staff)
        let script = try #require(
            Bundle.module.path(forResource: "kill9", ofType: "py", inDirectory: "Fixtures"))
        let environment = ProcessInfo.processInfo.environment
        let run = try Executable("python3").run(
            [
                script, "--bin", Tracker.programs, "--config", tracker.settingsFile,
                "--sent", tracker.folder.path + "/sent", "--staff", Tracker.staff,
                "--mails", environment["POSTERN_KILL_MAILS"] ?? "300",
                "--seed", environment["POSTERN_KILL_SEED"] ?? "\(Int.random(in: 1...999_999))",
            ], timeoutSeconds: 600)
        #expect(run.ending == .exited(0), "\(run)")
        // Its one line is worth a look in any report.
        print("\(engine.rawValue): \(run.text)", terminator: "")
    }
}
