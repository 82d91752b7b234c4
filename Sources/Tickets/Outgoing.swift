/// What leaves the house because of a scrip: the content of an outbox row.
package enum Outgoing: Hashable, Sendable {
    case mail(Notification)
    case webhook(Webhook)
    case program(ProgramRun)

    /// Ways out. Raw values are stored; never change one.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case mail
        case webhook
        case program
    }

    /// Which way it leaves.
    package var kind: Kind {
        switch self {
        case .mail: .mail
        case .webhook: .webhook
        case .program: .program
        }
    }

    /// What no other row has: a mail's Message-ID without brackets, a call's delivery id.
    package var id: String {
        switch self {
        case .mail(let mail): mail.messageID.value
        case .webhook(let webhook): webhook.id
        case .program(let run): run.id
        }
    }

    /// How long one attempt may take, in seconds; `nil` for a mail, where the transport says it.
    package var timeoutSeconds: Int64? {
        switch self {
        case .mail: nil
        case .webhook(let webhook): webhook.timeoutSeconds
        case .program(let run): run.timeoutSeconds
        }
    }
}

/// One HTTP request that a scrip wants made, ready but for its secrets.
package struct Webhook: Hashable, Sendable, Codable {
    /// The same at every attempt, so that the receiver can tell a second copy; letters, digits,
    /// hyphens and dots.
    package let id: String
    package let method: Method
    /// May hold secrets by their names; see ``CallText``.
    package let url: String
    /// Fields of the rule, in order; values may hold secrets by their names.
    package let headers: [Notification.Header]
    /// Name of the secret that signs the body; `nil` for no signature.
    package let secret: String?
    package let contentType: String
    package let body: String
    /// For all of it, from connecting to the end of the answer.
    package let timeoutSeconds: Int64

    /// Where the rule names no time limit, in seconds.
    package static let timeoutSecondsDefault: Int64 = 15
    /// The longest time limit that a rule may name, in seconds.
    package static let timeoutSecondsMax: Int64 = 120

    /// Makes a request of what was rendered; checks nothing.
    package init(
        id: String, method: Method = .post, url: String, headers: [Notification.Header] = [],
        secret: String? = nil, contentType: String = "application/json", body: String,
        timeoutSeconds: Int64 = timeoutSecondsDefault
    ) {
        self.id = id
        self.method = method
        self.url = url
        self.headers = headers
        self.secret = secret
        self.contentType = contentType
        self.body = body
        self.timeoutSeconds = timeoutSeconds
    }

    /// What a rule may ask for. Raw values are stored and go out.
    package enum Method: String, Hashable, Sendable, Codable, CaseIterable {
        case post = "POST"
        case put = "PUT"
    }
}

/// One start of a program that a scrip wants.
package struct ProgramRun: Hashable, Sendable, Codable {
    /// As ``Webhook/id``; the program gets it in its environment.
    package let id: String
    /// A file's name in the folder of programs, without a slash.
    package let program: String
    package let arguments: [String]
    /// For standard input.
    package let input: String
    /// After that it is killed with all that it has started.
    package let timeoutSeconds: Int64

    /// Where the rule names no time limit, in seconds.
    package static let timeoutSecondsDefault: Int64 = 30
    /// The longest time limit that a rule may name, in seconds.
    package static let timeoutSecondsMax: Int64 = 600

    /// Makes a run of what was rendered; checks nothing.
    package init(
        id: String, program: String, arguments: [String] = [], input: String,
        timeoutSeconds: Int64 = timeoutSecondsDefault
    ) {
        self.id = id
        self.program = program
        self.arguments = arguments
        self.input = input
        self.timeoutSeconds = timeoutSeconds
    }

    /// Tells whether a name is that of a plain file: no slash, nothing hidden, no controls.
    package static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255 && text.first != "." && text.first != "-"
            && text.unicodeScalars.allSatisfy { $0 != "/" && $0.value > 32 && $0.value != 127 }
    }
}

/// What came back from a webhook or a program.
package struct CallAnswer: Hashable, Sendable {
    /// HTTP status or exit code; `nil` when there was none.
    package let code: Int64?
    /// The beginning of the answer's body or of the program's output; may be empty.
    package let text: String

    /// So much of an answer is read and kept, in bytes.
    package static let textBytesMax = 4_096

    /// Keeps what was said.
    package init(code: Int64?, text: String) {
        self.code = code
        self.text = text
    }
}
