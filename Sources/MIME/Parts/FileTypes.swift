/// Which ending a file of a media type has, and the reverse.
enum FileTypes {
    private static let endings: [(type: String, ending: String)] = [
        ("text/plain", "txt"), ("text/html", "html"), ("text/calendar", "ics"),
        ("text/csv", "csv"), ("text/css", "css"), ("text/vcard", "vcf"), ("text/x-vcard", "vcf"),
        ("text/directory", "vcf"), ("text/markdown", "md"), ("text/rtf", "rtf"),
        ("text/xml", "xml"), ("text/x-patch", "patch"), ("text/x-diff", "diff"),
        ("text/richtext", "txt"), ("text/enriched", "txt"), ("text/rfc822-headers", "txt"),
        ("image/png", "png"), ("image/jpeg", "jpg"), ("image/jpg", "jpg"),
        ("image/pjpeg", "jpg"), ("image/gif", "gif"), ("image/svg+xml", "svg"),
        ("image/webp", "webp"), ("image/bmp", "bmp"), ("image/tiff", "tif"),
        ("image/heic", "heic"), ("image/avif", "avif"), ("image/x-icon", "ico"),
        ("application/pdf", "pdf"), ("application/zip", "zip"), ("application/gzip", "gz"),
        ("application/x-zip-compressed", "zip"), ("application/x-gzip", "gz"),
        ("application/x-tar", "tar"), ("application/x-7z-compressed", "7z"),
        ("application/json", "json"), ("application/xml", "xml"), ("application/rtf", "rtf"),
        ("application/javascript", "js"), ("application/ics", "ics"),
        ("application/msword", "doc"), ("application/vnd.ms-excel", "xls"),
        ("application/vnd.ms-powerpoint", "ppt"), ("application/vnd.ms-outlook", "msg"),
        (openXML + "wordprocessingml.document", "docx"),
        (openXML + "spreadsheetml.sheet", "xlsx"),
        (openXML + "presentationml.presentation", "pptx"),
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("application/vnd.oasis.opendocument.presentation", "odp"),
        ("application/pgp-signature", "asc"), ("application/pgp-keys", "asc"),
        ("application/pgp-encrypted", "asc"), ("application/pkcs7-signature", "p7s"),
        ("application/x-pkcs7-signature", "p7s"), ("application/pkcs7-mime", "p7m"),
        ("application/x-pkcs7-mime", "p7m"), ("application/ms-tnef", "dat"),
        ("application/vnd.ms-tnef", "dat"), ("application/postscript", "ps"),
        ("message/rfc822", "eml"), ("message/global", "eml"), ("message/news", "eml"),
        ("message/delivery-status", "txt"), ("message/global-delivery-status", "txt"),
        ("message/disposition-notification", "txt"), ("message/feedback-report", "txt"),
        ("audio/mpeg", "mp3"), ("audio/mp4", "m4a"), ("audio/ogg", "ogg"), ("audio/wav", "wav"),
        ("audio/x-wav", "wav"), ("audio/amr", "amr"), ("video/mp4", "mp4"),
        ("video/quicktime", "mov"), ("video/mpeg", "mpg"), ("video/webm", "webm"),
    ]
    private static let openXML = "application/vnd.openxmlformats-officedocument."

    private static let ending = Dictionary(
        endings.map { ($0.type, $0.ending) }, uniquingKeysWith: { first, _ in first })
    private static let type = Dictionary(
        endings.map { ($0.ending, $0.type) }, uniquingKeysWith: { first, _ in first })

    /// Without a dot; never empty.
    static func ending(ofType type: String) -> String {
        ending[type] ?? (type.hasPrefix("text/") ? "txt" : "bin")
    }

    /// What the ending of a name promises; `application/octet-stream` for an unknown one.
    static func type(ofName name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else {
            return "application/octet-stream"
        }
        return type[name[dot...].dropFirst().lowercased()] ?? "application/octet-stream"
    }
}
