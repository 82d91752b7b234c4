/// What a `style` attribute says about the reading of an element.
struct HTMLStyle {
    private(set) var isHidden = false
    private(set) var isTight = false
    private(set) var isPreformatted = false
    private(set) var isOfficeMarker = false
    /// The depth of an office program's list, 1 for the outermost.
    private(set) var officeListLevel: Int32?

    /// Longer ones are for the eye only.
    private static let bytesMax = 4_096

    /// - Parameter style: `name: value; name: value`, in any case, hostile.
    init(_ style: UnsafePointer<UInt8>) {
        var declaration: [UInt8] = []
        var isTiny = false
        var isForOfficeHidden = false
        for index in 0..<Self.bytesMax {
            let byte = style[index]
            if byte == UInt8(ascii: ";") || byte == 0 {
                apply(
                    String(decoding: declaration, as: UTF8.self), &isTiny, &isForOfficeHidden)
                declaration.removeAll(keepingCapacity: true)
                if byte == 0 { break }
            } else if byte > 0x20 {
                declaration.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            } else if declaration.starts(with: "mso-list:".utf8) {
                // `mso-list:l0 level2 lfo1`: the blank separates words.
                declaration.append(0x20)
            }
        }
        // Alone it hides from one office program what all the others show: buttons, mostly.
        if isTiny && isForOfficeHidden { isHidden = true }
    }

    private mutating func apply(
        _ declaration: String, _ isTiny: inout Bool, _ isForOfficeHidden: inout Bool
    ) {
        guard let colon = declaration.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = declaration[..<colon]
        let value = String(declaration[declaration.utf8.index(after: colon)...])
        let bare = value.hasSuffix("!important") ? String(value.dropLast(10)) : value
        switch name {
        case "display": if bare == "none" { isHidden = true }
        case "visibility": if bare == "hidden" || bare == "collapse" { isHidden = true }
        case "mso-hide": if bare == "all" { isForOfficeHidden = true }
        case "font-size": if ["0", "0px", "0pt", "1px", "1pt"].contains(bare) { isTiny = true }
        case "max-height", "line-height", "height", "opacity":
            if ["0", "0px", "0pt", "1px"].contains(bare) { isTiny = true }
        case "margin", "margin-top":
            // `0 0 8pt` is written without its blanks here; only the first figure matters.
            if bare.hasPrefix("0") && !bare.hasPrefix("0.") { isTight = true }
            if bare.hasPrefix("0.0001pt") { isTight = true }
        case "white-space": if bare.hasPrefix("pre") { isPreformatted = true }
        case "mso-list": applyOfficeList(bare)
        default: break
        }
    }

    private mutating func applyOfficeList(_ value: String) {
        if value.hasPrefix("ignore") { isOfficeMarker = true }
        for word in value.split(separator: " ") where word.hasPrefix("level") {
            officeListLevel = Int32(word.dropFirst(5))
        }
    }
}
