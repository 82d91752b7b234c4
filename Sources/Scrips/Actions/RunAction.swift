import Templates
import Tickets

extension ActionKind {
    /// Starts a program of the site with the transaction, or what a template makes of it, as its
    /// input.
    static let run = ActionKind(
        "Run", takes: .required("keys with values, \"program\" at least"), template: .optional
    ) { argument in
        guard let argument else { throw ScripProblem(.actionArgument, "is missing") }
        let rule = try RunRule(argument)
        return ActionMeaning { scrip, templates, snapshot in
            try rule.action.result(scrip, &templates, snapshot) { id, body in
                .program(rule.run(id: id, input: body, snapshot))
            }
        }
    }
}

/// The argument of Run, checked.
private struct RunRule {
    let action: CallAction
    private let program: String
    private let arguments: [CallText]
    private let timeoutSeconds: Int64

    init(_ argument: ArgumentValue) throws {
        let fields = try argument.fields(
            ["program", "arguments", "format", "internal", "timeout"], required: ["program"])
        let expected = "the name of a file in the folder of programs, without a slash"
        program = try fields["program"]?.text(expected: expected) ?? ""
        if let field = fields["program"], !ProgramRun.isName(program) {
            throw field.problem(expected: expected)
        }
        arguments =
            try fields["arguments"]?.elements().map { element in
                // Every account of the machine can read the arguments of a process.
                try element.callText(expected: "an argument", takesSecrets: false)
            } ?? []
        let formats = ValueEscaping.allCases.map(\.rawValue)
        action = CallAction(
            isForInternal: try fields["internal"]?.flag() ?? false,
            format: try fields["format"].map { try $0.choice(of: formats) }
                .flatMap(ValueEscaping.init(rawValue:)) ?? .json)
        timeoutSeconds =
            try fields["timeout"]?.timeLimit(max: ProgramRun.timeoutSecondsMax)
            ?? ProgramRun.timeoutSecondsDefault
    }

    func run(id: String, input: String, _ snapshot: Snapshot) -> ProgramRun {
        ProgramRun(
            id: id, program: program,
            arguments: arguments.map { $0.filled(ticket: snapshot.ticket.id, delivery: id) },
            input: input, timeoutSeconds: timeoutSeconds)
    }
}
