/// A line that says what the lines below it are.
enum Divider {
    /// What was answered follows.
    case original
    /// What is passed on follows.
    case forwarded
    /// A tracker's line, above which the answer stands.
    case replyAbove
    /// A rule, such as Outlook puts above the head of what was answered.
    case rule

    /// A line with a phrase of ``DividerPhrases`` is no longer than this, in bytes.
    private static let lengthMax = 300
    /// The same for one that stands without a rule.
    private static let sentenceLengthMax = 100

    /// What a line that is no quote announces; `nil` for any other line.
    init?(_ line: TextLine) {
        guard line.length <= Self.lengthMax, Self.mayBegin(line) else { return nil }
        let text = FoldedText(line.text)
        if text.isRule {
            self = .rule
            return
        }
        let core = text.undecorated
        if core.isEmpty { return nil }
        let isDrawn = text.ruleLength >= 2
        let endsInColon = core.bytes.last == UInt8(ascii: ":")
        let endsInStop = endsInColon || core.bytes.last == UInt8(ascii: ".")
        let bare = endsInStop ? FoldedText(bytes: core.bytes.dropLast()).undecorated : core
        if isDrawn, DividerPhrases.original.equals(bare) {
            self = .original
        } else if isDrawn || endsInColon, DividerPhrases.forwarded.equals(bare) {
            self = .forwarded
        } else if isDrawn, text.bytes.last == UInt8(ascii: "-"),
            DividerPhrases.forwarded.prefixLength(of: bare) != nil
        {
            // Notes: "----- Forwarded by Ann/EXAMPLE on 05.01.2015 10:00 -----".
            self = .forwarded
        } else if isDrawn, DividerPhrases.replyAbove.isIn(core) {
            self = .replyAbove
        } else if line.length <= Self.sentenceLengthMax, DividerPhrases.replyAboveAlone.equals(bare)
        {
            self = .replyAbove
        } else {
            return nil
        }
    }

    /// Most lines of a text are neither short nor drawn; spares them the folding.
    private static func mayBegin(_ line: TextLine) -> Bool {
        switch line.firstByte {
        case 0x61...0x7A: false
        case 0x41...0x5A, 0x30...0x39: line.length <= 160
        default: true
        }
    }
}
