import CCurl
import Tickets

/// One HTTP request of libcurl and the beginning of its answer.
final class HTTPSession {
    private let handle: CurlHandle
    private var body: [UInt8] = []
    private var bodyBytes = 0

    /// An answer is read so far at most, in bytes; its status is known by then.
    static let bodyBytesMax = 65_536

    /// What came of it.
    enum Outcome {
        case answered(status: Int, body: [UInt8], retryAfterSeconds: Int64?)
        /// No answer.
        case failed(String)
        /// Nothing can be asked at such an address.
        case unusable(String)
    }

    init() throws { handle = try CurlHandle() }

    func setUp(_ request: WebhookRequest, caFile: String?, userAgent: String) throws {
        try handle.setServer(
            url: request.url, protocols: "http,https", timeoutSeconds: request.timeoutSeconds)
        try handle.setTrust(caFile: caFile)
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try handle.set(CURLOPT_USERAGENT, userAgent)
        try handle.set(CURLOPT_HTTPHEADER, request.headers)
        try request.body.withUnsafeBytes { bytes in
            try handle.check(
                postern_curl_set_body(
                    handle.pointer, bytes.baseAddress, curl_off_t(bytes.count)))
        }
        try handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }

    /// Asks, and blocks until the answer is there.
    func perform() -> Outcome {
        let context = Unmanaged.passUnretained(self).toOpaque()
        guard postern_curl_set_writer(handle.pointer, writeBody, context) == CURLE_OK else {
            return .failed("libcurl cannot be set up")
        }
        let (code, ending) = handle.perform()
        let status = postern_curl_response_code(handle.pointer)
        // A body that breaks off, or that we stop reading, changes nothing about its status.
        let mayHaveAnswer = [CURLE_OK, CURLE_WRITE_ERROR, CURLE_PARTIAL_FILE].contains(code)
        if mayHaveAnswer, status >= 200 {
            let seconds = postern_curl_retry_after(handle.pointer)
            return .answered(
                status: status, body: body, retryAfterSeconds: seconds > 0 ? Int64(seconds) : nil)
        }
        guard case .failed(let text) = ending else { return .failed("no answer") }
        let isUnusable = [
            CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED,
        ].contains(code)
        return isUnusable ? .unusable(text) : .failed(text)
    }

    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        bodyBytes += bytes.count
        body += bytes.prefix(max(0, 4_096 - body.count))
        return bodyBytes <= Self.bodyBytesMax ? bytes.count : 0
    }
}

/// Called by libcurl while ``HTTPSession/perform()`` runs, so the context is alive.
private func writeBody(
    bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let session = Unmanaged<HTTPSession>.fromOpaque(context).takeUnretainedValue()
    return session.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
}
