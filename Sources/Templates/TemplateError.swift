/// What is wrong with a template, and where.
package struct TemplateError: Error, CustomStringConvertible {
    /// For programs.
    package let code: Code
    /// Tells which file ``line`` counts in: headers and text share the `.txt`.
    package let part: Part
    /// Counted from 1 in the part's file; `nil` when it is about the whole.
    package let line: Int?
    /// One clause for the admin: what was found and what was expected.
    package let detail: String
    /// The library's own error, where that is the cause.
    package let underlying: (any Error)?

    /// Kinds of mistakes. Only `missing` and `tooLarge` can turn up when a checked template is
    /// used.
    package enum Code: Hashable, Sendable {
        /// A tag that is not well-formed, not closed or not opened.
        case syntax
        /// Mustache that Postern's templates do not have.
        case notSupported
        /// A header that a template may not set, or no header block at all.
        case badHeader
        /// A name that nothing stands for.
        case unknownName
        /// A list or a flag where a text was expected.
        case wrongUse
        case tooDeep
        /// The source or the result is over its limit.
        case tooLarge
        /// No template of that name in any language.
        case missing
    }

    /// Where in a template.
    package enum Part: Hashable, Sendable {
        case header(String)
        case text
        case html
    }

    /// Says what is wrong.
    package init(
        _ code: Code, part: Part, line: Int?, detail: String, underlying: (any Error)? = nil
    ) {
        self.code = code
        self.part = part
        self.line = line
        self.detail = detail
        self.underlying = underlying
    }

    /// For the log and for people: `text part, line 3: unknown name "foo"`.
    package var description: String {
        let place =
            switch part {
            case .header(let name): "header \(name)"
            case .text: "text part"
            case .html: "HTML part"
            }
        return place + (line.map { ", line \($0)" } ?? "") + ": " + detail
    }
}
