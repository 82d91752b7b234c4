/// What to write in place of a picture.
enum HTMLPicture {
    /// Words that programs put there when the writer said nothing.
    private static let empty: Set<String> = [
        "image", "img", "picture", "photo", "bild", "grafik", "foto", "immagine", "imagen",
        "inline image", "inline picture", "spacer", "blank", "pixel", "icon", "logo", "banner",
        "embedded image", "image preview", "attachment",
    ]

    /// - Parameter words: the `alt` of the picture.
    /// - Returns: the words in brackets, or an emoji as it is; `nil` if they say nothing.
    static func text(words: String) -> String? {
        let words = CleanText.singleLine(words)
        guard !words.isEmpty else { return nil }
        let scalars = words.unicodeScalars
        if scalars.count <= 8, scalars.allSatisfy({ $0.value > 0x7F && isEmoji($0) }) {
            return words
        }
        let plain = String(decoding: words.utf8.prefix { !isDigit($0) }, as: UTF8.self)
        let name = CleanText.trimmed(plain).lowercased()
        // `image001.png` and `Inline image 3` name a file, not what is to be seen on it.
        if empty.contains(name) || isFileName(words) || name.hasPrefix("cid:") { return nil }
        return "[\(words)]"
    }

    private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmoji || scalar.value == 0x200D || scalar.properties.isVariationSelector
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isFileName(_ words: String) -> Bool {
        guard let dot = words.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let ending = words[words.utf8.index(after: dot)...].lowercased()
        return ["png", "jpg", "jpeg", "gif", "bmp", "svg", "webp", "tif", "emz", "wmz", "heic"]
            .contains(ending)
    }
}
