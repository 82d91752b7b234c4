@testable import MIME

/// Texts of one line in many scripts, as names and subjects are.
enum RandomText {
    private static let ranges: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0x20...0x7E, 0xA1...0x17F, 0x400...0x45F, 0x3041...0x30FE, 0x4E00...0x9FA5,
        0x1F600...0x1F64F,
    ]

    /// Clean and trimmed, at most 60 characters, without what looks like an encoded word.
    static func line(using generator: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...60, using: &generator)
        let range = ranges.randomElement(using: &generator) ?? 0x20...0x7E
        var scalars = String.UnicodeScalarView()
        for index in 0..<count {
            let isPlain = index.isMultiple(of: 5)
            let value = UInt32.random(in: isPlain ? 0x20...0x7E : range, using: &generator)
            scalars.append(Unicode.Scalar(value) ?? " ")
        }
        return CleanText.singleLine(String(scalars).replacing("=?", with: "=!"))
    }
}
