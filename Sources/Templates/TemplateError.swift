/// What is wrong with a template, and where.
package struct TemplateError: Error, CustomStringConvertible {
    /// For programs.
    package let code: Code
    /// Tells which file ``position`` counts in: headers and text share the `.txt`.
    package let part: Part
    /// In the part's file; `nil` when it is about the whole.
    package let position: TemplatePosition?
    /// One clause for the admin: what was found and what was expected.
    package let detail: String
    /// The partial in which it was found; `nil` for the template itself.
    package let partial: TemplateKey?

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
        /// A list or a flag where a text was expected; a value where HTML has no safe place for
        /// it.
        case wrongUse
        /// Sections or partials within each other without end.
        case tooDeep
        /// The source or the result is over its limit.
        case tooLarge
        /// No template or partial of that name.
        case missing
        /// A template of the whole site in which nothing is written.
        case empty
    }

    /// Where in a template.
    package enum Part: Hashable, Sendable {
        case header(String)
        case text
        case html
    }

    /// Says what is wrong.
    package init(
        _ code: Code, part: Part, position: TemplatePosition? = nil, detail: String,
        partial: TemplateKey? = nil
    ) {
        self.code = code
        self.part = part
        self.position = position
        self.detail = detail
        self.partial = partial
    }

    /// The same, found in a partial.
    func inside(_ partial: TemplateKey) -> TemplateError {
        TemplateError(
            code, part: part, position: position, detail: detail, partial: self.partial ?? partial)
    }

    /// For the log and for people: `text part, line 3, column 7: unknown name "foo"`.
    package var description: String {
        let place =
            switch part {
            case .header(let name): "header \(name)"
            case .text: "text part"
            case .html: "HTML part"
            }
        let owner = partial.map { $0.shown + ", " } ?? ""
        let point = position.map { ", line \($0.line), column \($0.column)" } ?? ""
        return owner + place + point + ": " + detail
    }
}
