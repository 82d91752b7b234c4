import ArgumentParser
import Store

/// Which of the runs that failed a command is about.
struct FailedRuns: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only this one; `postern scrip failures` shows the numbers. May be repeated.",
            valueName: "id"))
    var id: [Int64] = []

    @Flag(help: "All that wait.")
    var all = false

    func validate() throws {
        if id.isEmpty != all { throw ValidationError("say --id with a number, or --all") }
    }

    /// Their numbers, oldest first for `--all`.
    ///
    /// - Parameter isWanted: which of them `--all` means.
    func numbers(_ instance: Instance, where isWanted: (ScripRun) -> Bool = { _ in true }) throws
        -> [Int64]
    {
        guard all else { return id }
        return try instance.store.read { try $0.failedScripRuns().filter(isWanted).map(\.id) }
    }
}
