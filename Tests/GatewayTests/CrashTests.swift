import CCrashGuard
import Foundation
import Glibc
import Testing
import Tickets

@testable import Gateway

/// Real crashes in processes of their own: an exit test runs its body in a child.
///
/// The body can be handed nothing, so parent and child agree on a folder by the parent's number.
/// The mail crashes while the Desk asks for the time, which is after it was read and before it is
/// stored.
@Suite("A crash looks like \"try again later\"", .serialized)
struct CrashTests {
    @Test("a trap of Swift's exits with 75 and is counted; the third is the last")
    func trap() async throws {
        let fixture = try GatewayFixture(in: Self.folder("trap", of: getpid()))
        for crashes in 1...3 {
            await #expect(processExitsWith: .exitCode(75)) {
                await Self.receive(in: Self.folder("trap", of: getppid())) { Self.trap() }
            }
            #expect(try fixture.marks() == [crashes])
        }
        let ending = try fixture.mailgate(["--queue", "support", "--verbose"], mail: .mail())
        #expect(ending.status == 0)
        #expect(ending.error.contains("quarantined"))
        #expect(ending.error.contains("reason=crashed the program three times"))
        #expect(try fixture.marks().isEmpty)
        #expect(try fixture.quarantine().map(\.quarantine) == [.crashed])
        // The MTA may not have heard of our success.
        let again = try fixture.mailgate(["--queue", "support", "--verbose"], mail: .mail())
        #expect(again.status == 0)
    }

    @Test("the date of the mbox line does not make it another mail")
    func mailboxLine() throws {
        let one = Self.mark(Array("From a Mon\n".utf8) + .mail())
        let two = Self.mark(Array("From a Tuesday\n".utf8) + .mail())
        #expect(one.name == two.name)
        #expect(one.sha256 != two.sha256)
        #expect(Self.mark(.mail()).name != one.sha256)
        #expect(Self.mark(Array("From ".utf8)).name.count == 64)
    }

    @Test("an overflow of the stack is survived on the alternate stack")
    func overflow() async throws {
        let fixture = try GatewayFixture(in: Self.folder("overflow", of: getpid()))
        await #expect(processExitsWith: .exitCode(75)) {
            await Self.receive(in: Self.folder("overflow", of: getppid())) {
                _ = Self.recurse(Int.random(in: 1...2))
            }
        }
        #expect(try fixture.marks() == [1])
    }

    @Test("abort and a write to nowhere count as well")
    func signals() async throws {
        let fixture = try GatewayFixture(in: Self.folder("signals", of: getpid()))
        await #expect(processExitsWith: .exitCode(75)) {
            await Self.receive(in: Self.folder("signals", of: getppid())) { abort() }
        }
        await #expect(processExitsWith: .exitCode(75)) {
            await Self.receive(in: Self.folder("signals", of: getppid())) { raise(SIGBUS) }
        }
        #expect(try fixture.marks() == [2])
    }

    @Test("being ended from outside is no fault of the mail's")
    func ended() async throws {
        let fixture = try GatewayFixture(in: Self.folder("ended", of: getpid()))
        await #expect(processExitsWith: .exitCode(75)) {
            await Self.receive(in: Self.folder("ended", of: getppid())) { raise(SIGTERM) }
        }
        #expect(try fixture.marks().isEmpty)
    }

    @Test("a mail that keeps the processor busy gets one more chance: none")
    func busy() async throws {
        let fixture = try GatewayFixture(in: Self.folder("busy", of: getpid()))
        let settings = fixture.path + "/postern.yaml"
        try String(contentsOfFile: settings, encoding: .utf8)
            .replacing("\nmail:\n", with: "\nmail:\n  cpu_seconds_max: 1\n")
            .write(toFile: settings, atomically: true, encoding: .utf8)
        await #expect(processExitsWith: .exitCode(75)) {
            await Self.receive(in: Self.folder("busy", of: getppid())) { while true {} }
        }
        let folder = fixture.path + "/crashes"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1)
        #expect(
            names.map { FileManager.default.contents(atPath: folder + "/" + $0) } == [
                Data("t".utf8)
            ])
        let ending = try fixture.mailgate(["--queue", "support", "--verbose"], mail: .mail())
        #expect(ending.status == 0)
        #expect(ending.error.contains("reason=took more than mail.cpu_seconds_max to read"))
        #expect(try fixture.marks().isEmpty)
        #expect(try fixture.quarantine().map(\.quarantine) == [.tooMuchCPU])
    }

    @Test("a command that reads a mail says so and ends with 1 when it takes too long")
    func busyCommand() async throws {
        let result = await #expect(
            processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
        ) {
            ProcessorTime.limit(seconds: 1, program: "postern")
            while true {}
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("took more than 1 s of processor time (mail.cpu_seconds_max)"))
    }

    @Test("a limit that was ended is none")
    func endedLimit() async throws {
        await #expect(processExitsWith: .exitCode(7)) {
            ProcessorTime.limit(seconds: 1, program: "postern")
            ProcessorTime.endLimit()
            let start = clock()
            while clock() - start < 1_300_000 {}
            exit(7)
        }
    }

    @Test("once the mail is stored, a crash is a success to the MTA")
    func accepted() async throws {
        await #expect(processExitsWith: .exitCode(0)) {
            crash_guard_install("test")
            crash_guard_accept()
            Self.trap()
        }
        await #expect(processExitsWith: .exitCode(0)) {
            crash_guard_install("test")
            crash_guard_accept()
            raise(SIGTERM)
        }
    }

    @Test("a path too long to be kept is refused, not cut")
    func longPath() {
        #expect(crash_guard_mark(String(repeating: "x", count: 5_000), 0) == -1)
        #expect(crash_guard_mark("", 0) == -1)
    }

    // MARK: In the child

    private static func receive(
        in folder: URL, crash: @escaping @Sendable () -> Void
    ) async {
        let mail = folder.appendingPathComponent("mail").path
        _ = FileManager.default.createFile(
            atPath: mail, contents: Data([UInt8].mail()))
        let surroundings = GatewaySurroundings(
            program: "mailgate", arguments: ["--queue", "support"],
            environment: ["POSTERN_CONFIG": folder.path + "/postern.yaml"],
            input: open(mail, O_RDONLY), currentFolder: "/",
            clock: {
                crash()
                return Timestamp(milliseconds: 0)
            }, usesSyslog: false, sibling: SiblingProgram(path: "/nonexistent"))
        exit(await MailGateway(surroundings: surroundings).run())
    }

    private static func mark(_ raw: [UInt8]) -> CrashMark {
        CrashMark(stateFolder: "/x", raw: raw, processorSecondsMax: 60)
    }

    private static func folder(_ name: String, of process: pid_t) -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent(
            "postern-crash-\(process)-\(name)")
    }

    private static func trap() {
        let numbers: [Int] = []
        _ = numbers[Int.random(in: 5...6)]
    }

    private static func recurse(_ depth: Int) -> Int {
        if depth < 0 { return 0 }
        return recurse(depth + 1) &+ recurse(depth + 2)
    }
}

extension GatewayFixture {
    /// The sizes of the crash marks.
    func marks() throws -> [Int] {
        let folder = path + "/crashes"
        return try FileManager.default.contentsOfDirectory(atPath: folder).map { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            return attributes[.size] as? Int ?? -1
        }
    }
}
