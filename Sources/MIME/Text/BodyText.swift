/// Chooses among the texts of a mail those that a person reads.
struct BodyText {
    /// A text leaf that may be a part of the body.
    struct Candidate {
        let node: Int
        let isHTML: Bool
        let text: String
    }

    private(set) var text = ""
    private(set) var html: String?
    private(set) var defects: [Defect] = []

    /// Of each `multipart/alternative`, the first branch with a plain text that is not blank
    /// counts, else the first with HTML; everything else is read from top to bottom.
    ///
    /// QUIRK: RFC 2046 §5.1.4 wants one text in several forms; some mailers put several plain texts
    /// there. They cannot be forms of one another, so all are read. Fixture:
    /// wild/two-plain-texts.eml
    init(_ candidates: [Candidate], in nodes: [Outline.Node]) {
        var chosen: [Int: Int] = [:]
        let hasText = candidates.map { $0.text.utf8.contains { $0 > 0x20 } }
        for wantsHTML in [false, true] {
            for (candidate, hasText) in zip(candidates, hasText)
            where candidate.isHTML == wantsHTML && hasText {
                Self.alternatives(above: candidate.node, nodes) { alternative, branch in
                    if chosen[alternative] == nil { chosen[alternative] = branch }
                }
            }
        }
        var texts: [String] = []
        var htmls: [String] = []
        for (candidate, hasText) in zip(candidates, hasText) where hasText {
            if candidate.isHTML { htmls.append(candidate.text) }
            var isRead = true
            Self.alternatives(above: candidate.node, nodes) { alternative, branch in
                let isPlainChild = !candidate.isHTML && nodes[candidate.node].parent == alternative
                if chosen[alternative] != branch && !isPlainChild { isRead = false }
            }
            guard isRead else { continue }
            texts.append(readable(candidate, nodes[candidate.node]))
        }
        // Joining even one would copy it.
        html = htmls.count < 2 ? htmls.first : htmls.joined(separator: "\n")
        text = Self.joined(texts)
    }

    /// The text as a person would have it in front of them.
    private mutating func readable(_ candidate: Candidate, _ node: Outline.Node) -> String {
        let fields = node.fields
        if candidate.isHTML {
            let page = HTMLText.read(candidate.text)
            if page.isTooDeep, defects.count < Outline.defectsMax {
                let depth = "more than \(HTMLParser.depthMax) elements in each other"
                defects.append(Defect(.htmlTooDeep, "part \(node.path): \(depth)"))
            }
            return page.text
        }
        switch fields.type {
        case "text/enriched": return EnrichedText.text(of: candidate.text, isRichText: false)
        case "text/richtext": return EnrichedText.text(of: candidate.text, isRichText: true)
        default: break
        }
        guard fields.parameters["format"]?.lowercased() == "flowed" else { return candidate.text }
        let deletesSpace = fields.parameters["delsp"]?.lowercased() == "yes"
        return FlowedText.text(of: candidate.text, deletesSpace: deletesSpace)
    }

    /// The branch numbers that lead from each `multipart/alternative` above down to a leaf.
    private static func alternatives(
        above leaf: Int, _ nodes: [Outline.Node],
        _ body: (_ alternative: Int, _ branch: Int) -> Void
    ) {
        var index = leaf
        while let parent = nodes[index].parent {
            if nodes[parent].fields.type == "multipart/alternative" {
                body(parent, nodes[index].number)
            }
            index = parent
        }
    }

    /// Texts one after the other, each beginning on a line of its own.
    private static func joined(_ texts: [String]) -> String {
        guard texts.count > 1 else { return texts.first ?? "" }
        var result = ""
        for text in texts {
            if !result.isEmpty && result.utf8.last != 0x0A { result += "\n" }
            result += text
        }
        return result
    }
}
