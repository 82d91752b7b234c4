/// How SQLite is told which file to open.
enum SQLiteFile {
    /// A URI (https://www.sqlite.org/uri.html), the only way to open a file without creating it
    /// that GRDB leaves.
    ///
    /// - Parameter mode: `rw` or `ro`; a missing file is an error in both.
    static func uri(_ path: String, mode: String) -> String {
        var uri = "file:"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                uri += hex.count == 1 ? "%0" + hex : "%" + hex
            }
        }
        return uri + "?mode=" + mode
    }
}
