import Tickets

/// A line of `/etc/aliases` that pipes the mail of one of a queue's addresses into `mailgate`.
struct AliasLine: Hashable, Encodable {
    /// The alias: the local part of the address.
    let alias: String
    let address: String
    /// What the mail is taken as: `correspond` or `comment`.
    let action: String
    /// The program with its arguments, as the MTA starts it.
    let command: String

    /// Where `make install` puts the program.
    static let standardProgram = "/usr/local/bin/mailgate"

    /// The lines of a queue, one for each address that it has.
    ///
    /// - Parameters:
    ///   - program: absolute path of `mailgate`.
    ///   - config: settings file; `nil` for the standard place, which needs no option.
    static func lines(
        for queue: Queue, program: String = standardProgram, config: String? = nil
    ) -> [AliasLine] {
        let addresses: [(EmailAddress?, Route.Action)] = [
            (queue.correspondAddress, .correspond), (queue.commentAddress, .comment),
        ]
        return addresses.compactMap { address, action in
            address.map { line($0, action, queue, program: program, config: config) }
        }
    }

    /// The line as it stands in the file, not ended.
    var text: String {
        let quoted = command.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
        let isPlain = alias.allSatisfy { $0.isLetter || $0.isNumber || "._+-=".contains($0) }
        return "\(isPlain ? alias : "\"\(alias)\""): \"|\(quoted)\""
    }

    private static func line(
        _ address: EmailAddress, _ action: Route.Action, _ queue: Queue, program: String,
        config: String?
    ) -> AliasLine {
        var words = [program, "--queue", name(of: queue), "--action", action.rawValue]
        if let config { words += ["--config", config] }
        return AliasLine(
            alias: String(address.local), address: address.value, action: action.rawValue,
            command: words.map(ShellWord.quoted).joined(separator: " "))
    }

    /// A name that needs quotes would make the MTA start a shell, so such a queue goes by number.
    private static func name(of queue: Queue) -> String {
        ShellWord.quoted(queue.name) == queue.name && !queue.name.hasPrefix("-")
            ? queue.name : "\(queue.id)"
    }
}
