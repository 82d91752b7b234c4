/// What a part of a mail is for, as its type, its disposition and its place say.
package enum PartRole: String, Hashable, Sendable, CaseIterable {
    /// Read as the text of the mail.
    case body
    /// A file.
    case attachment
    /// A picture that belongs into the text, by Content-ID, Content-Location or disposition.
    case inlinePicture = "inline picture"
    /// A mail within the mail; its content can be read as one.
    case mail
    /// An invitation or another calendar object (RFC 5545, RFC 6047).
    case calendar
    /// What a machine says of a mail: delivery status, receipt, complaint, or a header sent back.
    case report
    /// A signature over other parts (RFC 3156, RFC 8551).
    case signature
    /// A public key (RFC 3156 §7).
    case key
    /// An encrypted content, or the part that says how it is encrypted.
    case encrypted
    /// A `winmail.dat` of Outlook; what it holds follows as parts of their own.
    case tnef

    private static let ofType: [String: PartRole] = [
        "message/rfc822": .mail, "message/global": .mail, "message/news": .mail,
        "text/calendar": .calendar, "application/ics": .calendar,
        "message/delivery-status": .report, "message/global-delivery-status": .report,
        "message/disposition-notification": .report,
        "message/global-disposition-notification": .report,
        "message/feedback-report": .report, "message/tracking-status": .report,
        "text/rfc822-headers": .report, "text/rfc822-header": .report,
        "message/global-headers": .report,
        "application/pgp-signature": .signature, "application/pkcs7-signature": .signature,
        "application/x-pkcs7-signature": .signature,
        "application/pgp-keys": .key, "application/pgp-encrypted": .encrypted,
        "application/pkcs7-mime": .encrypted, "application/x-pkcs7-mime": .encrypted,
        "application/ms-tnef": .tnef, "application/vnd.ms-tnef": .tnef,
    ]

    /// The types of a mail as one part. `message/news` is obsolete (RFC 5537 §5.1) and still there.
    static func isMail(_ type: String) -> Bool { ofType[type] == .mail }

    /// - Parameters:
    ///   - isShown: the HTML points to it, or it says that it is inline.
    ///   - name: as the mail gives it; Outlook's own gateways send `application/octet-stream`.
    init(type: String, isBody: Bool, isShown: Bool, name: String?) {
        if isBody {
            self = .body
        } else if let role = Self.ofType[type] {
            self = role
        } else if Self.isTNEF(type: type, name: name) {
            self = .tnef
        } else if isShown && type.hasPrefix("image/") {
            self = .inlinePicture
        } else {
            self = .attachment
        }
    }

    /// Whether a part is worth a look for TNEF; its first bytes decide.
    static func isTNEF(type: String, name: String?) -> Bool {
        if ofType[type] == .tnef { return true }
        guard type == "application/octet-stream", let name = name?.lowercased() else {
            return false
        }
        // Mailers number a second one.
        return name.hasSuffix(".tnef")
            || name.hasSuffix(".dat") && (name.hasPrefix("winmail") || name.hasPrefix("win.dat"))
    }
}
