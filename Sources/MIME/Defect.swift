/// Something wrong with a mail that did not keep it from being read.
package struct Defect: Hashable, Sendable {
    /// What was wrong; the raw value is stable and stored.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// There is not one byte, or nothing but white space.
        case emptyMail
        /// No header field was found: the whole is taken as a text.
        case missingHeader
        /// Something stood above the first header field and was skipped.
        case junkBeforeHeader
        /// A line inside the header is neither a field nor a continuation; it was skipped.
        case malformedHeaderLine
        /// The header ended without an empty line.
        case missingBlankLine
        /// A header value held NUL bytes; each became a space.
        case nulInHeader
        /// A field that may stand once stands twice with different values; the first one counts.
        case duplicateHeader
        /// The header was longer than `headerBytesMax`; the rest of it was not read.
        case headerTooLong
        /// A media type that RFC 2045 does not allow; taken as plain text.
        case invalidContentType
        /// A transfer encoding that nobody knows; the bytes were taken as they are.
        case unknownTransferEncoding
        /// A text that is not in its declared charset; another one was used.
        case wrongCharset
        /// A multipart without a boundary, or one that never occurs; its source became a text.
        case missingBoundary
        /// A multipart that the end of the mail, or of the part around it, cut off.
        case unterminatedMultipart
        /// More leaves than `partsMax`; those behind were not read.
        case tooManyParts
        /// Multiparts nested deeper than `nestingDepthMax`; what is inside became a text.
        case nestedTooDeep
        /// HTML with more than 512 elements in each other; its words were read, not its lists,
        /// tables and quotes.
        case htmlTooDeep
        /// More decoded text than `textBytesMax`; the rest was left out of `text`.
        case textTooLong
        /// The parts decode to more than `decodedBytesMax`; sizes and digests of the last ones are of
        /// what was decoded.
        case decodedTooLarge
        /// A uuencoded file without its end; taken as far as it goes.
        case unterminatedUuencode
        /// A `winmail.dat` that is cut short or lies about its lengths; what was sound was unpacked.
        case damagedTNEF
        /// More addresses in one kind of field than `addressesMax`; the rest was not read.
        case tooManyAddresses
        /// More references than `referencesMax`; the oldest were left out.
        case tooManyReferences
        /// A `Date` that is none.
        case invalidDate
        /// An address field in which no address was found.
        case invalidAddress
    }

    /// What was wrong.
    package let code: Code
    /// Where, and what was cut; for staff and the log. May quote names of fields, never contents.
    package let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}
