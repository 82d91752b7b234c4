/// Measures, names and decodes the leaves of a mail, and the files that lie inside them.
struct PartReader {
    private struct Draft {
        let node: Int
        let path: String
        /// Of the part that this file was unpacked from.
        var container: String?
        /// Those of the leaf, or what is known of an unpacked file in the same shape.
        var fields: ContentFields
        var isBody = false
        /// The text of an Outlook mail that has no other.
        var isSpareBody = false
        var size = 0
        var sha256 = ""
        var charset: String?
        var text: String?
        /// Unpacked files, in their order.
        var files: [Draft] = []
    }

    private(set) var defects: [Defect] = []
    /// The texts that may be a part of the body, in document order; for ``BodyText``.
    private(set) var candidates: [BodyText.Candidate] = []

    private let bytes: [UInt8]
    private let nodes: [Outline.Node]
    private let limits: MessageLimits
    private var decoder: PartDecoder
    private var drafts: [Draft] = []
    private var textBytesLeft: Int
    private var filesLeft: Int

    init(_ bytes: [UInt8], _ outline: Outline, limits: MessageLimits) {
        self.bytes = bytes
        self.nodes = outline.nodes
        self.limits = limits
        decoder = PartDecoder(bytes, limits: limits)
        textBytesLeft = limits.textBytesMax
        filesLeft = max(0, limits.partsMax - outline.nodes.count { $0.isLeaf })
    }

    /// Decodes everything once: bodies first, since the limit on text is for them.
    mutating func run() {
        for index in nodes.indices where nodes[index].isLeaf {
            drafts.append(
                Draft(
                    node: index, path: nodes[index].path, fields: nodes[index].fields,
                    isBody: Outline.isBody(index, in: nodes)))
        }
        for bodies in [true, false] {
            for index in drafts.indices where drafts[index].isBody == bodies {
                drafts[index] = decoded(drafts[index])
            }
        }
        if decoder.budget.isExceeded {
            defect(.decodedTooLarge, "more than \(limits.decodedBytesMax) bytes")
        }
        chooseCandidates()
    }

    /// The bodies; without a word in them, the first text that is a file but does not insist on it,
    /// or else what Outlook packed.
    ///
    /// QUIRK: RFC 2183 §2.3 lets a file name make no attachment of a text. We take a named text for
    /// one, as its sender mostly means it; as the only text of a mail it is read as well.
    /// Fixture: wild/only-text-is-inline-file.eml
    private mutating func chooseCandidates() {
        var texts = drafts.filter(\.isBody)
        if !texts.contains(where: Self.hasWords) {
            let named = drafts.first { draft in
                Outline.isReadable(draft.fields) && !draft.isBody && Self.hasWords(draft)
            }
            let spare = drafts.lazy.flatMap(\.files).first { $0.isSpareBody && Self.hasWords($0) }
            if let draft = named ?? spare { texts.append(draft) }
        }
        candidates = texts.map { draft in
            BodyText.Candidate(
                node: draft.node, isHTML: draft.fields.type == "text/html", text: draft.text ?? "")
        }
    }

    private static func hasWords(_ draft: Draft) -> Bool {
        draft.text?.utf8.contains { $0 > 0x20 } == true
    }

    /// The parts, once it is known which pictures the HTML shows.
    func finished(html: String?) -> [Part] {
        let shown = html.map(Self.linkedContentIDs) ?? []
        var names = FileNames()
        var parts: [Part] = []
        parts.reserveCapacity(drafts.count)
        for draft in drafts {
            parts.append(part(draft, shown, &names))
            for file in draft.files { parts.append(part(file, shown, &names)) }
        }
        return parts
    }

    private func part(_ draft: Draft, _ shown: Set<String>, _ names: inout FileNames) -> Part {
        let node = nodes[draft.node]
        let fields = draft.fields
        let given = fields.rawFilename
        let isLinked = fields.contentID.map(shown.contains) ?? false
        let isPlaced =
            fields.contentLocation != nil
            && node.parent.map { nodes[$0].fields.type == "multipart/related" } == true
        let isInline =
            !draft.isBody && (isLinked || isPlaced || fields.disposition == "inline")
        let role = PartRole(
            type: fields.type, isBody: draft.isBody, isShown: isInline, name: given)
        let isBareSignature =
            role == .signature && given == nil && fields.disposition != "attachment"
            && node.parent.map { nodes[$0].fields.type == "multipart/signed" } == true
        let filename =
            draft.isBody || isBareSignature
            ? nil
            : names.name(
                given: given, title: draft.container == nil ? title(of: node) : nil,
                contentType: fields.type, path: draft.path)
        return Part(
            path: draft.path, container: draft.container, role: role,
            contentType: fields.type, parameters: fields.parameters, charset: draft.charset,
            disposition: fields.disposition, filename: filename, contentID: fields.contentID,
            contentLocation: fields.contentLocation, depth: node.depth, size: draft.size,
            sha256: draft.sha256, isAttachment: !draft.isBody && !isBareSignature,
            isInline: isInline,
            text: draft.text, entityRange: node.entity)
    }

    // MARK: Decoding

    private static let readableTypes: Set<String> = [
        "message/delivery-status", "message/disposition-notification", "message/feedback-report",
        "message/global-delivery-status", "message/global-disposition-notification",
        "message/global-headers",
    ]

    private static func isText(_ type: String) -> Bool {
        type.hasPrefix("text/") || readableTypes.contains(type)
    }

    private mutating func decoded(_ draft: Draft) -> Draft {
        let node = nodes[draft.node]
        if PartDecoder.mayHoldFiles(node, isBody: draft.isBody) { return unpacked(draft) }
        var draft = draft
        let keepMax = Self.isText(node.fields.type) ? textBytesLeft : 0
        let digest = IncrementalDigest()
        var kept: [UInt8] = []
        // Decoding never makes more of it, and memory that is not written to is not taken.
        kept.reserveCapacity(min(keepMax, node.content.count))
        var size = 0
        decoder.decode(node) { piece in
            digest.update(piece)
            size += piece.count
            if kept.count < keepMax { kept.append(contentsOf: piece.prefix(keepMax - kept.count)) }
        }
        draft.size = size
        draft.sha256 = digest.hex()
        if Self.isText(node.fields.type) { setText(of: &draft, &kept, wholeCount: size) }
        return draft
    }

    /// For parts whose content is needed in one piece; it is gone again when this returns.
    private mutating func unpacked(_ draft: Draft) -> Draft {
        var draft = draft
        var content = decoder.content(of: nodes[draft.node])
        draft.size = content.count
        draft.sha256 = Digest.sha256Hex(content)
        let inside = decoder.unpack(content, isBody: draft.isBody, filesMax: filesLeft)
        if inside.isCut { defect(.tooManyParts, "files in part \(draft.path) were left packed") }
        if let code = inside.defect { defect(code, "part \(draft.path)") }
        if draft.isBody {
            var text = inside.remainder ?? content
            content = []
            let wholeCount = text.count
            if wholeCount > textBytesLeft { text.removeLast(wholeCount - textBytesLeft) }
            setText(of: &draft, &text, wholeCount: wholeCount)
        }
        filesLeft -= inside.files.count
        for file in inside.files { draft.files.append(self.file(file, in: draft)) }
        return draft
    }

    private mutating func file(_ file: UnpackedFile, in container: Draft) -> Draft {
        var fields = ContentFields(type: file.type)
        fields.parameters["name"] = file.name
        fields.parameters["charset"] = file.charset
        fields.contentID = file.contentID
        var draft = Draft(
            node: container.node, path: "\(container.path).\(file.key)",
            container: container.path, fields: fields)
        draft.isSpareBody = file.isText
        draft.size = file.bytes.count
        draft.sha256 = Digest.sha256Hex(file.bytes)
        if Self.isText(file.type) {
            var kept = Array(file.bytes.prefix(textBytesLeft))
            setText(of: &draft, &kept, wholeCount: file.bytes.count)
        }
        return draft
    }

    /// - Parameters:
    ///   - kept: the first bytes of the text, as many as the limit allows; empty afterwards, so that
    ///     the bytes are gone as soon as there is a text of them.
    ///   - wholeCount: how many there are.
    private mutating func setText(
        of draft: inout Draft, _ kept: inout [UInt8], wholeCount: Int
    ) {
        textBytesLeft -= kept.count
        if kept.count < wholeCount {
            defect(
                .textTooLong, "part \(draft.path): \(wholeCount - kept.count) bytes left out")
            // Not in the middle of a character: in UTF-8 the first byte of one is 0xC0 or more.
            let tail = kept.suffix(4).reversed().prefix { (0x80..<0xC0).contains($0) }.count
            kept.removeLast(tail)
            if let last = kept.last, last >= 0xC0 { kept.removeLast() }
        }
        let decoded = Charset.decode(kept, declared: draft.fields.parameters["charset"])
        if decoded.isDoubtful {
            defect(.wrongCharset, "part \(draft.path): read as \(decoded.name)")
        }
        kept = []
        draft.charset = decoded.name
        draft.text = CleanText.multiLine(decoded.text)
    }

    /// As many as ``Outline`` keeps: a mail can have a wrong charset a thousand times.
    private mutating func defect(_ code: Defect.Code, _ detail: String) {
        if defects.count < Outline.defectsMax { defects.append(Defect(code, detail)) }
    }

    /// The subject of an attached mail.
    private func title(of node: Outline.Node) -> String? {
        guard PartRole.isMail(node.fields.type) else { return nil }
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
        var html = html
        html.withUTF8 { bytes in
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
        }
        return ids
    }
}
