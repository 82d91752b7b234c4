import Foundation
import Testing
import Tickets

@testable import Delivery

@Suite("Programs that scrips run")
struct ProgramRunnerTests {
    let folder: TemporaryFolder
    let runner: ProgramRunner

    init() throws {
        folder = try TemporaryFolder()
        runner = ProgramRunner(folder: folder.path)
    }

    /// Runs a shell script as a program.
    private func run(
        _ script: String, arguments: [String] = [], timeoutSeconds: Int64 = 20
    ) async throws -> CallResult {
        _ = try folder.script(script, name: "program")
        return await runner.run(
            ProgramRun(
                id: "42-7-tell", program: "program", arguments: arguments,
                input: "{\"version\":1}", timeoutSeconds: timeoutSeconds))
    }

    @Test("a program reads the document, its arguments as they are, and a clean environment")
    func surroundings() async throws {
        let script = """
            cat; echo; printf '%s|' "$@"; echo; env | grep -v '^_=' | grep -v ^PWD= | cut -d= -f1 \
            | sort | tr '\\n' ' '; echo $POSTERN_DELIVERY_ID; ls /proc/self/fd | wc -l
            """
        let result = try await run(script, arguments: ["a b", "$(id)"])
        #expect(result.ending == .done)
        let lines = result.answer?.text.split(separator: "\n").map(String.init)
        #expect(lines?.prefix(2) == ["{\"version\":1}", "a b|$(id)|"])
        #expect(lines?.dropFirst(2).first?.hasSuffix(" 42-7-tell") == true)
        #expect(lines?.dropFirst(2).first?.contains("HOME LC_ALL") == true)
        #expect(lines?.dropFirst(2).first?.contains("USER") == false)
        #expect(lines?.last.flatMap { Int($0.drop { $0 == " " }) } == 4)
    }

    @Test(
        "the exit code decides",
        arguments: [
            (0, CallResult.Ending.done), (75, .temporary(retryAfterSeconds: nil)), (1, .permanent),
            (127, .permanent),
        ] as [(Int64, CallResult.Ending)])
    func exitCodes(code: Int64, ending: CallResult.Ending) async throws {
        let result = try await run("echo went wrong >&2; exit \(code)")
        #expect(result.ending == ending)
        #expect(result.answer == CallAnswer(code: code, text: "went wrong\n"))
        #expect(result.text.contains("exited with \(code): went wrong"))
    }

    @Test("a program that hangs is killed with all that it has started")
    func hanging() async throws {
        let mark = folder.path + "/alive"
        let result = try await run(
            "sh -c 'sleep 3; touch \(mark)' & echo began; trap '' TERM; sleep 600",
            timeoutSeconds: 1)
        #expect(result.ending == .permanent)
        #expect(result.text == "program did not end within 1 s and was killed: began")
        try await Task.sleep(for: .seconds(3))
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test("what a program leaves behind does not keep us waiting")
    func leftBehind() async throws {
        let result = try await run("sleep 30 & echo done")
        #expect(result.ending == .done)
        #expect(result.answer?.text == "done\n")
    }

    @Test("a program that never stops talking is heard to the limit and killed")
    func talkative() async throws {
        let result = try await run("yes", timeoutSeconds: 1)
        #expect(result.ending == .permanent)
        #expect(result.answer?.text.utf8.count == CallAnswer.textBytesMax)
    }

    @Test("a signal is no success")
    func signal() async throws {
        let result = try await run("kill -9 $$")
        #expect(result.ending == .permanent)
        #expect(result.text == "program was ended by signal 9")
    }

    @Test(
        "only plain names are taken",
        arguments: ["../program", "/bin/true", "", ".hidden", "-x", "a b", "a\nb"])
    func names(name: String) async {
        let result = await runner.run(ProgramRun(id: "1", program: name, input: ""))
        #expect(result.ending == .permanent)
        #expect(result.text.contains("is no name of a program"))
    }

    @Test("a missing program, a link, and what others may change are refused with a remedy")
    func refusals() throws {
        let path = try folder.script("true", name: "program")
        #expect(runner.problem(with: "program") == nil)
        #expect(runner.problem(with: "other")?.text == "there is no program \(folder.path)/other")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: "/bin/true")
        #expect(runner.problem(with: "link")?.text.contains("is no plain file") == true)
        chmod(path, 0o777)
        #expect(runner.problem(with: "program")?.text.contains("chmod go-w \(path)") == true)
        chmod(path, 0o644)
        #expect(runner.problem(with: "program")?.text.contains("chmod 755 \(path)") == true)
        chmod(path, 0o755)
        chmod(folder.path, 0o777)
        #expect(runner.problem(with: "program")?.text.contains("\(folder.path) can be") == true)
        let nowhere = ProgramRunner(folder: folder.path + "/none")
        #expect(nowhere.problem(with: "program")?.text.contains("there is no folder") == true)
    }
}
