/// How the time grows with one measure of a mail. Each time is compared with the least of those
/// above it; a factor over 2 is marked.
struct Curve: Sendable {
    let title: String
    /// What the sizes count; `KB` sizes are given in bytes.
    let unit: String
    let sizes: [Int]
    let mail: @Sendable (Int) -> [UInt8]

    private static let kilobytes = [1 << 10, 10 << 10, 100 << 10, 1 << 20]

    static let all = [
        Curve(title: "parts", unit: "part", sizes: [1, 10, 100, 1_000, 10_000]) {
            MadeMail.parts($0)
        },
        Curve(title: "nesting", unit: "level", sizes: [1, 10, 100, 1_000]) { MadeMail.nested($0) },
        Curve(title: "header line: words", unit: "KB", sizes: kilobytes) {
            MadeMail.field("Subject", "paper is out ", bytes: $0)
        },
        Curve(title: "header line: no space", unit: "KB", sizes: kilobytes) {
            MadeMail.field("Subject", "paper", bytes: $0)
        },
        Curve(title: "header line: encoded words", unit: "KB", sizes: kilobytes) {
            MadeMail.field("Subject", "=?utf-8?q?caf=C3=A9?= ", bytes: $0)
        },
        Curve(title: "header line: addresses", unit: "KB", sizes: kilobytes) {
            MadeMail.field("Cc", "Ann Example <ann@example.org>, ", bytes: $0)
        },
        Curve(title: "header line: references", unit: "KB", sizes: kilobytes) {
            MadeMail.field("References", "<a.mail@example.org> ", bytes: $0)
        },
        Curve(title: "text", unit: "KB", sizes: [10 << 10, 100 << 10, 1 << 20, 4 << 20, 40 << 20]) {
            MadeMail.text(bytes: $0)
        },
        Curve(title: "attachment", unit: "KB", sizes: [10 << 10, 100 << 10, 1 << 20, 40 << 20]) {
            MadeMail.withAttachment(bytes: $0)
        },
        Curve(title: "HTML", unit: "KB", sizes: [10 << 10, 100 << 10, 1 << 20, 4 << 20]) {
            MadeMail.html(bytes: $0)
        },
    ]

    /// Measures and prints.
    func run() {
        print("\n\(title): microseconds a \(unit)")
        var least: (message: Double, verdict: Double)?
        for size in sizes {
            let mail = mail(size)
            let units = unit == "KB" ? Double(size) / 1_024 : Double(size)
            let subject = Subject.boundless
            let message = 1e6 / units * Measure.cpuSeconds { _ = subject.readMessage(mail) }
            let verdict = 1e6 / units * Measure.cpuSeconds { _ = subject.readVerdict(mail) }
            let base = least ?? (message, verdict)
            least = (min(base.message, message), min(base.verdict, verdict))
            print(
                Table.row(
                    [
                        unit == "KB" ? "\(size >> 10) KB" : "\(size)",
                        Table.number(message), Self.factor(message / base.message),
                        Table.number(verdict), Self.factor(verdict / base.verdict),
                    ]))
        }
    }

    private static func factor(_ value: Double) -> String {
        "x\(Table.number(value))" + (value > 2 ? " <-- not linear" : "")
    }
}
