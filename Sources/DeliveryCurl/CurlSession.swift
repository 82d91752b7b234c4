import CCurl
import Tickets

/// One SMTP connection of libcurl and the one mail that goes over it.
///
/// Used by one thread, once: make it, set it up, ``perform()``.
final class CurlSession {
    /// What was said so far.
    private(set) var talk: SMTPTalk
    private let handle: CurlHandle
    private let mail: [UInt8]
    private var sentBytes = 0

    /// Whether the connection changes to TLS after it was opened.
    enum Encryption {
        /// No change: plain for `smtp`, TLS from the start for `smtps`.
        case asURLSays
        case tried
        case required
    }

    /// Takes the mail with any line ends.
    init(recipients: [EmailAddress], mail: [UInt8]) throws {
        handle = try CurlHandle()
        self.mail = Self.withNetworkLineEnds(mail)
        talk = SMTPTalk(recipients: recipients)
    }

    /// Says where to connect, and how long all may take.
    func setServer(url: String, timeoutSeconds: Int64) throws {
        try handle.setServer(url: url, protocols: "smtp,smtps", timeoutSeconds: timeoutSeconds)
    }

    /// Certificates are checked always; `caFile` replaces the system's authorities.
    func setEncryption(_ encryption: Encryption, caFile: String?) throws {
        let level =
            switch encryption {
            case .asURLSays: CURLUSESSL_NONE
            case .tried: CURLUSESSL_TRY
            case .required: CURLUSESSL_ALL
            }
        try handle.set(CURLOPT_USE_SSL, Int(level.rawValue))
        try handle.setTrust(caFile: caFile)
    }

    /// The recipients were given at the start; an empty sender is the null sender.
    func setEnvelope(sender: String) throws {
        try handle.set(CURLOPT_MAIL_FROM, sender)
        try handle.set(CURLOPT_MAIL_RCPT, talk.recipients.map(\.value))
        // Without it, one refused recipient would keep the mail from all others.
        try handle.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1)
    }

    /// The mechanism is agreed on with the server.
    func setCredentials(user: String, password: String) throws {
        try handle.set(CURLOPT_USERNAME, user)
        try handle.set(CURLOPT_PASSWORD, password)
    }

    /// Connects and sends; blocks until all is said.
    func perform() -> CurlHandle.Ending {
        let context = Unmanaged.passUnretained(self).toOpaque()
        do {
            try handle.set(CURLOPT_UPLOAD, 1)
            try handle.check(
                postern_curl_set_size(
                    handle.pointer, CURLOPT_INFILESIZE_LARGE, curl_off_t(mail.count)))
            try handle.check(postern_curl_set_reader(handle.pointer, readMail, context))
            try handle.check(postern_curl_set_listener(handle.pointer, listen, context))
        } catch {
            return .failed("\(error)")
        }
        return handle.perform().ending
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
