import Glibc

/// Prints how fast mails are read on one core, and with how much memory: `make bench-reading`.
///
/// Without arguments, mails that it makes itself; each figure for reading into values (message) and
/// for the whole verdict (kind, new text, references; verdict). Arguments are mails or folders of
/// them, which are read instead.
@main
struct BenchReading {
    static func main() {
        let paths = CommandLine.arguments.dropFirst()
        if paths.first == MemoryTable.option { return MemoryTable.measure(Array(paths)) }
        guard paths.isEmpty else { return MailFolder.run(Array(paths)) }
        speed()
        fflush(nil)
        MemoryTable.run()
        for curve in Curve.all {
            curve.run()
            fflush(nil)
        }
    }

    private static func speed() {
        let subject = Subject.usual
        let plain = (0..<200).map { MadeMail.plain(seed: $0) }
        let bytes = plain.reduce(0) { $0 + $1.count } / plain.count
        let plainMessage = Measure.cpuSeconds {
            for mail in plain { _ = subject.readMessage(mail) }
        }
        let plainVerdict = Measure.cpuSeconds {
            for mail in plain { _ = subject.readVerdict(mail) }
        }
        print(Table.row(["", "message", "verdict", "aim"]))
        print("plain mails of \(bytes) bytes, a second")
        print(
            Table.row(
                ["", Table.number(200 / plainMessage), Table.number(200 / plainVerdict), "2000"]))
        let mail = MadeMail.withAttachment(bytes: 2 << 20)
        let megabytes = Double(mail.count) / 1e6
        let message = Measure.cpuSeconds(within: 1) { _ = subject.readMessage(mail) }
        let verdict = Measure.cpuSeconds(within: 1) { _ = subject.readVerdict(mail) }
        print("MB of mail with an attachment of 1.5 MB, a second")
        print(
            Table.row([
                "", Table.number(megabytes / message), Table.number(megabytes / verdict), "40",
            ]))
    }
}
