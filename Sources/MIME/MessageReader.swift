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
        var header = HeaderReader(bytes, block, limits: limits)
        var parts = PartReader(bytes, outline, limits: limits)
        parts.run()
        let body = BodyText(parts.candidates, in: outline.nodes)
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
            parts: parts.finished(html: body.html), text: body.text, html: body.html,
            defects: block.defects + header.defects + outline.defects + parts.defects)
    }

    /// The decoded bytes of one leaf, out of the mail as it was stored.
    ///
    /// - Parameters:
    ///   - path: a ``Part/path`` that ``read(_:)`` gave with the same limits.
    ///   - bytes: the same mail, line ends alike.
    /// - Returns: `nil` if the mail has no such leaf.
    package func content(ofPart path: String, in bytes: [UInt8]) -> [UInt8]? {
        let block = HeaderBlock.ofMail(bytes, bytesMax: limits.headerBytesMax)
        let outline = Outline(bytes, header: block, limits: limits)
        guard let node = outline.nodes.first(where: { $0.isLeaf && $0.path == path }) else {
            return nil
        }
        return node.fields.transferEncoding.decoded(bytes, node.content)
    }
}
