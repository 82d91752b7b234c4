package import Tickets

/// What a command line asks of the gateway.
package enum GatewayRequest: Hashable, Sendable {
    case receive(GatewayOptions)
    case help
    case version
}

/// The options of one mail's way in.
package struct GatewayOptions: Hashable, Sendable {
    /// Where the alias says that the mail belongs.
    package var route = Route()
    /// `--config`; `nil` leaves the choice to the environment and the standard place.
    package var configPath: String?
    /// Says on standard error what became of the mail.
    package var isVerbose = false
    /// Says on standard error how it was decided; implies ``isVerbose``.
    package var isDebug = false
    /// Options that were accepted for the sake of RT's alias lines and do nothing.
    package var ignored: [String] = []

    /// The defaults: the recipient's address decides, as correspondence.
    package init() {}

    /// Reads a command line.
    ///
    /// Hand-written, since the lines stand in alias files of other programs: RT's `rt-mailgate`
    /// (`--queue Q`, `--queue=Q`) and the older `enhanced-mailgate` (`-queue Q`) are understood,
    /// with one dash or two and in any case.
    ///
    /// - Parameter arguments: Without the program's name.
    /// - Returns: ``GatewayUsageError`` for what cannot be understood. Help wins over every error.
    package static func parse(
        _ arguments: [String]
    ) -> Result<GatewayRequest, GatewayUsageError> {
        var parser = Parser(rest: arguments[...])
        do {
            return .success(try parser.request())
        } catch {
            return .failure(error)
        }
    }
}

/// What is wrong with a command line.
package struct GatewayUsageError: Error, Hashable {
    /// One line, without the program's name.
    package let text: String
    /// 64 where the line itself is wrong; 75 where a value names what may exist later, since the
    /// MTA would bounce the mail of an innocent sender otherwise.
    package let exitStatus: Int32
}

extension GatewayOptions {
    /// Walks the words of a command line once.
    private struct Parser {
        var rest: ArraySlice<String>
        var options = GatewayOptions()

        /// RT's options that concern its web server.
        private static let ignoredWithValue: Set<String> = ["url", "timeout", "ca-file", "jar"]
        private static let ignoredFlags: Set<String> = [
            "no-verify-ssl", "noverify-ssl", "verify-ssl",
        ]

        mutating func request() throws(GatewayUsageError) -> GatewayRequest {
            // Somebody who asks for help has a line that does not work; do not complain about it.
            let names = rest.map { Self.split($0)?.name }
            if names.contains("help") || rest.contains("-h") || rest.contains("-?") { return .help }
            if names.contains("version") { return .version }
            while let word = rest.popFirst() {
                guard let (name, value) = Self.split(word) else {
                    throw Self.usage("unexpected \"\(word)\"; options begin with \"--\"")
                }
                try take(name, value, word: word)
            }
            return .receive(options)
        }

        private mutating func take(
            _ name: String, _ value: String?, word: String
        ) throws(GatewayUsageError) {
            switch name {
            case "queue": options.route.queue = try nonEmpty(name, value)
            case "action": options.route.action = try action(try nonEmpty(name, value))
            case "ticket": options.route.ticket = try ticket(try nonEmpty(name, value))
            case "extension": options.route.extensionUse = try use(try nonEmpty(name, value))
            case "config": options.configPath = try nonEmpty(name, value)
            case "verbose":
                try refuse(value, of: name)
                options.isVerbose = true
            case "debug":
                try refuse(value, of: name)
                options.isDebug = true
                options.isVerbose = true
            case _ where Self.ignoredWithValue.contains(name):
                _ = try argument(name, value)
                options.ignored.append("--\(name)")
            case _ where Self.ignoredFlags.contains(name):
                options.ignored.append("--\(name)")
            default: throw Self.usage("unknown option \"\(Self.shown(word))\"")
            }
        }

        /// The name in lower case and what stands behind "="; `nil` for a word that is no option.
        private static func split(_ word: String) -> (name: String, value: String?)? {
            let dashes = word.prefix { $0 == "-" }.count
            guard dashes == 1 || dashes == 2, word.count > dashes else { return nil }
            let body = word.dropFirst(dashes)
            guard let mark = body.firstIndex(of: "=") else { return (body.lowercased(), nil) }
            return (body[..<mark].lowercased(), String(body[body.index(after: mark)...]))
        }

        private mutating func argument(
            _ name: String, _ value: String?
        ) throws(GatewayUsageError) -> String {
            if let value = value ?? rest.popFirst() { return value }
            throw Self.usage("--\(name) needs a value")
        }

        /// A value that looks like the next option is a forgotten one: no queue is named so.
        private mutating func nonEmpty(
            _ name: String, _ value: String?
        ) throws(GatewayUsageError) -> String {
            let text = try argument(name, value)
            guard !text.isEmpty, value != nil || Self.split(text) == nil else {
                throw Self.usage("--\(name) needs a value")
            }
            return text
        }

        private func refuse(_ value: String?, of name: String) throws(GatewayUsageError) {
            if value != nil { throw Self.usage("--\(name) takes no value") }
        }

        private func action(_ text: String) throws(GatewayUsageError) -> Route.Action {
            if let action = Route.Action(rawValue: text.lowercased()) { return action }
            if text.lowercased() == "action" {
                throw Self.later(
                    "--action action (mail that holds only commands) is not available yet; "
                        + "use correspond or comment")
            }
            throw Self.later(
                "no action \"\(Self.shown(text))\"; expected correspond or comment")
        }

        private func ticket(_ text: String) throws(GatewayUsageError) -> TicketID {
            let digits = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            if digits, let number = Int64(text), number > 0 { return TicketID(number) }
            throw Self.later("no ticket \"\(Self.shown(text))\"; expected a number above 0")
        }

        private func use(_ text: String) throws(GatewayUsageError) -> Route.ExtensionUse {
            if let use = Route.ExtensionUse(rawValue: text.lowercased()) { return use }
            throw Self.later(
                "--extension cannot name a \"\(Self.shown(text))\"; "
                    + "expected queue, action or ticket")
        }

        /// As it may stand in a log: short, on one line.
        private static func shown(_ word: String) -> String {
            LogText.line(word, bytesMax: 100)
        }

        private static func usage(_ text: String) -> GatewayUsageError {
            GatewayUsageError(text: text, exitStatus: ExitStatus.usage)
        }

        private static func later(_ text: String) -> GatewayUsageError {
            GatewayUsageError(text: text, exitStatus: ExitStatus.temporary)
        }
    }
}
