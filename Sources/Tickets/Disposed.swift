/// What a door needs to know of any error of ours (STYLE rule 19).
///
/// An error that does not conform counts as temporary, so no mail is lost to a surprise.
package protocol Disposed: Error {
    /// Whether the same thing may succeed later without anybody changing the request.
    var isTemporary: Bool { get }
    /// One line that a stranger may read: no path, no address, no SQL.
    var publicText: String { get }
    /// One line for the admin and the log; may name files and people.
    var detail: String { get }
}
