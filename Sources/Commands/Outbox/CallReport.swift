import Store
import Tickets

/// A webhook or a program run of the outbox as JSON. Secrets stand in it by their names only.
struct CallReport: Encodable {
    /// The receiver tells a second copy by it.
    let deliveryID: String
    /// `POST` or `PUT`; with `url`, `headers`, `contentType` and `signedWith` only of a webhook.
    let method: String?
    let url: String?
    let headers: [OutboxReport.HeaderReport]?
    let contentType: String?
    /// Name of the secret.
    let signedWith: String?
    /// With `arguments` only of a program run.
    let program: String?
    let arguments: [String]?
    /// Seconds.
    let timeout: Int64
    /// What is sent or stands on standard input.
    let body: String?
    /// HTTP status or exit code of the last attempt.
    let answerCode: Int64?
    /// The beginning of what was answered then.
    let answer: String?

    /// - Parameter isFull: with bodies.
    /// - Returns: `nil` for a mail.
    init?(_ row: OutboxRow, isFull: Bool) {
        deliveryID = row.content.id
        timeout = row.content.timeoutSeconds ?? 0
        answerCode = row.answer?.code
        answer = isFull ? row.answer?.text : nil
        switch row.content {
        case .mail: return nil
        case .webhook(let webhook):
            method = webhook.method.rawValue
            url = webhook.url
            headers = webhook.headers.map {
                OutboxReport.HeaderReport(name: $0.name, value: $0.value)
            }
            contentType = webhook.contentType
            signedWith = webhook.secret
            program = nil
            arguments = nil
            body = isFull ? webhook.body : nil
        case .program(let run):
            method = nil
            url = nil
            headers = nil
            contentType = nil
            signedWith = nil
            program = run.program
            arguments = run.arguments
            body = isFull ? run.input : nil
        }
    }
}
