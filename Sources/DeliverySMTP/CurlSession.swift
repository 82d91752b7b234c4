import CCurl
import Delivery
import Glibc
import Tickets

/// One SMTP connection of libcurl and the one mail that goes over it.
///
/// Used by one thread, once: make it, set it up, ``perform()``.
final class CurlSession {
    /// What was said so far.
    private(set) var talk: SMTPTalk
    private let handle: UnsafeMutableRawPointer
    private var recipients: UnsafeMutablePointer<curl_slist>?
    private let mail: [UInt8]
    private var sentBytes = 0
    private let errorText: UnsafeMutablePointer<CChar>

    /// What libcurl refused.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// How the transfer ended.
    enum Ending: Hashable {
        case completed
        /// With libcurl's words.
        case failed(String)
    }

    /// Whether the connection changes to TLS after it was opened.
    enum Encryption {
        /// No change: plain for `smtp`, TLS from the start for `smtps`.
        case asURLSays
        case tried
        case required
    }

    /// Ready once in the process; libcurl 7.84 and later may be initialised by any thread.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Takes the mail with any line ends.
    init(recipients: [EmailAddress], mail: [UInt8]) throws {
        guard Self.isReady, let handle = curl_easy_init() else {
            throw Failure(description: "cannot be initialised")
        }
        self.handle = handle
        self.mail = Self.withNetworkLineEnds(mail)
        talk = SMTPTalk(recipients: recipients)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        // Says farewell, and may still write to the error text.
        Self.withoutBrokenPipe { curl_easy_cleanup(handle) }
        curl_slist_free_all(recipients)
        errorText.deallocate()
    }

    /// Says where to connect, and how long all may take.
    func setServer(url: String, timeoutSeconds: Int64) throws {
        try set(CURLOPT_URL, url)
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try set(CURLOPT_PROXY, "")  // or an environment variable would send mail elsewhere
        try set(CURLOPT_TIMEOUT, Int(timeoutSeconds))
        try set(CURLOPT_CONNECTTIMEOUT, Int(timeoutSeconds))
        try set(CURLOPT_NOSIGNAL, 1)
        try check(postern_curl_set_error_buffer(handle, errorText))
    }

    /// Certificates are checked always; `caFile` replaces the system's authorities.
    func setEncryption(_ encryption: Encryption, caFile: String?) throws {
        let level =
            switch encryption {
            case .asURLSays: CURLUSESSL_NONE
            case .tried: CURLUSESSL_TRY
            case .required: CURLUSESSL_ALL
            }
        try set(CURLOPT_USE_SSL, Int(level.rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile { try set(CURLOPT_CAINFO, caFile) }
    }

    /// The recipients were given at the start; an empty sender is the null sender.
    func setEnvelope(sender: String) throws {
        try set(CURLOPT_MAIL_FROM, sender)
        for address in talk.recipients {
            guard let longer = curl_slist_append(recipients, address.value) else {
                throw Failure(description: "out of memory")
            }
            recipients = longer
        }
        try check(postern_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
        // Without it, one refused recipient would keep the mail from all others.
        try set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1)
    }

    /// The mechanism is agreed on with the server.
    func setCredentials(user: String, password: String) throws {
        try set(CURLOPT_USERNAME, user)
        try set(CURLOPT_PASSWORD, password)
    }

    /// Connects and sends; blocks until all is said.
    func perform() -> Ending {
        let context = Unmanaged.passUnretained(self).toOpaque()
        do {
            try set(CURLOPT_UPLOAD, 1)
            try check(
                postern_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(mail.count)))
            try check(postern_curl_set_reader(handle, readMail, context))
            try check(postern_curl_set_listener(handle, listen, context))
        } catch {
            return .failed("\(error)")
        }
        let code = Self.withoutBrokenPipe { curl_easy_perform(handle) }
        if code == CURLE_OK { return .completed }
        let text = String(cString: errorText)
        return .failed(text.isEmpty ? String(cString: curl_easy_strerror(code)) : text)
    }

    /// Copies the next bytes of the mail to where libcurl wants them.
    fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, mail.count - sentBytes)
        buffer.copyBytes(from: mail[sentBytes..<sentBytes + count])
        sentBytes += count
        return count
    }

    fileprivate func note(_ kind: curl_infotype, _ text: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_IN: talk.heard(Array(text))
        case CURLINFO_HEADER_OUT: talk.said(Array(text.prefix(16)))
        default: break
        }
    }

    private func set(_ option: CURLoption, _ value: Int) throws {
        try check(postern_curl_set_long(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) throws {
        try check(postern_curl_set_string(handle, option, value))
    }

    private func check(_ code: CURLcode) throws {
        guard code == CURLE_OK else {
            throw Failure(description: String(cString: curl_easy_strerror(code)))
        }
    }

    /// Keeps SIGPIPE from this thread, since OpenSSL writes to sockets that the server has closed.
    ///
    /// libcurl would ignore the signal for the whole process meanwhile, which is not ours to do.
    private static func withoutBrokenPipe<Result>(_ body: () -> Result) -> Result {
        var brokenPipe = sigset_t()
        var before = sigset_t()
        sigemptyset(&brokenPipe)
        sigaddset(&brokenPipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &brokenPipe, &before)
        defer {
            // One that came is taken off before the door is opened again.
            var noWait = timespec()
            while sigtimedwait(&brokenPipe, nil, &noWait) == SIGPIPE {}
            pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        return body()
    }

    /// Ends each line by CRLF (RFC 5321 §2.3.8), a lone CR as well: servers disagree on what it is.
    static func withNetworkLineEnds(_ bytes: [UInt8]) -> [UInt8] {
        let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 32)
        var previous: UInt8 = 0
        for byte in bytes {
            switch byte {
            case lf where previous == cr: break
            case lf, cr:
                result.append(cr)
                result.append(lf)
            default: result.append(byte)
            }
            previous = byte
        }
        return result
    }
}

/// Called by libcurl while ``CurlSession/perform()`` runs, so the context is alive.
private func readMail(
    buffer: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    guard let buffer, let context else { return 0 }
    let session = Unmanaged<CurlSession>.fromOpaque(context).takeUnretainedValue()
    return session.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}

/// Called by libcurl with each command and each line of an answer.
private func listen(
    handle: UnsafeMutableRawPointer?, kind: curl_infotype, text: UnsafeMutablePointer<CChar>?,
    length: Int, context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let text, let context else { return 0 }
    let session = Unmanaged<CurlSession>.fromOpaque(context).takeUnretainedValue()
    session.note(kind, UnsafeRawBufferPointer(start: text, count: length))
    return 0
}
