import ArgumentParser
import Foundation
import Settings
import SiteFiles
import Templates

/// `postern template import-rt`.
struct TemplateImportRTCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-rt",
        abstract: "Turns templates of Request Tracker into files of ours.",
        discussion: """
            Takes a file with the text of one template, named like the template; JSON with \
            "Templates" as RT dumps it; or a folder of such files. {$TicketSubject} and the other \
            names of RT's "Simple" templates become ours, and so do RT's usual calls for the same \
            values. Perl code, names that Postern does not have and headers that it does not take \
            are listed: they need a person. A template is taken over whole or not at all, and \
            nothing is written while one of them needs a person, unless you say --skip. Files that \
            are there are never overwritten.

              postern template import-rt rt-templates --dry-run
              postern template import-rt dump.json --to /etc/postern/templates --language de
            """)

    @Argument(
        help: ArgumentHelp("A template's text, JSON, or a folder of both.", valueName: "path"))
    var path: String

    @Option(
        help: ArgumentHelp(
            "Where the files go. Without it: the site's folder of templates.", valueName: "folder"))
    var to: String?

    @Option(help: ArgumentHelp("The language that they are written in.", valueName: "tag"))
    var language: String = "en"

    @Flag(help: "Write those that can be taken over, and leave out the others.")
    var skip = false

    @Flag(help: "Say what would be written, and write nothing.")
    var dryRun = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let language = try LanguageWord.read(language).lowercased()
        let folder = try to ?? Instance.settings(options).paths.templates
        let conversions = try templates().map { RTConversion($0, language: language) }
        guard !conversions.isEmpty else { throw CommandFailure("\(path): no template here") }
        try refuseTwins(conversions)
        let isComplete = conversions.allSatisfy { $0.source != nil }
        let isWritten = !dryRun && (isComplete || skip)
        if isWritten { try write(conversions.compactMap(\.source), to: folder) }
        let report = RTImportReport(conversions, folder: folder, isWritten: isWritten)
        let output = Output(options.format)
        try output.print("rt_import", report) { report.text(output.terminal, isDryRun: dryRun) }
        if !isComplete { throw ExitCode(CommandFailure.Code.refused.rawValue) }
    }

    private func templates() throws -> [RTTemplate] {
        let bytesMax = 64 << 20
        guard Folder.exists(path) else {
            return try RTTemplate.read(InputFile.read(path, bytesMax: bytesMax), file: path)
        }
        let names = try Folder.names(path).filter { !$0.hasPrefix(".") && !$0.hasSuffix("~") }
        return try names.sorted().map { "\(path)/\($0)" }.filter { !Folder.exists($0) }
            .flatMap { file in
                let bytes = try InputFile.read(file, bytesMax: bytesMax)
                do {
                    return try RTTemplate.read(bytes, file: file)
                } catch let failure as CommandFailure {
                    // One of many needs a person, and does not hinder the others.
                    return [RTTemplate(unread: file, because: failure.text)]
                }
            }
    }

    /// Two templates that would be one file of ours.
    private func refuseTwins(_ conversions: [RTConversion]) throws {
        var seen: [TemplateKey: String] = [:]
        for conversion in conversions {
            guard let key = conversion.source?.key else { continue }
            if let other = seen[key] {
                throw CommandFailure(
                    "\"\(other)\" and \"\(conversion.template.name)\" would both become"
                        + " \(key.shown); rename one")
            }
            seen[key] = conversion.template.name
        }
    }

    /// All files or none: what is in the way is found before the first is written.
    private func write(_ sources: [TemplateSource], to folder: String) throws {
        let files = sources.flatMap { RTImportReport.files(of: $0, in: folder) }
        if let taken = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }) {
            throw CommandFailure("\(taken.path) exists and is not overwritten; nothing was written")
        }
        for file in files {
            let parent = URL(filePath: file.path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            try NewFile.write(Array(file.text.utf8), to: file.path, mode: 0o644)
        }
    }
}

/// What came of an import, as JSON shows it.
struct RTImportReport: Encodable {
    let folder: String
    let isWritten: Bool
    let templates: [Entry]

    /// One template of RT.
    struct Entry: Encodable {
        let rtName: String
        let queue: String?
        /// Ours; empty when none could be made.
        let name: String
        /// Paths; empty when it needs a person.
        let files: [String]
        /// What needs a person.
        let problems: [RTConversion.Remark]
        let notes: [RTConversion.Remark]
    }

    init(_ conversions: [RTConversion], folder: String, isWritten: Bool) {
        self.folder = folder
        self.isWritten = isWritten
        templates = conversions.map { conversion in
            Entry(
                rtName: conversion.template.name, queue: conversion.template.queue,
                name: conversion.name,
                files: conversion.source.map { Self.files(of: $0, in: folder).map(\.path) } ?? [],
                problems: conversion.problems, notes: conversion.notes)
        }
    }

    /// A template's files with what they hold.
    static func files(
        of source: TemplateSource, in folder: String
    ) -> [(path: String, text: String)] {
        let paths = TemplateFolder.paths(of: source.key, in: folder)
        return [(paths.text, source.text)] + (source.html.map { [(paths.html, $0)] } ?? [])
    }

    /// For people, each line ended.
    func text(_ terminal: Terminal, isDryRun: Bool) -> String {
        var lines: [String] = []
        for entry in templates {
            let queue = entry.queue.map { " of queue \"\($0)\"" } ?? ""
            let isTaken = entry.problems.isEmpty
            let verdict = isTaken ? entry.files.joined(separator: ", ") : "needs a person:"
            lines.append(
                terminal.styled(
                    Terminal.line("\"\(entry.rtName)\"\(queue): \(verdict)"),
                    isTaken ? .green : .yellow))
            for remark in entry.problems + entry.notes {
                let place = remark.line.map { "line \($0): " } ?? ""
                lines.append("  " + Terminal.line("\(place)\(remark.text)"))
            }
        }
        let good = templates.count { $0.problems.isEmpty }
        let bad = templates.count - good
        var end = "\(good) of \(templates.count) can be taken over"
        if isWritten {
            end = "\(good) of \(templates.count) written to \(folder)"
        } else {
            end += isDryRun ? "; nothing was written (--dry-run)" : "; nothing was written"
        }
        if bad > 0, !isWritten, !isDryRun { end += "; --skip leaves out those that need a person" }
        return (lines + ["", end + "."]).map { $0 + "\n" }.joined()
    }
}
