import MIME

/// The parts of a mail that make it a report (RFC 6522 §3), wherever they are in it.
struct ReportParts {
    /// Inside a `multipart/report`, at any depth but not inside an attached mail.
    let isReport: Bool
    /// The whole mail is nothing but the machine-readable part.
    let isBare: Bool
    /// `report-type` in lower case, or what the parts show where it is missing.
    let type: String?
    let status: String?
    /// The same in a part that says to be plain text; proof only from a sender that fits.
    let plainStatus: String?
    let disposition: String?
    let feedback: String?
    /// The mail that came back, or its header.
    let returned: Part?

    init(_ message: MIME.Message) {
        let containers = message.containers.filter { $0.contentType == "multipart/report" }
        isReport = !containers.isEmpty
        isBare = message.containers.isEmpty && Self.machineTypes.contains(message.contentType)
        func text(_ types: [String]) -> String? {
            message.parts.first { types.contains($0.contentType) }?.text
        }
        status = text(["message/delivery-status", "message/global-delivery-status"])
        plainStatus =
            message.parts.first { part in
                part.contentType == "text/plain"
                    && Self.begins(part.text, with: ["reporting-mta:", "final-recipient:"])
            }?.text
        disposition = text([
            "message/disposition-notification", "message/global-disposition-notification",
        ])
        feedback = text(["message/feedback-report"])
        // QUIRK: RFC 6522 §3 demands the parameter, and it only on multipart/report; filters that
        // wrap a report into multipart/mixed leave it there. Fixture: wild/bounce-rewrapped.eml
        let declared =
            containers.lazy.compactMap { $0.parameters["report-type"] }.first
            ?? message.contentTypeParameters["report-type"]
        type = declared.map { $0.lowercased().replacing("global-", with: "") }
        returned =
            message.parts.first { Self.returnedTypes.contains($0.contentType) }
            ?? message.parts.first { $0.isAttachment && Self.looksReturned($0) }
    }

    private static let machineTypes: Set<String> = [
        "message/delivery-status", "message/global-delivery-status",
        "message/disposition-notification", "message/feedback-report",
    ]
    private static let returnedTypes: Set<String> = [
        "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers",
        "message/rfc822-headers", "text/rfc822",
    ]

    /// A text file that is a header, as some servers attach it.
    private static func looksReturned(_ part: Part) -> Bool {
        part.contentType == "text/plain"
            && begins(
                part.text, with: ["received:", "return-path:", "message-id:", "from:", "x-"])
    }

    private static func begins(_ text: String?, with words: [String]) -> Bool {
        guard let text else { return false }
        let head = text.drop(while: \.isWhitespace).prefix(64).lowercased()
        return words.contains { head.hasPrefix($0) }
    }

    /// How the evidence names it.
    func phrase(_ type: String) -> String {
        isReport ? "multipart/report \(self.type ?? type)" : "message/\(type)"
    }
}
