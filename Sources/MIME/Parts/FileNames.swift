/// Gives each attachment a name that is safe to save, show and link to.
struct FileNames {
    /// Names given so far, in lower case, since some file systems do not tell the cases apart.
    private var taken: Set<String> = []
    /// The last number given to a name, so that a thousand equal names take linear time.
    private var lastNumber: [String: Int] = [:]

    private static let nameBytesMax = 200

    private static let extensions: [String: String] = [
        "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "text/csv": "csv",
        "text/vcard": "vcf", "text/x-vcard": "vcf", "text/rfc822-headers": "txt",
        "image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg", "image/gif": "gif",
        "image/svg+xml": "svg", "image/webp": "webp", "image/bmp": "bmp", "image/tiff": "tif",
        "application/pdf": "pdf", "application/zip": "zip", "application/json": "json",
        "application/xml": "xml", "text/xml": "xml", "application/pgp-signature": "asc",
        "application/pgp-keys": "asc", "application/pgp-encrypted": "asc",
        "application/pkcs7-signature": "p7s", "application/x-pkcs7-signature": "p7s",
        "application/pkcs7-mime": "p7m", "application/x-pkcs7-mime": "p7m",
        "application/ms-tnef": "dat", "message/rfc822": "eml", "message/global": "eml",
        "message/delivery-status": "txt", "message/disposition-notification": "txt",
        "audio/mpeg": "mp3", "audio/wav": "wav", "video/mp4": "mp4",
    ]

    /// - Parameters:
    ///   - given: what the mail says; may be hostile.
    ///   - title: for an attached mail, its subject.
    /// - Returns: one path component, not empty, at most 200 bytes and a number, unique.
    mutating func name(given: String?, title: String?, contentType: String, path: String) -> String
    {
        if let given {
            let safe = Self.safe(given)
            if !safe.isEmpty { return unique(safe) }
        }
        let ending =
            Self.extensions[contentType] ?? (contentType.hasPrefix("text/") ? "txt" : "bin")
        if let title {
            let safe = Self.safe(title.replacing("/", with: "_").replacing("\\", with: "_"))
            if !safe.isEmpty { return unique(safe + "." + ending) }
        }
        return unique("part-\(path).\(ending)")
    }

    /// The last component of what may be a path of Unix or Windows, shortened before its ending.
    private static func safe(_ raw: String) -> String {
        let clean = CleanText.singleLine(raw)
        let isSeparator: (UInt8) -> Bool = { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        guard let last = clean.utf8.split(whereSeparator: isSeparator).last else { return "" }
        let name = CleanText.trimmed(String(decoding: last, as: UTF8.self))
        if name.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }) { return "" }
        guard name.utf8.count > nameBytesMax else { return name }
        let (stem, ending) = split(name)
        let ending20 = ending.utf8.count <= 20 ? ending : ""
        return prefix(stem, bytes: nameBytesMax - ending20.utf8.count) + ending20
    }

    private mutating func unique(_ name: String) -> String {
        var candidate = name
        let (stem, ending) = Self.split(name)
        while !taken.insert(candidate.lowercased()).inserted {
            let number = (lastNumber[name.lowercased()] ?? 1) + 1
            lastNumber[name.lowercased()] = number
            candidate = "\(stem)-\(number)\(ending)"
        }
        return candidate
    }

    /// The name before its last dot, and the rest from the dot on.
    private static func split(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.utf8.startIndex
        else {
            return (name, "")
        }
        return (String(name[..<dot]), String(name[dot...]))
    }

    /// As many whole characters as fit.
    private static func prefix(_ text: String, bytes: Int) -> String {
        var result = ""
        var count = 0
        for character in text {
            count += character.utf8.count
            if count > bytes { break }
            result.append(character)
        }
        return result
    }
}
