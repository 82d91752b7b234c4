/// Decodes the leaves of one mail and looks for files inside them, on one account of bytes.
struct PartDecoder {
    /// What lay inside a part.
    struct Unpacked {
        var files: [UnpackedFile] = []
        /// The text without its uuencoded files; `nil` where nothing was cut out.
        var remainder: [UInt8]?
        var defect: Defect.Code?
        /// There were more files than asked for.
        var isCut = false
    }

    let bytes: [UInt8]
    private(set) var budget: DecodeBudget

    init(_ bytes: [UInt8], limits: MessageLimits) {
        self.bytes = bytes
        budget = DecodeBudget(bytesMax: limits.decodedBytesMax)
    }

    /// Hands on a leaf piece by piece, as far as the account allows.
    mutating func decode(_ node: Outline.Node, _ body: (UnsafeRawBufferPointer) -> Void) {
        guard budget.left > 0 || !budget.isExceeded else { return }
        var budget = self.budget
        node.fields.transferEncoding.decode(bytes, node.content) { piece in
            let granted = budget.take(piece.count)
            body(UnsafeRawBufferPointer(rebasing: piece[..<granted]))
            return granted == piece.count
        }
        self.budget = budget
    }

    /// A leaf in one piece, as far as the account allows.
    mutating func content(of node: Outline.Node) -> [UInt8] {
        var result: [UInt8] = []
        // Decoding never makes more of it, and memory that is not written to is not taken.
        result.reserveCapacity(min(budget.left, node.content.count))
        decode(node) { result.append(contentsOf: $0) }
        return result
    }

    /// Whether files may lie inside a leaf, so that its content is needed in one piece.
    static func mayHoldFiles(_ node: Outline.Node, isBody: Bool) -> Bool {
        if isBody { return node.fields.type == "text/plain" }
        return PartRole.isTNEF(type: node.fields.type, name: node.fields.rawFilename)
    }

    /// Unpacks a part for which ``mayHoldFiles(_:isBody:)`` is true.
    mutating func unpack(_ content: [UInt8], isBody: Bool, filesMax: Int) -> Unpacked {
        isBody
            ? unpackText(content, filesMax: filesMax) : unpackTNEF(content, filesMax: filesMax)
    }

    private mutating func unpackText(_ content: [UInt8], filesMax: Int) -> Unpacked {
        var result = Unpacked()
        guard content.contains("begin ") else { return result }
        var found = Uuencode.files(in: content, countMax: filesMax + 1)
        if found.count > filesMax {
            result.isCut = true
            found.removeLast()
        }
        guard !found.isEmpty else { return result }
        for (number, file) in found.enumerated() {
            let unpacked = Uuencode.content(of: file, in: content)
            guard budget.take(unpacked.count) == unpacked.count else { break }
            let name = CleanText.singleLine(Charset.guess(file.name))
            result.files.append(
                UnpackedFile(
                    key: "u\(number + 1)", name: name, type: FileTypes.type(ofName: name),
                    bytes: unpacked))
            if !file.isComplete { result.defect = .unterminatedUuencode }
        }
        result.remainder = Uuencode.remainder(
            of: content, without: Array(found.prefix(result.files.count)))
        return result
    }

    private mutating func unpackTNEF(_ content: [UInt8], filesMax: Int) -> Unpacked {
        var result = Unpacked()
        guard let tnef = TNEFFile(content, filesMax: filesMax + 1, budget: &budget) else {
            return result
        }
        result.files = Array(tnef.files.prefix(filesMax))
        result.isCut = tnef.files.count > filesMax
        if tnef.isDamaged { result.defect = .damagedTNEF }
        return result
    }
}
