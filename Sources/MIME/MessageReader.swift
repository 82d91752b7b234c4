/// Reads a mail. Never throws and never fails: what is wrong becomes a ``Defect``.
///
/// Takes time linear in the size of the mail and, beside the mail itself, memory for its header and
/// its texts only; attachments are decoded piece by piece to be measured, and not kept.
package struct MessageReader: Sendable {
    /// How much of a mail is looked at.
    package let limits: MessageLimits

    /// The default limits suit mail from strangers.
    package init(limits: MessageLimits = MessageLimits()) {
        self.limits = limits
    }

    /// The mail as values.
    ///
    /// - Parameter bytes: as received, LF or CRLF; an mbox `From ` line in front is passed over.
    package func read(_ bytes: [UInt8]) -> Message {
        let block = HeaderBlock.ofMail(bytes, bytesMax: limits.headerBytesMax)
        let outline = Outline(bytes, header: block, limits: limits)
        var parts = PartReader(bytes, outline, limits: limits)
        parts.run()
        let body = BodyText(parts.candidates, in: outline.nodes)
        let finished = parts.finished(html: body.html)
        // Raw bytes in the header are mostly in the charset of the body.
        let hint = finished.first { !$0.isAttachment && $0.charset != nil }?.charset
        let isTelling = hint != nil && hint != "us-ascii" && hint != "utf-8"
        var header = HeaderReader(bytes, block, limits: limits, hint: isTelling ? hint : nil)
        let containers = outline.nodes.filter { !$0.isLeaf }.map { node in
            Container(
                path: node.path, contentType: node.fields.type,
                parameters: node.fields.parameters, entityRange: node.entity)
        }
        return Message(
            headers: header.fields, from: header.mailboxes("from"),
            sender: header.mailboxes("sender").first, replyTo: header.mailboxes("reply-to"),
            to: header.mailboxes("to"), cc: header.mailboxes("cc"), subject: header.subject,
            messageID: header.ids("message-id").first, inReplyTo: header.ids("in-reply-to"),
            references: header.ids("references"), date: header.date(), containers: containers,
            parts: finished, text: body.text, html: body.html,
            defects: block.defects + header.defects + outline.defects + parts.defects
                + body.defects)
    }

    /// The decoded bytes of one leaf, out of the mail as it was stored.
    ///
    /// - Parameters:
    ///   - path: a ``Part/path`` that ``read(_:)`` gave with the same limits.
    ///   - bytes: the same mail, line ends alike.
    /// - Returns: `nil` if the mail has no such leaf.
    package func content(ofPart path: String, in bytes: [UInt8]) -> [UInt8]? {
        contents(ofParts: [path], in: bytes)[path]
    }

    /// The decoded bytes of several leaves, for the price of looking through the mail once.
    ///
    /// - Parameters:
    ///   - paths: of parts that ``read(_:)`` gave with the same limits.
    ///   - bytes: the same mail, line ends alike.
    /// - Returns: by path; what the mail does not have is not there. All together at most
    ///   `decodedBytesMax` bytes.
    package func contents(ofParts paths: Set<String>, in bytes: [UInt8]) -> [String: [UInt8]] {
        let block = HeaderBlock.ofMail(bytes, bytesMax: limits.headerBytesMax)
        let outline = Outline(bytes, header: block, limits: limits)
        // Files in the part 2 are called 2.u1 or 2.t1.t4; digits alone are parts of their own.
        let containers = Set(paths.compactMap(Self.container))
        var decoder = PartDecoder(bytes, limits: limits)
        var result: [String: [UInt8]] = [:]
        for index in outline.nodes.indices where outline.nodes[index].isLeaf {
            let node = outline.nodes[index]
            let isWanted = paths.contains(node.path)
            let isContainer = containers.contains(node.path)
            guard isWanted || isContainer else { continue }
            let content = decoder.content(of: node)
            if isWanted { result[node.path] = content }
            let isBody = Outline.isBody(index, in: outline.nodes)
            guard isContainer, PartDecoder.mayHoldFiles(node, isBody: isBody) else { continue }
            let inside = decoder.unpack(content, isBody: isBody, filesMax: limits.partsMax)
            for file in inside.files {
                let path = "\(node.path).\(file.key)"
                if paths.contains(path) { result[path] = file.bytes }
            }
        }
        return result
    }

    /// The part that an unpacked file lies in; `nil` for the path of a part of the mail itself.
    private static func container(of path: String) -> String? {
        let names = path.split(separator: ".", omittingEmptySubsequences: false)
        let leaf = names.prefix { $0.utf8.first.map { $0 < 0x3A } ?? true }
        return leaf.count < names.count ? leaf.joined(separator: ".") : nil
    }
}
