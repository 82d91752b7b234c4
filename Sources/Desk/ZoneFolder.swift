import FoundationEssentials
package import Tickets

/// The machine's tz database: a folder with a file for each time zone.
package struct ZoneFolder: Sendable {
    private let path: String

    /// Takes the folder where Linux keeps it.
    package init(_ path: String = "/usr/share/zoneinfo") { self.path = path }

    /// No file of the database is longer.
    private static let fileBytesMax = 64 * 1_024

    /// Reads a zone; `nil` for a name that the machine does not know. UTC is always known.
    package func rules(of name: String) -> ZoneRules? {
        if name == "UTC" { return .utc }
        // Zones below "right" count leap seconds, as no clock of ours does.
        guard ZoneRules.isName(name), !name.hasPrefix("right/"),
            let data = try? Data(contentsOf: URL(filePath: "\(path)/\(name)")),
            data.count <= Self.fileBytesMax
        else { return nil }
        return ZoneRules(file: Array(data))
    }

    /// Reads several at once; `nil` and unknown ones are left out.
    ///
    /// A zone that has gone since somebody chose it must not keep mails from going out: they show
    /// UTC then, and say so.
    func rules(of names: [String?]) -> [String: ZoneRules] {
        var found: [String: ZoneRules] = [:]
        for name in Set(names.compactMap(\.self)) { found[name] = rules(of: name) }
        return found
    }

    /// The zone that somebody may have meant; `nil` when none is near.
    package func nearest(to name: String) -> String? {
        // The table has no former names, such as Europe/Kiev.
        let table =
            (try? String(contentsOf: URL(filePath: path + "/zone.tab"), encoding: .utf8)) ?? ""
        let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            line.split(separator: "\t").dropFirst(2).first.map(String.init)
        }.sorted()
        // `Kyiv` alone is what many write.
        let city = names.first { $0.lowercased().hasSuffix("/" + name.lowercased()) }
        return city ?? NearestWord.find(name, among: names + links(beside: name))
    }

    /// What lies in a name's folder, former names among it.
    private func links(beside name: String) -> [String] {
        let area = name.prefix { $0 != "/" }
        guard area != name[...], !area.isEmpty,
            area.utf8.allSatisfy({ (65...90).contains($0 & 0xDF) })
        else { return [] }
        let names = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(area)")
        return (names ?? []).sorted().map { "\(area)/\($0)" }
    }
}

extension Proceeding {
    /// Refuses the name of a time zone that this machine does not know; `nil` is fine.
    func requireZone(_ name: String?) throws {
        guard let name, desk.zones.rules(of: name) == nil else { return }
        let hint = desk.zones.nearest(to: name).map { "; did you mean \"\($0)\"?" } ?? ""
        throw DeskError(
            .invalid,
            "there is no time zone \"\(name)\"; expected a name such as Europe/Berlin or UTC\(hint)"
        )
    }
}
