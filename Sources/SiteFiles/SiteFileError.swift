import Settings
import Tickets

/// What is wrong with files of the site, all of it.
package struct SiteFileError: Error, CustomStringConvertible {
    /// In the order of the files; never empty.
    package let problems: [SiteFileProblem]
    /// What the reader of the file threw, where there is one cause.
    package let underlying: (any Error)?

    /// Gathers what was found; give `underlying` where there is one cause.
    package init(_ problems: [SiteFileProblem], underlying: (any Error)? = nil) {
        self.problems = problems
        self.underlying = underlying
    }

    /// One line a problem, as compilers write them: `file:line:column: text`.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }

    /// Turns what the YAML reader throws into our own kind.
    static func wrapping<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SettingsError {
            let problems = error.problems.map {
                SiteFileProblem(
                    file: $0.file, line: $0.position?.line, column: $0.position?.column,
                    text: $0.text)
            }
            throw SiteFileError(problems, underlying: error)
        }
    }
}

extension SiteFileError: Disposed {
    /// An admin will mend the file; until then the MTA keeps the mail.
    package var isTemporary: Bool { true }
    /// Says nothing of files.
    package var publicText: String { "The tracker is not set up completely." }
    /// The same as ``description``.
    package var detail: String { description }
}

/// One thing that is wrong with a file of the site.
package struct SiteFileProblem: Hashable, Sendable, CustomStringConvertible {
    /// As it was named to us, or below the folder that was.
    package let file: String
    /// From 1; `nil` where it is about the whole file.
    package let line: Int?
    /// From 1, in Unicode scalars; `nil` where only the line is known.
    package let column: Int?
    /// What was found and what was expected.
    package let text: String

    init(file: String, line: Int? = nil, column: Int? = nil, text: String) {
        self.file = file
        self.line = line
        self.column = column
        self.text = text
    }

    /// `file:line:column: text`.
    package var description: String {
        let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
        return "\(file)\(place): \(text)"
    }
}
