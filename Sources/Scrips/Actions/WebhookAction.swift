import Templates
import Tickets

extension ActionKind {
    /// POSTs the transaction, or what a template makes of it, to an address of the site's choice.
    static let webhook = ActionKind(
        "Webhook", takes: .required("keys with values, \"url\" at least"), template: .optional
    ) { argument in
        guard let argument else { throw ScripProblem(.actionArgument, "is missing") }
        let rule = try WebhookRule(argument)
        return ActionMeaning { scrip, templates, snapshot in
            try rule.action.result(scrip, &templates, snapshot) { id, body in
                .webhook(
                    rule.webhook(id: id, body: body, snapshot, hasTemplate: scrip.template != nil))
            }
        }
    }
}

/// The argument of Webhook, checked.
private struct WebhookRule {
    let action: CallAction
    private let url: CallText
    private let method: Webhook.Method
    private let headers: [(name: String, value: CallText)]
    private let secret: String?
    private let timeoutSeconds: Int64

    /// Fields that we set, or that would change where or how the request goes.
    private static let reserved: Set<String> = [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "expect",
        "te", "upgrade", "trailer", "proxy-authorization", "webhook-id", "webhook-timestamp",
        "webhook-signature",
    ]

    init(_ argument: ArgumentValue) throws {
        let fields = try argument.fields(
            ["url", "method", "headers", "secret", "format", "internal", "timeout"],
            required: ["url"])
        let address = try fields["url"]?.text(expected: "an address") ?? ""
        if let problem = CallText.problem(withURL: address), let field = fields["url"] {
            throw ScripProblem(field.key, path: field.path, problem)
        }
        url = try fields["url"]?.callText(expected: "an address") ?? CallText("")
        let methods = Webhook.Method.allCases.map(\.rawValue)
        method =
            try fields["method"].map { try $0.choice(of: methods) }
            .flatMap(Webhook.Method.init(rawValue:)) ?? .post
        headers =
            try fields["headers"]?.entries(expected: "names of headers with values")
            .map { name, value -> (name: String, value: CallText) in
                try Self.check(name, value)
                return (name, try value.callText(expected: "the header's value"))
            } ?? []
        let secrets = url.secrets + headers.flatMap(\.value.secrets)
        if let name = secrets.first, let field = fields["url"], !CallText.isProtected(url: address)
        {
            throw ScripProblem(
                field.key, path: field.path,
                "{secret:\(name)} goes only over https, or to this machine")
        }
        secret = try fields["secret"].map { field in
            let expected = "the name of a secret: letters, digits, dots, hyphens"
            let name = try field.text(expected: expected)
            guard CallText.isSecretName(name) else { throw field.problem(expected: expected) }
            return name
        }
        let formats = ValueEscaping.allCases.map(\.rawValue)
        action = CallAction(
            isForInternal: try fields["internal"]?.flag() ?? false,
            format: try fields["format"].map { try $0.choice(of: formats) }
                .flatMap(ValueEscaping.init(rawValue:)) ?? .json)
        timeoutSeconds =
            try fields["timeout"]?.timeLimit(max: Webhook.timeoutSecondsMax)
            ?? Webhook.timeoutSecondsDefault
    }

    private static func check(_ name: String, _ value: ArgumentValue) throws {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
        guard name.allSatisfy(letters.contains) else {
            throw ScripProblem(value.key, path: value.path, "\"\(name)\" is no name of a header")
        }
        guard !reserved.contains(name.lowercased()) else {
            throw ScripProblem(
                value.key, path: value.path, "the header \(name) is not yours to set")
        }
    }

    func webhook(
        id: String, body: String, _ snapshot: Snapshot, hasTemplate: Bool
    ) -> Webhook {
        let ticket = snapshot.ticket.id
        return Webhook(
            id: id, method: method, url: url.filled(ticket: ticket, delivery: id),
            headers: headers.map {
                Notification.Header($0.name, $0.value.filled(ticket: ticket, delivery: id))
            }, secret: secret,
            contentType: hasTemplate ? Self.contentType(action.format) : "application/json",
            body: body, timeoutSeconds: timeoutSeconds)
    }

    private static func contentType(_ format: ValueEscaping) -> String {
        switch format {
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        case .text: "text/plain; charset=utf-8"
        }
    }
}
