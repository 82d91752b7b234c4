/// A place in a template's file.
package struct TemplatePosition: Hashable, Sendable, Comparable {
    /// From 1.
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int

    /// A place; the file's start unless told another.
    package init(line: Int = 1, column: Int = 1) {
        self.line = line
        self.column = column
    }

    /// Earlier lines first.
    package static func < (one: TemplatePosition, other: TemplatePosition) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }
}

/// Tells lines and columns while somebody walks through UTF-8 from the front.
struct TemplateRuler {
    private let bytes: [UInt8]
    private var offset = 0
    private var line: Int
    private var column: Int

    init(_ bytes: [UInt8], start: TemplatePosition) {
        self.bytes = bytes
        line = start.line
        column = start.column
    }

    /// The position of a byte; never one before the last that was asked for.
    mutating func position(of target: Int) -> TemplatePosition {
        while offset < target, offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if offset == bytes.count || bytes[offset] & 0xC0 != 0x80 {
                // The last byte of a scalar.
                column += 1
            }
        }
        return TemplatePosition(line: line, column: column)
    }
}
