import Foundation

/// Reads mails that lie in files.
enum MailFolder {
    /// Prints mails and megabytes a second, and the slowest mails.
    static func run(_ paths: [String]) {
        let files = paths.flatMap(files)
        let mails = files.compactMap { path in
            FileManager.default.contents(atPath: path).map { (path: path, bytes: [UInt8]($0)) }
        }
        guard !mails.isEmpty else { return print("no mails there") }
        var message = 0.0
        var verdict = 0.0
        var slow: [(seconds: Double, path: String, bytes: Int)] = []
        for mail in mails {
            message += Measure.cpuSeconds(within: 0) { _ = Subject.usual.readMessage(mail.bytes) }
            let seconds = Measure.cpuSeconds(within: 0) {
                _ = Subject.usual.readVerdict(mail.bytes)
            }
            verdict += seconds
            slow.append((seconds, mail.path, mail.bytes.count))
        }
        let megabytes = Double(mails.reduce(0) { $0 + $1.bytes.count }) / 1e6
        let count = Double(mails.count)
        print("\(mails.count) mails, \(Table.number(megabytes)) MB")
        print(Table.row(["", "message", "verdict"]))
        print(Table.row(["mails/s", Table.number(count / message), Table.number(count / verdict)]))
        print(
            Table.row([
                "MB/s", Table.number(megabytes / message), Table.number(megabytes / verdict),
            ])
        )
        print("\nslowest verdicts, milliseconds and bytes")
        for entry in slow.sorted(by: { $0.seconds > $1.seconds }).prefix(10) {
            print(Table.row([Table.number(entry.seconds * 1_000), "\(entry.bytes)"]), entry.path)
        }
    }

    private static func files(_ path: String) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return []
        }
        guard isFolder.boolValue else { return [path] }
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".eml") || !$0.contains(".") }.sorted()
            .map { "\(path)/\($0)" }
            .filter {
                FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
    }
}
