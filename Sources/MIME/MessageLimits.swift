/// How much of a mail is looked at. Past a limit the mail is still read, with a ``Defect``.
package struct MessageLimits: Hashable, Sendable {
    /// Bytes of header, of the mail and of each part; fields behind are not read.
    package var headerBytesMax: Int
    /// Leaves in a mail, files inside `winmail.dat` and uuencode included.
    package var partsMax: Int
    /// Multiparts around a leaf. 1 means that a multipart may not contain a multipart.
    package var nestingDepthMax: Int
    /// Bytes of decoded text in all text parts of a mail together, bodies before attachments.
    package var textBytesMax: Int
    /// Bytes that come out of all decoders together, files inside `winmail.dat` and uuencode
    /// included; behind them nothing more is decoded.
    package var decodedBytesMax: Int
    /// Addresses in all fields of one name together.
    package var addressesMax: Int
    /// Message-IDs in `References`, and in `In-Reply-To`; the newest are kept.
    package var referencesMax: Int

    /// The defaults take any mail that a person's mail program makes.
    package init(
        headerBytesMax: Int = 512 << 10,
        partsMax: Int = 1_000,
        nestingDepthMax: Int = 50,
        textBytesMax: Int = 4 << 20,
        decodedBytesMax: Int = 256 << 20,
        addressesMax: Int = 2_000,
        referencesMax: Int = 100
    ) {
        self.headerBytesMax = headerBytesMax
        self.partsMax = partsMax
        self.nestingDepthMax = nestingDepthMax
        self.textBytesMax = textBytesMax
        self.decodedBytesMax = decodedBytesMax
        self.addressesMax = addressesMax
        self.referencesMax = referencesMax
    }
}
