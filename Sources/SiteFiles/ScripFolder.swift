package import Scrips

/// A folder of scrips, one a file.
package enum ScripFolder {
    /// Reads every `.yaml` file of the folder.
    ///
    /// - Parameter templates: names of the templates there are; `nil` leaves that unchecked.
    /// - Returns: in the order in which they run.
    /// - Throws: ``SiteFileError`` with everything that is wrong in any of the files; nothing is
    ///   read then.
    package static func read(_ folder: String, templates: Set<String>? = nil) throws -> [Scrip] {
        var problems: [SiteFileProblem] = []
        var scrips: [Scrip] = []
        var files: [String: String] = [:]
        for file in try SiteFolder.files(in: folder, ending: "yaml") {
            do {
                let scrip = try ScripFile.read(file, templates: templates)
                scrips.append(scrip)
                if let other = files.updateValue(file, forKey: scrip.name) {
                    problems.append(
                        SiteFileProblem(
                            file: file,
                            text: "a scrip named \"\(scrip.name)\" is in \(other) already"))
                }
            } catch let error as SiteFileError {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw SiteFileError(problems) }
        return scrips.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
    }
}
