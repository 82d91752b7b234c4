import Testing
import Tickets

@testable import Gateway

@Suite("The command line of mailgate")
struct GatewayOptionsTests {
    /// A line and what it must mean; written as in an alias file.
    static let lines: [(line: String, want: Route)] = [
        ("", Route()),
        ("--queue support --action correspond", Route(queue: "support")),
        ("--queue=support --action=comment", Route(queue: "support", action: .comment)),
        ("-queue support -action correspond", Route(queue: "support")),
        ("-queue=3", Route(queue: "3")),
        ("--Queue support --ACTION Comment", Route(queue: "support", action: .comment)),
        ("--ticket 42", Route(ticket: TicketID(42))),
        ("--extension ticket", Route(extensionUse: .ticket)),
        ("--extension=queue --action comment", Route(action: .comment, extensionUse: .queue)),
        ("--queue first --queue second", Route(queue: "second")),
        ("--queue=--odd--", Route(queue: "--odd--")),
        (
            "--url https://rt.example.org/ --queue general --action correspond --timeout 60 "
                + "--ca-file /etc/ssl/ca.pem --no-verify-ssl --jar=/tmp/jar --debug",
            Route(queue: "general")
        ),
    ]

    @Test("each line means what it means to RT and to enhanced-mailgate", arguments: lines)
    func route(_ row: (line: String, want: Route)) throws {
        #expect(try options(row.line).route == row.want)
    }

    @Test("RT's web options are named, so that --debug can say that they do nothing")
    func ignored() throws {
        let options = try options("--url http://x --timeout=3 --no-verify-ssl")
        #expect(options.ignored == ["--url", "--timeout", "--no-verify-ssl"])
    }

    @Test("--debug says more than --verbose, and all that --verbose says")
    func talk() throws {
        #expect(try !options("").isVerbose)
        #expect(try options("--verbose").isVerbose)
        #expect(try !options("--verbose").isDebug)
        #expect(try options("-debug").isVerbose)
        #expect(try options("--config /etc/p.yaml").configPath == "/etc/p.yaml")
    }

    /// What is wrong, the exit status, and the whole text.
    static let mistakes: [(line: String, status: Int32, text: String)] = [
        ("--queu support", 64, "unknown option \"--queu\""),
        ("support", 64, "unexpected \"support\"; options begin with \"--\""),
        ("--queue", 64, "--queue needs a value"),
        ("--queue=", 64, "--queue needs a value"),
        ("--queue --action comment", 64, "--queue needs a value"),
        ("--debug=yes", 64, "--debug takes no value"),
        ("---queue x", 64, "unexpected \"---queue\"; options begin with \"--\""),
        ("-", 64, "unexpected \"-\"; options begin with \"--\""),
        (
            "--action correspond-take", 75,
            "no action \"correspond-take\"; expected correspond or comment"
        ),
        ("--action corespond", 75, "no action \"corespond\"; expected correspond or comment"),
        (
            "--action action", 75,
            "--action action (mail that holds only commands) is not available yet; "
                + "use correspond or comment"
        ),
        ("--ticket 0", 75, "no ticket \"0\"; expected a number above 0"),
        ("--ticket #4", 75, "no ticket \"#4\"; expected a number above 0"),
        (
            "--ticket 99999999999999999999", 75,
            "no ticket \"99999999999999999999\"; expected a number above 0"
        ),
        (
            "--extension owner", 75,
            "--extension cannot name a \"owner\"; expected queue, action or ticket"
        ),
    ]

    @Test("a mistake is named in one line, and bounces no mail for a typo", arguments: mistakes)
    func mistake(_ row: (line: String, status: Int32, text: String)) {
        let result = GatewayOptions.parse(Self.words(row.line))
        #expect(
            result == .failure(GatewayUsageError(text: row.text, exitStatus: row.status)))
    }

    @Test(
        "help and version win over mistakes",
        arguments: [
            ("--help", GatewayRequest.help), ("-h", .help), ("--queue --help", .help),
            ("--nonsense --help", .help), ("-version", .version),
        ])
    func help(_ row: (line: String, want: GatewayRequest)) {
        #expect(GatewayOptions.parse(Self.words(row.line)) == .success(row.want))
    }

    @Test("control characters of an argument do not reach the log")
    func control() {
        let result = GatewayOptions.parse(["--\u{1B}[31m\n" + String(repeating: "x", count: 500)])
        guard case .failure(let error) = result else {
            Issue.record("taken")
            return
        }
        #expect(error.text.utf8.count < 150)
        #expect(error.text.utf8.allSatisfy { $0 >= 32 })
    }

    private func options(_ line: String) throws -> GatewayOptions {
        guard case .receive(let options) = try GatewayOptions.parse(Self.words(line)).get() else {
            throw GatewayUsageError(text: "no options", exitStatus: 0)
        }
        return options
    }

    private static func words(_ line: String) -> [String] {
        line.split(separator: " ").map(String.init)
    }
}
