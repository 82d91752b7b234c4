/// Gives each attachment a name that is safe to save, show and link to.
struct FileNames {
    /// Names given so far, in lower case, since some file systems do not tell the cases apart.
    private var taken: Set<String> = []
    /// The last number given to a name, so that a thousand equal names take linear time.
    private var lastNumber: [String: Int] = [:]

    /// What most file systems take, less room for a number.
    private static let nameBytesMax = 255 - 8

    /// What Windows takes for a device, with any ending.
    private static let devices: Set<String> = {
        let ports = (0...9).flatMap { ["com\($0)", "lpt\($0)"] }
        return Set(["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"] + ports)
    }()

    /// - Parameters:
    ///   - given: what the mail says; may be hostile.
    ///   - title: for an attached mail, its subject.
    /// - Returns: one path component, not empty, at most 255 bytes, unique.
    mutating func name(given: String?, title: String?, contentType: String, path: String) -> String
    {
        if let given {
            let safe = Self.safe(given)
            if !safe.isEmpty { return unique(safe) }
        }
        let ending = FileTypes.ending(ofType: contentType)
        if let title {
            let flat = title.replacing("/", with: "_").replacing("\\", with: "_")
            let safe = Self.safe(flat + "." + ending)
            if safe.utf8.count > ending.utf8.count + 1 { return unique(safe) }
        }
        return unique("part-\(path).\(ending)")
    }

    /// The last component of what may be a path of Unix or Windows, shortened before its ending, and
    /// without what some file system, shell or eye takes for something else. Empty if nothing is
    /// left.
    private static func safe(_ raw: String) -> String {
        let clean = CleanText.singleLine(raw)
        let isSeparator: (UInt8) -> Bool = { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        guard let last = clean.utf8.split(whereSeparator: isSeparator).last else { return "" }
        // Colons name streams and drives on Windows; the others its shells expand.
        let replaced = last.map { "<>:\"|?*".utf8.contains($0) ? UInt8(ascii: "_") : $0 }
        let name = withoutEdges(String(decoding: replaced, as: UTF8.self))
        // What was in the middle of a long name may now be its end.
        return withoutEdges(shortened(harmless(name)))
    }

    /// Dots in front hide a file, dots and spaces behind vanish on Windows.
    private static func withoutEdges(_ name: String) -> String {
        let isEdge: (UInt8) -> Bool = { $0 == UInt8(ascii: ".") || $0 == 0x20 }
        guard let start = name.utf8.firstIndex(where: { !isEdge($0) }),
            let last = name.utf8.lastIndex(where: { !isEdge($0) })
        else { return "" }
        return String(decoding: name.utf8[start...last], as: UTF8.self)
    }

    /// `con.txt` and `COM1 .log` open a device wherever they are.
    private static func harmless(_ name: String) -> String {
        let stem =
            name.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1).first ?? name[...].utf8
        let bare = CleanText.trimmed(String(stem) ?? "").lowercased()
        return devices.contains(bare) ? "_" + name : name
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > nameBytesMax else { return name }
        let (stem, ending) = split(name)
        let kept = ending.utf8.count <= 20 ? ending : ""
        return prefix(stem, bytes: nameBytesMax - kept.utf8.count) + kept
    }

    private mutating func unique(_ name: String) -> String {
        var candidate = name
        let key = name.lowercased()
        let (stem, ending) = Self.split(name)
        while !taken.insert(candidate.lowercased()).inserted {
            let number = (lastNumber[key] ?? 1) + 1
            lastNumber[key] = number
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

    /// As many whole characters as fit; of one that alone is too long, as many scalars.
    private static func prefix(_ text: String, bytes: Int) -> String {
        var result = ""
        var count = 0
        for character in text {
            count += character.utf8.count
            if count > bytes { break }
            result.append(character)
        }
        if !result.isEmpty { return result }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(bytes / 4) { scalars.append(scalar) }
        return String(scalars)
    }
}
