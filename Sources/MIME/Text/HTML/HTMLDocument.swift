/// An HTML document as far as it can be read: its elements and texts in the order of the document.
///
/// A flat list and no tree, so that no nesting is too deep to walk, and freeing it is one step.
struct HTMLDocument {
    enum Event {
        /// Index into `elements`.
        case open(Int32)
        /// Bytes of `bytes`.
        case text(Int32, Int32)
        /// Index into `elements`. Each element that is opened is closed, innermost first.
        case close(Int32)
    }

    struct Element {
        let tag: HTMLTag
        var traits: Traits = []
        /// A list's or an item's number; the level of an office program's list paragraph;
        /// `.min` if there is none.
        var number: Int32 = .min
        /// Where in `bytes` the address of a link or the words of a picture are.
        var value: Range<Int32> = 0..<0
    }

    struct Traits: OptionSet {
        let rawValue: UInt8
        /// A paragraph without space around.
        static let isTight = Traits(rawValue: 1)
        /// White space counts as it stands.
        static let isPreformatted = Traits(rawValue: 2)
        /// A row of a table whose cells are not written side by side in one line.
        static let isStacked = Traits(rawValue: 4)
        /// A table that says to hold data, so that empty cells mean something.
        static let isData = Traits(rawValue: 8)
        /// What an office program puts before the paragraphs of a list.
        static let isOfficeMarker = Traits(rawValue: 16)
        /// Numbered with letters.
        static let usesLetters = Traits(rawValue: 32)
    }

    var events: [Event] = []
    var elements: [Element] = []
    /// UTF-8 of all texts, addresses of links, words of pictures.
    var bytes: [UInt8] = []
}
