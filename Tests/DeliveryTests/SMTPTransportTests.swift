import Delivery
import DeliveryCurl
import Foundation
import Testing
import Tickets

@Suite("the SMTP transport")
struct SMTPTransportTests {
    private func transport(
        _ sink: SMTPSink, tls: SMTPTransport.TLSMode = .none, credentials: SMTPCredentials? = nil,
        caFile: String? = nil, timeoutSeconds: Int64 = 20
    ) -> SMTPTransport {
        SMTPTransport(
            host: "127.0.0.1", port: sink.port, tls: tls, credentials: credentials, caFile: caFile,
            timeoutSeconds: timeoutSeconds, heloName: "tracker.example.org")
    }

    @Test("a mail arrives byte for byte, with network line ends and its envelope")
    func accepted() async throws {
        let sink = try SMTPSink()
        let mail = try composedMail(
            body: "Hello\n.\n..\n.From\n\nend", to: ["alice@example.com", "bob@example.com"])
        #expect(await transport(sink).send(mail) == .sent("250 2.0.0 taken as sink-1"))
        let text = String(decoding: mail.bytes, as: UTF8.self) + "\n"
        #expect(
            String(decoding: try sink.mail(), as: UTF8.self)
                == text.replacingOccurrences(of: "\n", with: "\r\n"))
        #expect(
            try sink.envelope()
                == .init(
                    sender: "support@example.org",
                    recipients: ["alice@example.com", "bob@example.com"],
                    helo: "tracker.example.org", secure: false))
    }

    @Test("the null sender is empty")
    func nullSender() async throws {
        let sink = try SMTPSink()
        _ = await transport(sink).send(try composedMail(sender: nil))
        #expect(try sink.envelope().sender == "")
    }

    @Test("five megabytes of dots and long lines arrive whole")
    func large() async throws {
        let sink = try SMTPSink()
        let body = String(
            repeating: ".\n..\n" + String(repeating: ".", count: 900) + "\n", count: 5_500)
        let mail = try composedMail(body: body)
        guard case .sent = await transport(sink).send(mail) else {
            Issue.record("not sent")
            return
        }
        #expect(try sink.mail().filter { $0 != 0x0D } == mail.bytes)
    }

    @Test("4xx to the body is temporary, 5xx permanent; the reason is the server's answer")
    func refusedBody() async throws {
        let busy = try SMTPSink(["--final", "451 4.3.0 queue file write error"])
        #expect(
            temporaryReason(await transport(busy).send(try composedMail()))
                == "127.0.0.1:\(busy.port): 451 4.3.0 queue file write error")
        let full = try SMTPSink(["--final", "554 5.6.0 message content rejected"])
        #expect(
            permanentReason(await transport(full).send(try composedMail()))
                == "127.0.0.1:\(full.port): 554 5.6.0 message content rejected")
    }

    @Test("4xx and 5xx to the sender and to DATA speak of the mail as well")
    func refusedEarlier() async throws {
        let large = try SMTPSink(["--mail", "552 5.3.4 message too big"])
        #expect(
            permanentReason(await transport(large).send(try composedMail()))
                == "127.0.0.1:\(large.port): 552 5.3.4 message too big")
        let slow = try SMTPSink(["--mail", "450 4.7.1 slow down"])
        #expect(temporaryReason(await transport(slow).send(try composedMail())) != nil)
        let data = try SMTPSink(["--data", "554 5.5.1 no valid recipients"])
        #expect(permanentReason(await transport(data).send(try composedMail())) != nil)
    }

    @Test("one refused recipient does not keep the mail from the others")
    func onePartly() async throws {
        let sink = try SMTPSink()
        let unknown = try address("unknown@example.com")
        let later = try address("later@example.com")
        let result = await transport(sink).send(
            try composedMail(to: [
                "alice@example.com", "unknown@example.com", "bob@example.com", "later@example.com",
            ]))
        let server = "127.0.0.1:\(sink.port)"
        #expect(
            result
                == .partly(
                    sent: [try address("alice@example.com"), try address("bob@example.com")],
                    refused: [
                        .init(
                            address: unknown,
                            reason: "\(server) for \(unknown): 550 5.1.1 no such mailbox: 5.1.1 "
                                + "unknown@example.com",
                            isPermanent: true),
                        .init(
                            address: later,
                            reason: "\(server) for \(later): 451 4.2.1 mailbox busy",
                            isPermanent: false),
                    ]))
        #expect(sink.count == 1)
        #expect(try sink.envelope().recipients == ["alice@example.com", "bob@example.com"])
    }

    @Test("all refused for good is permanent, one refused for now makes it temporary")
    func allRefused() async throws {
        let sink = try SMTPSink()
        let gone = try composedMail(to: ["unknown1@example.com", "unknown2@example.com"])
        #expect(permanentReason(await transport(sink).send(gone)) != nil)
        let mixed = try composedMail(to: ["unknown@example.com", "later@example.com"])
        #expect(temporaryReason(await transport(sink).send(mixed)) != nil)
        #expect(sink.count == 0)
    }

    @Test("a connection that breaks after the body leaves doubt, which is temporary")
    func dropped() async throws {
        let sink = try SMTPSink(["--drop", "body"])
        #expect(temporaryReason(await transport(sink).send(try composedMail())) != nil)
    }

    @Test("a connection that breaks at the farewell does not: the mail is taken")
    func droppedLate() async throws {
        let sink = try SMTPSink(["--drop", "farewell"])
        #expect(
            await transport(sink).send(try composedMail()) == .sent("250 2.0.0 taken as sink-1"))
    }

    @Test("a server that greets with 5xx says nothing about the mail")
    func greeting() async throws {
        let sink = try SMTPSink(["--greeting", "554 5.7.1 go away"])
        let reason = temporaryReason(await transport(sink).send(try composedMail()))
        #expect(reason?.contains("554 5.7.1 go away") == true)
    }

    @Test("a server that is not there, silent, or no server at all is temporary")
    func unreachable() async throws {
        let sink = try SMTPSink(["--silent"])
        let silent = await transport(sink, timeoutSeconds: 1).send(try composedMail())
        #expect(temporaryReason(silent) != nil)
        let absent = SMTPTransport(host: "127.0.0.1", port: 1, tls: .none, timeoutSeconds: 5)
        let reason = temporaryReason(await absent.send(try composedMail()))
        #expect(reason?.contains("127.0.0.1") == true)
        for host in ["", "a b", "host/path", "host\r\nQUIT", "user@host", "host?x"] {
            let nonsense = SMTPTransport(host: host, port: 25, tls: .none, timeoutSeconds: 5)
            #expect(
                temporaryReason(await nonsense.send(try composedMail()))?.hasPrefix("no SMTP")
                    == true)
        }
    }
}

@Suite("SMTP with TLS and passwords")
struct SMTPSecurityTests {
    let certificate: TestCertificate

    init() throws { certificate = try TestCertificate() }

    private func sink(_ options: [String] = []) throws -> SMTPSink {
        try SMTPSink(
            ["--certificate", certificate.certificate, "--key", certificate.key] + options)
    }

    private func send(
        _ sink: SMTPSink, _ tls: SMTPTransport.TLSMode, caFile: String?,
        credentials: SMTPCredentials? = nil
    ) async throws -> DeliveryResult {
        await SMTPTransport(
            host: "127.0.0.1", port: sink.port, tls: tls, credentials: credentials, caFile: caFile,
            timeoutSeconds: 20
        ).send(try composedMail())
    }

    @Test(
        "with a trusted certificate the mail goes encrypted",
        arguments: SMTPTransport.TLSMode.allCases)
    func trusted(_ tls: SMTPTransport.TLSMode) async throws {
        let sink = try sink(tls == .implicit ? ["--implicit"] : [])
        let result = try await send(sink, tls, caFile: certificate.certificate)
        #expect(result == .sent("250 2.0.0 taken as sink-1"))
        #expect(try sink.envelope().secure == (tls != .none))
    }

    @Test(
        "an untrusted certificate stops the mail, for now",
        arguments: [SMTPTransport.TLSMode.starttls, .required, .implicit])
    func untrusted(_ tls: SMTPTransport.TLSMode) async throws {
        let sink = try sink(tls == .implicit ? ["--implicit"] : [])
        #expect(temporaryReason(try await send(sink, tls, caFile: nil)) != nil)
        #expect(sink.count == 0)
    }

    @Test("a server that hangs up as soon as it has the mail does not end us by SIGPIPE")
    func hangUp() async throws {
        let sink = try sink(["--drop", "taken"])
        for number in 1...5 {
            let result = try await send(sink, .required, caFile: certificate.certificate)
            #expect(result == .sent("250 2.0.0 taken as sink-\(number)"))
        }
    }

    @Test("a certificate for another name stops the mail, for now")
    func wrongName() async throws {
        let other = try TestCertificate(name: "DNS:mail.example.net")
        let sink = try SMTPSink(["--certificate", other.certificate, "--key", other.key])
        let result = try await send(sink, .required, caFile: other.certificate)
        #expect(temporaryReason(result) != nil)
        #expect(sink.count == 0)
    }

    @Test("a server without TLS gets nothing where TLS is required, the mail where it is tried")
    func noTLS() async throws {
        let plain = try SMTPSink()
        #expect(temporaryReason(try await send(plain, .required, caFile: nil)) != nil)
        #expect(plain.count == 0)
        #expect(try await send(plain, .starttls, caFile: nil) == .sent("250 2.0.0 taken as sink-1"))
    }

    private let credentials = SMTPCredentials(user: "tracker", password: "swordfish")

    @Test("with name and password we are let in")
    func login() async throws {
        let sink = try sink(["--auth", "tracker:swordfish"])
        let result = try await send(
            sink, .required, caFile: certificate.certificate, credentials: credentials)
        #expect(result == .sent("250 2.0.0 taken as sink-1"))
        #expect(try sink.envelope().user == "tracker")
    }

    @Test("a wrong password is temporary, and is not told")
    func wrongPassword() async throws {
        let sink = try sink(["--auth", "tracker:other"])
        let result = try await send(
            sink, .required, caFile: certificate.certificate, credentials: credentials)
        let reason = try #require(temporaryReason(result))
        #expect(reason.contains("535"))
        #expect(!reason.contains("swordfish"))
    }

    @Test("a server that offers no way to log in cannot kill mail by refusing it")
    func noWayToLogIn() async throws {
        let sink = try sink(["--auth", "tracker:swordfish", "--hide-auth"])
        let result = try await send(
            sink, .required, caFile: certificate.certificate, credentials: credentials)
        #expect(temporaryReason(result)?.contains("no way to log in") == true)
    }

    @Test("a password needs TLS: tried becomes required, none is refused beyond loopback")
    func passwordNeedsTLS() async throws {
        let plain = try SMTPSink(["--auth", "tracker:swordfish"])
        let tried = try await send(plain, .starttls, caFile: nil, credentials: credentials)
        #expect(temporaryReason(tried) != nil)
        let far = SMTPTransport(
            host: "192.0.2.1", port: 25, tls: .none, credentials: credentials, timeoutSeconds: 5)
        let reason = temporaryReason(await far.send(try composedMail()))
        #expect(reason == "a password for 192.0.2.1 is not sent without TLS")
        let near = try await send(plain, .none, caFile: nil, credentials: credentials)
        #expect(near == .sent("250 2.0.0 taken as sink-1"))
    }

    @Test("neither printing nor dumping shows the password")
    func secret() {
        let transport = SMTPTransport(
            host: "127.0.0.1", port: 25, tls: .none, credentials: credentials, timeoutSeconds: 5)
        var dumped = ""
        dump(transport, to: &dumped)
        #expect(!dumped.contains("swordfish"))
        #expect(!"\(transport)".contains("swordfish"))
    }
}
