/// Where the parts of a mail begin and end.
///
/// GMime has a parser for this too. It is not used for borders since it calls itself for each
/// level, keeps an object for each part before it can be told to stop (a mail of 7 MB with a
/// million empty parts took 7 s and 1.3 GB), compares each line with up to 1,024 boundaries, and
/// does not say where an attached mail lies, whose bytes must stay as they are. Here one pass over
/// the lines does it, with a stack of at most `nestingDepthMax`, and gives ranges; nothing is
/// copied.
struct Outline {
    struct Node {
        /// Index of the multipart around it, `nil` for the mail itself.
        let parent: Int?
        /// Counted from 1 among its siblings.
        let number: Int
        /// As in ``Part/path``.
        let path: String
        let depth: Int
        var fields: ContentFields
        /// Header and body.
        var entity: Range<Int>
        /// The body, still encoded.
        var content: Range<Int>
        /// Not a multipart that was taken apart.
        var isLeaf: Bool
    }

    private struct Open {
        let node: Int
        let boundary: [UInt8]
        var children = 0
    }

    /// Parents before their children, document order.
    private(set) var nodes: [Node] = []
    private(set) var defects: [Defect] = []

    private let bytes: [UInt8]
    private let limits: MessageLimits
    private var stack: [Open] = []
    /// Where in the stack a boundary is, innermost last.
    private var levels: [ArraySlice<UInt8>: [Int]] = [:]
    /// How many open multiparts have a boundary of that length: most lines fit none.
    private var boundaryLengths: [Int: Int] = [:]
    /// The leaf whose content is being passed over.
    private var openLeaf: Int?
    private var leaves = 0
    /// Behind the last final boundary.
    private var closedEnd = 0
    private var isFull = false

    init(_ bytes: [UInt8], header: HeaderBlock, limits: MessageLimits) {
        self.bytes = bytes
        self.limits = limits
        let start = header.fields.first?.raw.lowerBound ?? header.bodyStart
        open(ContentFields(bytes, header), at: start, bodyStart: header.bodyStart, parent: nil)
        scanLines(from: header.bodyStart)
        if !stack.isEmpty {
            if !isFull { defect(.unterminatedMultipart, "\(stack.count) open at the end") }
            close(downTo: 0, at: bytes.count)
        }
        closeLeaf(at: bytes.count)
    }

    private mutating func scanLines(from start: Int) {
        var position = start
        while position < bytes.count, !stack.isEmpty, !isFull {
            let next = bytes.lineEnd(from: position, limit: bytes.count)
            var end = 0
            let found: (level: Int, isFinal: Bool)?
            if bytes.hasPrefix("--", at: position, limit: next) {
                found = match(position..<next)
                end = bytes.trimmingLineEnd(position, notBefore: 0)
            } else if let start = glued(position..<next) {
                found = match(start..<next)
                end = start
            } else {
                found = nil
            }
            guard let (level, isFinal) = found else {
                position = next
                continue
            }
            closeLeaf(at: end)
            if stack.count > level + 1 {
                defect(.unterminatedMultipart, "cut off at byte \(position)")
                close(downTo: level + 1, at: end)
            }
            if isFinal {
                close(downTo: level, at: next)
                closedEnd = next
                position = next
            } else {
                position = openChild(at: next)
            }
        }
    }

    /// The innermost open multipart that the line is a boundary of.
    ///
    /// Looked up, not compared with one after the other: hostile mail has a hundred open multiparts
    /// and a million lines that are nearly a boundary.
    private func match(_ line: Range<Int>) -> (level: Int, isFinal: Bool)? {
        let start = line.lowerBound + 2
        var end = line.upperBound
        while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
        let plain = level(of: start..<end)
        guard end - start >= 2, bytes.hasPrefix("--", at: end - 2, limit: end),
            let final = level(of: start..<(end - 2)), final > plain ?? -1
        else { return plain.map { ($0, false) } }
        return (final, true)
    }

    /// A shorter boundary may be a word at the end of somebody's line.
    private static let gluedLengthMin = 8

    /// Where a boundary of the innermost multipart begins at the end of a line; `nil` for none.
    ///
    /// QUIRK: RFC 2046 §5.1.1 has a line end before each boundary; some scripts put none behind what
    /// they attach. Fixture: broken/boundary-glued.eml
    private func glued(_ line: Range<Int>) -> Int? {
        guard openLeaf != nil, let boundary = stack.last?.boundary,
            boundary.count >= Self.gluedLengthMin
        else { return nil }
        var end = line.upperBound
        while end > line.lowerBound, Self.isBlank(bytes[end - 1]) { end -= 1 }
        for dashes in [0, 2] {
            let start = end - dashes - boundary.count - 2
            guard start > line.lowerBound, bytes[end - 1 - dashes] == boundary[boundary.count - 1],
                bytes.hasPrefix("--", at: start, limit: end),
                bytes[(start + 2)..<(end - dashes)].elementsEqual(boundary),
                dashes == 0 || bytes.hasPrefix("--", at: end - 2, limit: end)
            else { continue }
            return start
        }
        return nil
    }

    private func level(of text: Range<Int>) -> Int? {
        guard boundaryLengths[text.count] != nil else { return nil }
        return levels[bytes[text]]?.last
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private mutating func push(_ boundary: [UInt8], _ node: Int) {
        levels[boundary[...], default: []].append(stack.count)
        boundaryLengths[boundary.count, default: 0] += 1
        stack.append(Open(node: node, boundary: boundary))
    }

    private mutating func pop() -> Open? {
        guard let last = stack.popLast() else { return nil }
        levels[last.boundary[...]]?.removeLast()
        if levels[last.boundary[...]]?.isEmpty == true { levels[last.boundary[...]] = nil }
        let others = boundaryLengths[last.boundary.count, default: 1] - 1
        boundaryLengths[last.boundary.count] = others > 0 ? others : nil
        return last
    }

    /// Begins a part of the innermost multipart; returns where its body begins.
    private mutating func openChild(at start: Int) -> Int {
        guard leaves < limits.partsMax else {
            isFull = true
            defect(.tooManyParts, "not read from byte \(start) on, after \(leaves) parts")
            return start
        }
        let parent = stack[stack.count - 1].node
        stack[stack.count - 1].children += 1
        let header = HeaderBlock.scan(
            bytes, start..<bytes.count, bytesMax: limits.headerBytesMax)
        defects.append(contentsOf: header.defects.prefix(max(0, Self.defectsMax - defects.count)))
        let isDigest = nodes[parent].fields.type == "multipart/digest"
        let fields = ContentFields(
            bytes, header, defaultType: isDigest ? "message/rfc822" : "text/plain")
        open(fields, at: start, bodyStart: header.bodyStart, parent: parent)
        return header.bodyStart
    }

    private mutating func open(
        _ fields: ContentFields, at start: Int, bodyStart: Int, parent: Int?
    ) {
        let number = stack.last?.children ?? 1
        let prefix = parent.map { nodes[$0].path } ?? ""
        let depth = stack.count
        var fields = fields
        for code in fields.defects { defect(code, "part \(prefix) \(number)") }
        var boundary: [UInt8]?
        if fields.isMultipart {
            boundary = self.boundary(of: fields, bodyStart: bodyStart)
            if boundary == nil { defect(.missingBoundary, "multipart at byte \(start)") }
            if boundary != nil && depth >= limits.nestingDepthMax {
                boundary = nil
                defect(.nestedTooDeep, "multipart at byte \(start), depth \(depth)")
            }
            if boundary == nil { fields = Self.opaque(fields) }
        }
        // The outermost multipart has the empty path, so that its children are 1, 2, 3.
        let isOutermost = parent == nil && boundary != nil
        let path = isOutermost ? "" : prefix.isEmpty ? "\(number)" : "\(prefix).\(number)"
        nodes.append(
            Node(
                parent: parent, number: number, path: path, depth: depth, fields: fields,
                entity: start..<bytes.count, content: bodyStart..<bytes.count,
                isLeaf: boundary == nil))
        if let boundary {
            push(boundary, nodes.count - 1)
        } else {
            leaves += 1
            openLeaf = nodes.count - 1
        }
    }

    /// The declared boundary.
    ///
    /// QUIRK: RFC 2046 §5.1.1 demands the parameter; without it, the first line of the body that
    /// begins with two hyphens is taken. Fixture: broken/boundary-undeclared.eml
    private mutating func boundary(of fields: ContentFields, bodyStart: Int) -> [UInt8]? {
        if let declared = fields.parameters["boundary"], !declared.isEmpty {
            return Array(declared.utf8)
        }
        var position = bodyStart
        for _ in 0..<20 where position < bytes.count {
            let next = bytes.lineEnd(from: position, limit: bytes.count)
            if bytes.hasPrefix("--", at: position, limit: next), next - position > 4 {
                let line = String(decoding: bytes[(position + 2)..<next], as: UTF8.self)
                defect(.missingBoundary, "guessed at byte \(position)")
                return Array(CleanText.trimmed(line).utf8.prefix(70))
            }
            position = next
        }
        return nil
    }

    /// A multipart that is not taken apart is shown as the text it is.
    private static func opaque(_ fields: ContentFields) -> ContentFields {
        var text = ContentFields(type: "text/plain")
        text.contentID = fields.contentID
        return text
    }

    // MARK: What a leaf is

    /// Whether a leaf is a part of what a person reads. A name on the only part of a mail or on an
    /// alternative is an oddity of the mailer and makes no file of it.
    static func isBody(_ index: Int, in nodes: [Node]) -> Bool {
        let node = nodes[index]
        guard isReadable(node.fields) else { return false }
        guard node.fields.rawFilename != nil, let parent = node.parent else { return true }
        return nodes[parent].fields.type == "multipart/alternative"
    }

    /// A text of a form that is shown, and not said to be an attachment.
    static func isReadable(_ fields: ContentFields) -> Bool {
        ["text/plain", "text/html", "text/enriched", "text/richtext"].contains(fields.type)
            && fields.disposition != "attachment"
    }

    private mutating func closeLeaf(at end: Int) {
        guard let leaf = openLeaf else { return }
        openLeaf = nil
        setEnd(of: leaf, end)
    }

    /// Closes multiparts until `level` are left. One in which no part was found becomes a text.
    private mutating func close(downTo level: Int, at end: Int) {
        closeLeaf(at: end)
        // A line end between two final boundaries is of the inner multipart, so of the outer as well.
        let end = max(end, closedEnd)
        while stack.count > level, let closed = pop() {
            setEnd(of: closed.node, end)
            if closed.children == 0 {
                defect(
                    .missingBoundary, "multipart at byte \(nodes[closed.node].entity.lowerBound)")
                becomeLeaf(closed.node)
            }
        }
    }

    private mutating func becomeLeaf(_ index: Int) {
        let node = nodes[index]
        leaves += 1
        nodes[index] = Node(
            parent: node.parent, number: node.number, path: node.path.isEmpty ? "1" : node.path,
            depth: node.depth, fields: Self.opaque(node.fields), entity: node.entity,
            content: node.content, isLeaf: true)
    }

    /// An empty part begins behind the line end that already belongs to the next boundary; its start
    /// is moved back, so that it lies inside the multipart around it.
    private mutating func setEnd(of index: Int, _ end: Int) {
        nodes[index].entity = min(nodes[index].entity.lowerBound, end)..<end
        nodes[index].content = min(nodes[index].content.lowerBound, end)..<end
    }

    /// Hostile mail can have a defect on each line; the first ones tell enough.
    static let defectsMax = 50

    private mutating func defect(_ code: Defect.Code, _ detail: String) {
        if defects.count < Self.defectsMax { defects.append(Defect(code, detail)) }
    }
}
