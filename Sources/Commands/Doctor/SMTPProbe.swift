import Glibc

/// Asks whether a mail server is there: connects, waits for its first line, hangs up.
struct SMTPProbe {
    let host: String
    let port: Int
    /// For connecting, and again for the first line.
    let timeoutMilliseconds: Int32

    /// Why there is none.
    struct Failure: Error {
        /// For people.
        let words: String
    }

    /// - Parameter isExpected: whether the server speaks first; with TLS from the first byte it
    ///   does not, and being connected is enough.
    /// - Returns: its first line, empty where none is expected.
    func greeting(isExpected: Bool) -> Result<String, Failure> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let number = getaddrinfo(host, "\(port)", &hints, &list)
        guard number == 0 else {
            return .failure(Failure(words: String(cString: gai_strerror(number))))
        }
        defer { freeaddrinfo(list) }
        var last = Failure(words: "it has no address")
        var next = list
        while let address = next {
            switch ask(address.pointee, isExpected) {
            case .success(let line): return .success(line)
            case .failure(let failure): last = failure
            }
            next = address.pointee.ai_next
        }
        return .failure(last)
    }

    private func ask(_ address: addrinfo, _ isExpected: Bool) -> Result<String, Failure> {
        let socket = Glibc.socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        guard socket >= 0 else { return .failure(Self.failure(errno)) }
        defer { close(socket) }
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        if connect(socket, address.ai_addr, address.ai_addrlen) != 0 {
            guard errno == EINPROGRESS else { return .failure(Self.failure(errno)) }
            guard wait(socket, POLLOUT) else {
                return .failure(Failure(words: "no answer in time"))
            }
            var number: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(socket, SOL_SOCKET, SO_ERROR, &number, &size)
            guard number == 0 else { return .failure(Self.failure(number)) }
        }
        guard isExpected else { return .success("") }
        guard wait(socket, POLLIN) else { return .failure(Failure(words: "it says nothing")) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 1_024) { buffer, count in
            count = max(0, recv(socket, buffer.baseAddress, 1_024, 0))
        }
        let line = String(
            decoding: bytes.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") },
            as: UTF8.self)
        guard line.hasPrefix("220") else {
            return .failure(Failure(words: line.isEmpty ? "it hung up" : "it says: \(line)"))
        }
        return .success(line)
    }

    private func wait(_ socket: Int32, _ event: Int32) -> Bool {
        var poll = pollfd(fd: socket, events: Int16(event), revents: 0)
        while true {
            let ready = Glibc.poll(&poll, 1, timeoutMilliseconds)
            if ready < 0, errno == EINTR { continue }
            return ready > 0
        }
    }

    private static func failure(_ number: Int32) -> Failure {
        Failure(words: String(cString: strerror(number)))
    }
}
