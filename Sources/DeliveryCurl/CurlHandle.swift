import CCurl
import Glibc

/// One transfer of libcurl, whatever the protocol.
///
/// Used by one thread, once: make it, set it up, ``perform()``.
final class CurlHandle {
    let pointer: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
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

    /// Ready once in the process; libcurl 7.84 and later may be initialised by any thread.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() throws {
        guard Self.isReady, let handle = curl_easy_init() else {
            throw Failure(description: "cannot be initialised")
        }
        pointer = handle
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        // Says farewell, and may still write to the error text.
        Self.withoutBrokenPipe { curl_easy_cleanup(pointer) }
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    /// Says where to connect, by which protocols, and how long all may take.
    func setServer(url: String, protocols: String, timeoutSeconds: Int64) throws {
        try set(CURLOPT_URL, url)
        try set(CURLOPT_PROTOCOLS_STR, protocols)
        try set(CURLOPT_PROXY, "")  // or an environment variable would send it elsewhere
        try set(CURLOPT_TIMEOUT, Int(timeoutSeconds))
        try set(CURLOPT_CONNECTTIMEOUT, Int(timeoutSeconds))
        try set(CURLOPT_NOSIGNAL, 1)
        try check(postern_curl_set_error_buffer(pointer, errorText))
    }

    /// Certificates are checked always; `caFile` replaces the system's authorities.
    func setTrust(caFile: String?) throws {
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile { try set(CURLOPT_CAINFO, caFile) }
    }

    func set(_ option: CURLoption, _ value: Int) throws {
        try check(postern_curl_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: String) throws {
        try check(postern_curl_set_string(pointer, option, value))
    }

    func set(_ option: CURLoption, _ words: [String]) throws {
        var list: UnsafeMutablePointer<curl_slist>?
        for word in words {
            guard let longer = curl_slist_append(list, word) else {
                curl_slist_free_all(list)
                throw Failure(description: "out of memory")
            }
            list = longer
        }
        if let list { lists.append(list) }
        try check(postern_curl_set_list(pointer, option, list))
    }

    func check(_ code: CURLcode) throws {
        guard code == CURLE_OK else {
            throw Failure(description: String(cString: curl_easy_strerror(code)))
        }
    }

    /// Connects and transfers; blocks until it is over.
    func perform() -> (code: CURLcode, ending: Ending) {
        let code = Self.withoutBrokenPipe { curl_easy_perform(pointer) }
        if code == CURLE_OK { return (code, .completed) }
        let text = String(cString: errorText)
        return (code, .failed(text.isEmpty ? String(cString: curl_easy_strerror(code)) : text))
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
}
