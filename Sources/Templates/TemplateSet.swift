/// A template as it is stored: text that an admin wrote, in one language.
package struct TemplateSource: Hashable, Sendable {
    /// As scrips refer to it: `admin-comment`.
    package let name: String
    /// BCP 47 tag in lower case: `en`, `pt-br`.
    package let language: String
    /// The header block, an empty line, the plain body.
    package let text: String
    /// The HTML body; `nil` makes mails in plain text only.
    package let html: String?

    /// Takes a source as it is; ``TemplateText/parse(_:)`` checks it.
    package init(name: String, language: String, text: String, html: String?) {
        self.name = name
        self.language = language.lowercased()
        self.text = text
        self.html = html
    }
}

/// The templates that scrips may ask for.
///
/// Holds sources: a mail needs few of a site's templates, so each is parsed when it is asked for.
package struct TemplateSet: Hashable, Sendable {
    private var sources: [String: [String: TemplateSource]] = [:]

    /// Gathers sources; of two with the same name and language the later one wins.
    package init(_ sources: [TemplateSource] = []) {
        for source in sources { self.sources[source.name, default: [:]][source.language] = source }
    }

    /// Picks the language in which somebody gets a template.
    ///
    /// - Parameter wishes: BCP 47 tags, most wanted first; `ru-RU` is content with `ru`. After them
    ///   comes English, then whatever language there is.
    /// - Returns: `nil` when there is no template of that name at all.
    package func language(of name: String, for wishes: [String]) -> String? {
        guard let versions = sources[name] else { return nil }
        for wish in wishes + ["en"] {
            var tag = Substring(wish.lowercased())
            while !tag.isEmpty {
                if versions[String(tag)] != nil { return String(tag) }
                tag = tag.lastIndex(of: "-").map { tag[..<$0] } ?? ""
            }
        }
        return versions.keys.min()
    }

    /// Parses one template.
    ///
    /// - Throws: ``TemplateError``; code `missing` when there is none of that name and language.
    package func template(_ name: String, language: String) throws -> TemplateText {
        guard let source = sources[name]?[language] else {
            throw TemplateError(
                .missing, part: .text, line: nil,
                detail: "there is no template \"\(name)\" in language \"\(language)\"")
        }
        return try TemplateText.parse(source)
    }
}
