package import Delivery
import FoundationEssentials
import MIME
package import Tickets

/// Makes the requests of webhooks, each over a connection of its own.
///
/// Redirects are not followed: an address that answers with one is wrong, and what stands behind it
/// is nothing that the site's admin has written down.
package struct WebhookClient: Sendable {
    private let secret: @Sendable (String) throws -> String
    private let caFile: String?
    private let userAgent: String
    private let clock: @Sendable () -> Timestamp

    /// Takes what it works with.
    ///
    /// - Parameters:
    ///   - secret: gives a secret by its name; what it throws is temporary, for the admin will mend
    ///     it.
    ///   - caFile: PEM file of the authorities to trust; `nil` for the system's.
    ///   - clock: the time of the attempt, which is signed with the body.
    package init(
        secret: @escaping @Sendable (String) throws -> String, caFile: String? = nil,
        userAgent: String, clock: @escaping @Sendable () -> Timestamp
    ) {
        self.secret = secret
        self.caFile = caFile
        self.userAgent = userAgent
        self.clock = clock
    }

    /// Makes one request, away from the caller's thread.
    ///
    /// 2xx is success. 408, 425, 429, 5xx and all that goes wrong before an answer are temporary;
    /// what else is answered is permanent.
    @concurrent
    package func call(_ webhook: Webhook) async -> CallResult {
        do {
            let request = try WebhookRequest(
                webhook, secret: secret, seconds: clock().milliseconds / 1_000)
            return perform(request)
        } catch let error as WebhookRequest.Refusal {
            return CallResult(.permanent, error.description)
        } catch {
            let detail = (error as? any Disposed)?.detail ?? "\(error)"
            return CallResult(.temporary(retryAfterSeconds: nil), detail)
        }
    }

    private func perform(_ request: WebhookRequest) -> CallResult {
        let place = request.place
        do {
            let session = try HTTPSession()
            try session.setUp(request, caFile: caFile, userAgent: userAgent)
            switch session.perform() {
            case .unusable(let text):
                return CallResult(.permanent, "\(place): \(request.hiding(text))")
            case .failed(let text):
                return CallResult(
                    .temporary(retryAfterSeconds: nil), "\(place): \(request.hiding(text))")
            case .answered(let status, let body, let retryAfter):
                return Self.result(
                    status, request.hiding(AnswerText.of(body)), place,
                    retryAfterSeconds: retryAfter)
            }
        } catch {
            return CallResult(.temporary(retryAfterSeconds: nil), "libcurl: \(error)")
        }
    }

    static func result(
        _ status: Int, _ body: String, _ place: String, retryAfterSeconds: Int64?
    ) -> CallResult {
        let said = ReasonText.firstLine(of: Array(body.utf8)).map { ": " + $0 } ?? ""
        let text = "\(place) answered \(status)" + said
        let answer = CallAnswer(code: Int64(status), text: body)
        switch status {
        case 200..<300: return CallResult(.done, text, answer: answer)
        case 300..<400:
            return CallResult(
                .permanent, "\(place) answered \(status), a redirect, which is not followed",
                answer: answer)
        case 408, 425, 429, 500...:
            return CallResult(
                .temporary(retryAfterSeconds: retryAfterSeconds), text, answer: answer)
        default: return CallResult(.permanent, text, answer: answer)
        }
    }
}
