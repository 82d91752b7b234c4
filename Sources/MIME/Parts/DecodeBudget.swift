/// How many more bytes may come out of the decoders for one mail.
///
/// Transfer encodings shrink what they wrap, but packed files (TNEF's compressed text) grow, and a
/// part may be looked into more than once. One account for all keeps a small mail from becoming a
/// large one, whatever the way.
struct DecodeBudget {
    private(set) var left: Int
    /// Something did not fit; the rest of it was not decoded.
    private(set) var isExceeded = false

    init(bytesMax: Int) {
        left = max(0, bytesMax)
    }

    /// Asks for `count` bytes.
    ///
    /// - Returns: how many of them may be used; fewer than asked for once the account is empty.
    mutating func take(_ count: Int) -> Int {
        let granted = min(count, left)
        left -= granted
        if granted < count { isExceeded = true }
        return granted
    }

    /// Whether `count` bytes may be made at all. They are not taken yet: that happens when they are
    /// there, since a hostile header promises more than it holds.
    mutating func allows(_ count: Int) -> Bool {
        if count > left { isExceeded = true }
        return count <= left
    }
}
