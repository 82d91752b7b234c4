import Glibc

/// Asks before something is done.
enum Confirmation {
    /// Asks a question that can be answered with yes or no; no is what Return means.
    ///
    /// - Parameters:
    ///   - question: `Change 3 rules?`.
    ///   - hint: what to say where nobody can answer.
    /// - Throws: ``CommandFailure``: `refused` when the answer is no, `usage` when nobody can answer.
    static func ask(_ question: String, hint: String) throws {
        guard isatty(STDIN_FILENO) == 1 else { throw CommandFailure(hint, .usage) }
        StandardError.say("\(question) [y/N]")
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw CommandFailure("nothing was done")
        }
    }
}
