import Foundation

/// Memory at its peak against the size of the mail, which itself is counted: 1.0 holds it.
///
/// Each figure comes from a process of its own, since memory that was used once stays with a process
/// and hides what the next mail takes.
enum MemoryTable {
    /// The first argument of such a process; shape, megabytes and reader follow.
    static let option = "--memory"

    private static let shapes = ["attachment", "text", "HTML"]

    /// Prints the table.
    static func run() {
        print("\nmemory at its peak, times the mail (aim: 4)")
        print(Table.row(["", "message", "verdict"]))
        for shape in shapes {
            for megabytes in ["1", "10", "40"] {
                let figures = ["message", "verdict"].map { ask([option, shape, megabytes, $0]) }
                print(Table.row(["\(shape) \(megabytes) MB"] + figures))
            }
        }
    }

    /// Does the work of one such process.
    static func measure(_ arguments: [String]) {
        guard arguments.count == 4, let megabytes = Int(arguments[2]) else { return }
        let make: (Int) -> [UInt8] =
            switch arguments[1] {
            case "attachment": MadeMail.withAttachment
            case "text": MadeMail.text
            default: MadeMail.html
            }
        let isVerdict = arguments[3] == "verdict"
        let read = isVerdict ? Subject.usual.readVerdict : Subject.usual.readMessage
        // Tables that are made once do not count.
        _ = read(make(1_000))
        let before = Measure.residentBytes()
        let mail = make(megabytes << 20)
        let held = Measure.residentBytes()
        Measure.forgetPeak()
        _ = read(mail)
        // What making the mail took beside it is still there and may be used again.
        let growth = Measure.peakBytes() - max(before, held - mail.count)
        print(Table.number(Double(growth) / Double(mail.count)))
    }

    private static func ask(_ arguments: [String]) -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return "-" }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
    }
}
