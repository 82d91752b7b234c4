import Glibc
package import Tickets

/// All that a start of the gateway gets from outside; tests hand in their own.
package struct GatewaySurroundings: Sendable {
    /// As messages and the system log name it: `mailgate`.
    package var program: StaticString
    /// Without the program's name.
    package var arguments: [String]
    /// The MTA's variables and `POSTERN_CONFIG`; others are not looked at.
    package var environment: [String: String]
    /// Where the mail comes from; 0 in a real process.
    package var input: Int32
    /// Where `--help` goes to; 1 in a real process.
    package var output: Int32
    /// Where the MTA's admin reads what went wrong; 2 in a real process.
    package var errorOutput: Int32
    /// What relative paths on the command line start from.
    package var currentFolder: String
    /// The time now.
    package var clock: @Sendable () -> Timestamp
    /// Whether the system log is written to, if the settings say so.
    package var usesSyslog: Bool
    /// The `postern` program that belongs to this one.
    package var sibling: SiblingProgram

    /// Takes them as they are.
    package init(
        program: StaticString, arguments: [String], environment: [String: String], input: Int32 = 0,
        output: Int32 = 1, errorOutput: Int32 = 2, currentFolder: String,
        clock: @escaping @Sendable () -> Timestamp, usesSyslog: Bool = true,
        sibling: SiblingProgram
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.output = output
        self.errorOutput = errorOutput
        self.currentFolder = currentFolder
        self.clock = clock
        self.usesSyslog = usesSyslog
        self.sibling = sibling
    }

    /// Asks the running process.
    ///
    /// - Parameters:
    ///   - program: What to call it in messages.
    ///   - arguments: Those that are the gateway's, without names of programs and subcommands.
    package static func ofProcess(program: StaticString, arguments: [String]) -> Self {
        var environment: [String: String] = [:]
        for name in EnvelopeReader.variables + ["POSTERN_CONFIG"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        return GatewaySurroundings(
            program: program, arguments: arguments, environment: environment,
            currentFolder: Self.workingFolder(), clock: Self.now, sibling: .besideThisProgram())
    }

    /// The system's clock.
    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// `/` where the folder was deleted under us: only relative paths need it.
    private static func workingFolder() -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}
