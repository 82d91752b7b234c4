/// Telling the words in UTF-8 from what stands between and inside them unseen.
extension TextFlow {
    /// Writes text.
    ///
    /// - Parameters:
    ///   - bytes: valid UTF-8.
    ///   - isPreformatted: whether blanks and line ends count as they stand.
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, isPreformatted: Bool) {
        var index = 0
        while index < bytes.count {
            let start = index
            while index < bytes.count, Self.isPlain[Int(bytes[index])] { index += 1 }
            if index > start { visible(UnsafeBufferPointer(rebasing: bytes[start..<index])) }
            guard index < bytes.count else { break }
            let byte = bytes[index]
            if byte < 0x80 {
                index += 1
                white(byte, isPreformatted)
            } else {
                let length = min(byte < 0xE0 ? 2 : 3, bytes.count - index)
                special(UnsafeBufferPointer(rebasing: bytes[index..<(index + length)]))
                index += length
            }
        }
    }

    /// Blanks, line ends and control characters.
    private mutating func white(_ byte: UInt8, _ isPreformatted: Bool) {
        switch byte {
        case 0x20, 0x09: if isPreformatted { hardSpace(byte) } else { space() }
        case 0x0A: if isPreformatted { lineEnd() } else { space() }
        case 0x0B, 0x0C, 0x0D: if !isPreformatted { space() }
        default: break
        }
    }

    /// A character of which only some are to be seen: those that begin with C2, CD, E2, E3 or EF.
    private mutating func special(_ character: UnsafeBufferPointer<UInt8>) {
        let code = character.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        switch code {
        // Hard spaces of all widths.
        case 0xC2A0, 0xE28080...0xE2808A, 0xE280AF, 0xE2819F: hardSpace()
        case 0xE38080: for byte in character { hardSpace(byte) }
        case 0xC285: space()
        case 0xE280A8, 0xE280A9: lineEnd()
        // Joiners and direction marks mean something inside words only; elsewhere they fill the
        // previews of advertising mail.
        case 0xCD8F, 0xE2808C...0xE2808F, 0xE281A0: if isInsideWord { visible(character) }
        // Soft hyphens, C1 controls, zero-width spaces, what turns the direction of writing.
        case 0xC280...0xC29F, 0xC2AD, 0xE2808B, 0xE280AA...0xE280AE, 0xE281A6...0xE281A9,
            0xEFBBBF:
            break
        default: visible(character)
        }
    }

    /// Bytes that need no look: visible ASCII, and parts of characters that are always visible.
    private static let isPlain: [Bool] = (0...255).map { byte in
        switch byte {
        case 0...0x20, 0x7F, 0xC2, 0xCD, 0xE2, 0xE3, 0xEF: false
        default: true
        }
    }
}
