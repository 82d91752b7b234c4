import Desk
import Scrips
import SiteFiles
import Store
import Templates
import Tickets

extension TriedRules {
    /// Reads `DIR/scrips` and `DIR/templates`; in place of a folder that is not there, those that
    /// are in force.
    ///
    /// - Throws: `SiteFileError` with all that is wrong with the files; ``CommandFailure`` where
    ///   neither folder is there.
    init(folder: String, _ instance: Instance) throws {
        let folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let (scrips, templates) = ("\(folder)/scrips", "\(folder)/templates")
        guard Folder.exists(scrips) || Folder.exists(templates) else {
            throw CommandFailure("neither \(scrips) nor \(templates) is a folder", .usage)
        }
        let texts =
            Folder.exists(templates)
            ? try TemplateFolder.read(templates) : try Self.storedTemplates(instance)
        let names = Set(texts.filter { $0.queue == nil }.map(\.name))
        let tried =
            Folder.exists(scrips)
            ? try ScripFolder.read(scrips, templates: names) : try Self.storedScrips(instance)
        self.init(scrips: tried, templates: texts)
    }

    private static func storedTemplates(_ instance: Instance) throws -> [TemplateSource] {
        try instance.store.read { session in
            let queues = Dictionary(try session.queues().map { ($0.id, $0.name) }) { one, _ in one }
            return try session.templates().map { row in
                TemplateSource(
                    name: row.name, language: row.language,
                    queue: row.queue.map { queues[$0] ?? "\($0)" }, text: row.textSource,
                    html: row.htmlSource)
            }
        }
    }

    /// Those that are enabled; what cannot be read is told.
    private static func storedScrips(_ instance: Instance) throws -> [Scrip] {
        try instance.store.read { session in
            let queues = Dictionary(try session.queues().map { ($0.id, $0.name) }) { one, _ in one }
            return try session.scrips().filter(\.isEnabled).compactMap { row in
                do {
                    return try Scrip(row, queueNames: queues)
                } catch let problem as ScripProblem {
                    StandardError.say(
                        Terminal.line("postern: scrip \"\(row.name)\" is left out: \(problem)"))
                    return nil
                }
            }
        }
    }
}
