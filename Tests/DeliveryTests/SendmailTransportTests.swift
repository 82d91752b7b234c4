import Delivery
import Foundation
import Testing
import Tickets

@Suite("the sendmail transport")
struct SendmailTransportTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func transport(
        _ script: String, arguments: [String] = [], timeoutSeconds: Int64 = 20
    ) throws -> SendmailTransport {
        SendmailTransport(
            path: try folder.script(script), arguments: arguments, timeoutSeconds: timeoutSeconds)
    }

    private static let printArguments = "for word; do printf '%s\\n' \"$word\"; done > argv"

    @Test("the mail comes on standard input, byte for byte")
    func standardInput() async throws {
        let mail = try composedMail(body: "Grüße\n.\nFrom here on\n")
        let result = try await transport("cat > stdin").send(mail)
        #expect(result == .sent(nil))
        #expect(try folder.bytes("stdin") == mail.bytes)
    }

    @Test("sender and recipients are arguments of their own, recipients after --")
    func arguments() async throws {
        let mail = try composedMail(to: ["alice@example.com", "\"o'b; $(touch x)\"@example.com"])
        _ = try await transport(Self.printArguments, arguments: ["-oi", "-N", "never"]).send(mail)
        #expect(
            try folder.text("argv") == """
                -i
                -f
                support@example.org
                -oi
                -N
                never
                --
                alice@example.com
                "o'b; $(touch x)"@example.com

                """)
        #expect(!folder.has("x"))
    }

    @Test("the null sender is written <>")
    func nullSender() async throws {
        _ = try await transport(Self.printArguments).send(try composedMail(sender: nil))
        #expect(try folder.text("argv").hasPrefix("-i\n-f\n<>\n--\n"))
    }

    @Test("only what is said of the mail or its addresses is permanent", arguments: [65, 67, 68])
    func permanentCodes(_ code: Int) async throws {
        let result = try await transport("echo 'no such user' >&2; exit \(code)").send(
            composedMail())
        let reason = try #require(permanentReason(result))
        #expect(reason == "\(folder.path)/program exited with \(code): no such user")
    }

    @Test(
        "everything else may pass: misconfiguration, unavailable service, unknown codes",
        arguments: [1, 2, 64, 66, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 126, 127, 255])
    func temporaryCodes(_ code: Int) async throws {
        let result = try await transport("exit \(code)").send(composedMail())
        let reason = try #require(temporaryReason(result))
        #expect(reason.hasSuffix("exited with \(code)"))
    }

    @Test("a program ended by a signal has not taken the mail")
    func signal() async throws {
        let result = try await transport("kill -9 $$").send(composedMail())
        #expect(temporaryReason(result)?.hasSuffix("was ended by signal 9") == true)
    }

    @Test("a program that is not there, or is none, is temporary")
    func missing() async throws {
        let absent = SendmailTransport(path: folder.path + "/absent", timeoutSeconds: 5)
        #expect(temporaryReason(await absent.send(try composedMail())) != nil)
        let isFolder = SendmailTransport(path: folder.path, timeoutSeconds: 5)
        #expect(temporaryReason(await isFolder.send(try composedMail())) != nil)
    }

    @Test("a program that hangs is ended after the time-out, and what it said is kept")
    func hang() async throws {
        let script = "echo 'waiting for the queue' >&2; echo $$ > pid; exec sleep 600"
        let result = try await transport(script, timeoutSeconds: 1).send(composedMail())
        #expect(
            temporaryReason(result)
                == "\(folder.path)/program did not end within 1 s: waiting for the queue")
        let pid = try #require(Int32(try folder.text("pid").dropLast()))
        #expect(kill(pid, 0) != 0)
    }

    @Test("a program that ignores SIGTERM is killed")
    func stubborn() async throws {
        let script = "trap '' TERM; echo $$ > pid; while :; do sleep 0.1; done"
        let result = try await transport(script, timeoutSeconds: 1).send(composedMail())
        #expect(temporaryReason(result) != nil)
        let pid = try #require(Int32(try folder.text("pid").dropLast()))
        #expect(kill(pid, 0) != 0)
    }

    @Test("only the program is ended, not what it left behind")
    func grandchild() async throws {
        let script = "(sleep 2; echo alive > late) & exec sleep 60"
        _ = try await transport(script, timeoutSeconds: 1).send(composedMail())
        try await Task.sleep(for: .seconds(2))
        #expect(folder.has("late"))
    }

    @Test("a program that goes into the background with our stderr does not hold us up")
    func daemon() async throws {
        let script = "sleep 600 & echo $! > pid; exit 0"
        let result = try await transport(script).send(composedMail())
        #expect(result == .sent(nil))
        // It still runs, so it was not waited for.
        let pid = try #require(Int32(try folder.text("pid").dropLast()))
        #expect(kill(pid, SIGKILL) == 0)
    }

    @Test("five megabytes that nobody reads neither block nor kill us")
    func unread() async throws {
        let mail = try composedMail(
            body: String(repeating: "all work and no play\n", count: 250_000))
        #expect(try await transport("exit 0").send(mail) == .sent(nil))
        #expect(temporaryReason(try await transport("exit 75").send(mail)) != nil)
    }

    @Test("five megabytes arrive whole")
    func large() async throws {
        let mail = try composedMail(
            body: String(repeating: "all work and no play\n", count: 250_000))
        #expect(try await transport("cat > stdin").send(mail) == .sent(nil))
        #expect(try folder.bytes("stdin") == mail.bytes)
    }

    @Test("of much talk the first line is kept, without what would paint a terminal")
    func talkative() async throws {
        let script = """
            printf '\\n\\033[31mred\\007alert\\n' >&2
            i=0
            while [ $i -lt 3000 ]; do
                echo "$i: a line of sixty characters that nobody will ever read" >&2
                i=$((i+1))
            done
            exit 75
            """
        let result = try await transport(script).send(composedMail())
        let reason = try #require(temporaryReason(result))
        #expect(reason.hasSuffix("exited with 75: [31mred alert"))
    }

    @Test("the mail is not left open in the program under another number")
    func descriptors() async throws {
        _ = try await transport("ls /proc/self/fd > fds").send(composedMail())
        // 0, 1, 2, and the one with which ls reads the folder.
        #expect(try folder.text("fds").split(separator: "\n").count == 4)
    }
}
