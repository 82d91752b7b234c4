package import Store
package import Tickets

extension OutboxRow {
    /// The mail in a row that a test knows to be one.
    package var notification: Notification {
        guard let mail else { fatalError("row \(id) of the outbox is a \(content.kind.rawValue)") }
        return mail
    }
}
