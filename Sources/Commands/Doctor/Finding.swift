import FoundationEssentials

/// One thing that was looked at, and how it is.
struct Finding: Encodable, Hashable {
    /// What was looked at: `settings`, `database`, `permissions`, `delivery`, `rules`, `addresses`,
    /// `backlog`, `disk`.
    let area: Area
    let level: Level
    let text: String
    /// What to do; absent where all is well.
    let remedy: String?

    /// In the order in which they are looked at.
    enum Area: String, Encodable, CaseIterable {
        case settings, database, permissions, delivery, rules, addresses, backlog, disk
    }

    /// How it is.
    enum Level: String, Encodable {
        case ok
        /// Works, but somebody should look.
        case warning
        /// Mail is lost sight of, waits, or soon will.
        case problem
    }
}

/// Collects what was found in one area.
struct Findings {
    let area: Finding.Area
    private(set) var all: [Finding] = []

    init(_ area: Finding.Area) { self.area = area }

    mutating func ok(_ text: String) { add(.ok, text, nil) }

    mutating func warning(_ text: String, remedy: String) { add(.warning, text, remedy) }

    mutating func problem(_ text: String, remedy: String) { add(.problem, text, remedy) }

    /// Adds a line that all is well, unless something else was found.
    mutating func okIfNothing(_ text: String) {
        if all.isEmpty { ok(text) }
    }

    private mutating func add(_ level: Finding.Level, _ text: String, _ remedy: String?) {
        all.append(Finding(area: area, level: level, text: text, remedy: remedy))
    }
}

/// All findings, as JSON and in words.
struct DoctorReport: Encodable {
    let problems: Int
    let warnings: Int
    let findings: [Finding]

    init(_ findings: [Finding]) {
        self.findings = findings
        problems = findings.count { $0.level == .problem }
        warnings = findings.count { $0.level == .warning }
    }

    /// A paragraph an area, a line a finding, its remedy below it.
    func text(_ terminal: Terminal) -> String {
        var text = ""
        for area in Finding.Area.allCases {
            let found = findings.filter { $0.area == area }
            guard !found.isEmpty else { continue }
            text += terminal.styled(area.rawValue.capitalized, .bold) + "\n"
            text += found.map { Self.lines($0, terminal) }.joined() + "\n"
        }
        return text + summary(terminal) + "\n"
    }

    private static func lines(_ finding: Finding, _ terminal: Terminal) -> String {
        let (word, style): (String, Terminal.Style) =
            switch finding.level {
            case .ok: ("ok     ", .green)
            case .warning: ("warning", .yellow)
            case .problem: ("problem", .red)
            }
        var text = "  \(terminal.styled(word, style))  \(Terminal.line(finding.text))\n"
        if let remedy = finding.remedy {
            text += "           -> \(Terminal.line(remedy))\n"
        }
        return text
    }

    private func summary(_ terminal: Terminal) -> String {
        guard problems + warnings > 0 else { return terminal.styled("All is well.", .green) }
        let parts = [(problems, "problem"), (warnings, "warning")].filter { $0.0 > 0 }.map {
            "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")"
        }
        return terminal.styled(parts.joined(separator: ", ") + ".", problems > 0 ? .red : .yellow)
    }
}
