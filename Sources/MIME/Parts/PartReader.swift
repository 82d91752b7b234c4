/// Measures, names and decodes the leaves of a mail.
struct PartReader {
    private struct Draft {
        let node: Int
        let isBody: Bool
        var size = 0
        var sha256 = ""
        var charset: String?
        var text: String?
    }

    private(set) var defects: [Defect] = []
    /// The texts that may be a part of the body, in document order; for ``BodyText``.
    private(set) var candidates: [BodyText.Candidate] = []

    private let bytes: [UInt8]
    private let nodes: [Outline.Node]
    private let limits: MessageLimits
    private var drafts: [Draft] = []
    private var textBytesLeft: Int

    init(_ bytes: [UInt8], _ outline: Outline, limits: MessageLimits) {
        self.bytes = bytes
        self.nodes = outline.nodes
        self.limits = limits
        textBytesLeft = limits.textBytesMax
    }

    /// Decodes everything once: bodies first, since the limit on text is for them.
    mutating func run() {
        for index in nodes.indices where nodes[index].isLeaf {
            drafts.append(Draft(node: index, isBody: isBody(nodes[index])))
        }
        for bodies in [true, false] {
            for index in drafts.indices where drafts[index].isBody == bodies {
                drafts[index] = decoded(drafts[index])
            }
        }
        for draft in drafts where draft.isBody {
            let isHTML = nodes[draft.node].fields.type == "text/html"
            candidates.append(
                BodyText.Candidate(node: draft.node, isHTML: isHTML, text: draft.text ?? ""))
        }
    }

    /// The parts, once it is known which pictures the HTML shows.
    func finished(html: String?) -> [Part] {
        let shown = html.map(Self.linkedContentIDs) ?? []
        var names = FileNames()
        return drafts.map { draft in
            let node = nodes[draft.node]
            let fields = node.fields
            let isShown = fields.contentID.map(shown.contains) ?? false
            let filename =
                draft.isBody
                ? nil
                : names.name(
                    given: fields.rawFilename, title: title(of: node), contentType: fields.type,
                    path: node.path)
            return Part(
                path: node.path, contentType: fields.type, parameters: fields.parameters,
                charset: draft.charset, disposition: fields.disposition, filename: filename,
                contentID: fields.contentID, depth: node.depth, size: draft.size,
                sha256: draft.sha256, isAttachment: !draft.isBody,
                isInline: !draft.isBody && (isShown || fields.disposition == "inline"),
                text: draft.text, entityRange: node.entity)
        }
    }

    /// Plain text and HTML are the body, unless they say that they are attachments or have a file
    /// name. A name on the only part of a mail or on an alternative is an oddity of the mailer.
    private func isBody(_ node: Outline.Node) -> Bool {
        guard ["text/plain", "text/html", "text/enriched"].contains(node.fields.type),
            node.fields.disposition != "attachment"
        else { return false }
        guard node.fields.rawFilename != nil, let parent = node.parent else { return true }
        return nodes[parent].fields.type == "multipart/alternative"
    }

    private static let readableTypes: Set<String> = [
        "message/delivery-status", "message/disposition-notification", "message/feedback-report",
        "message/global-delivery-status",
    ]

    private mutating func decoded(_ draft: Draft) -> Draft {
        var draft = draft
        let node = nodes[draft.node]
        let isText =
            node.fields.type.hasPrefix("text/") || Self.readableTypes.contains(node.fields.type)
        let keepMax = isText ? textBytesLeft : 0
        let digest = IncrementalDigest()
        var kept: [UInt8] = []
        var size = 0
        node.fields.transferEncoding.decode(bytes, node.content) { piece in
            digest.update(piece)
            size += piece.count
            if kept.count < keepMax { kept.append(contentsOf: piece.prefix(keepMax - kept.count)) }
        }
        draft.size = size
        draft.sha256 = digest.hex()
        guard isText else { return draft }
        textBytesLeft -= kept.count
        if kept.count < size {
            defects.append(
                Defect(.textTooLong, "part \(node.path): \(size - kept.count) bytes left out"))
            // Not in the middle of a character: in UTF-8 the first byte of one is 0xC0 or more.
            let tail = kept.suffix(4).reversed().prefix { (0x80..<0xC0).contains($0) }.count
            kept.removeLast(tail)
            if let last = kept.last, last >= 0xC0 { kept.removeLast() }
        }
        let decoded = Charset.decode(kept, declared: node.fields.parameters["charset"])
        if decoded.isDoubtful {
            defects.append(Defect(.wrongCharset, "part \(node.path): read as \(decoded.name)"))
        }
        draft.charset = decoded.name
        draft.text = CleanText.multiLine(decoded.text)
        return draft
    }

    /// The subject of an attached mail.
    private func title(of node: Outline.Node) -> String? {
        guard ["message/rfc822", "message/global"].contains(node.fields.type) else { return nil }
        let headerMax = min(limits.headerBytesMax, 64 << 10)
        let head = node.fields.transferEncoding.decoded(
            bytes, node.content.clamped(to: 0..<(node.content.lowerBound + 2 * headerMax)),
            bytesMax: headerMax)
        let block = HeaderBlock.ofMail(head, bytesMax: headerMax)
        let subject = block.fields.first { $0.name.lowercased() == "subject" }
        return subject.map { HeaderText.decoded(HeaderText.unfolded(head, $0.value)) }
    }

    /// What `cid:` links in the HTML point to (RFC 2392), found in one pass.
    private static func linkedContentIDs(_ html: String) -> Set<String> {
        var ids: Set<String> = []
        let bytes = Array(html.utf8)
        var position = 0
        while let colon = bytes[position...].firstIndex(of: UInt8(ascii: ":")) {
            position = colon + 1
            guard colon >= 3,
                bytes[(colon - 3)..<colon].elementsEqual("cid".utf8, by: { $0 | 0x20 == $1 })
            else { continue }
            let id = bytes[position...].prefix(256).prefix { byte in
                byte > 0x20 && !"\"'<>)&".utf8.contains(byte)
            }
            ids.insert(String(decoding: id, as: UTF8.self))
        }
        return ids
    }
}
