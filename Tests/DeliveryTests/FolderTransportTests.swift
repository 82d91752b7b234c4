import Foundation
import Testing
import Tickets

@testable import Delivery

@Suite("the maildir transport")
struct MaildirTransportTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("each mail is one file in new, with its envelope on top")
    func oneFile() async throws {
        let transport = MaildirTransport(folder: folder.path + "/box")
        let mail = try composedMail(to: ["alice@example.com", "bob@example.com"])
        guard case .sent(let path?) = await transport.send(mail) else {
            Issue.record("not stored")
            return
        }
        _ = await transport.send(try composedMail(id: "m2@tracker.example.org", sender: nil))
        let names = try folder.names(in: "box/new")
        #expect(names.count == 2)
        #expect(names.allSatisfy { $0.hasPrefix("1795221875.") })
        #expect(try folder.names(in: "box/tmp").isEmpty)
        #expect(try folder.names(in: "box") == ["cur", "new", "tmp"])
        let stored = try folder.text("box/new/" + (path as NSString).lastPathComponent)
        #expect(
            stored == """
                Return-Path: <support@example.org>
                X-Envelope-To: alice@example.com,
                \tbob@example.com
                Subject: A printer
                Message-ID: <m1@tracker.example.org>

                Hello

                """)
        let other = try #require(names.first { !path.hasSuffix($0) })
        #expect(try folder.text("box/new/" + other).hasPrefix("Return-Path: <>\n"))
    }

    @Test("the same mail again takes its own place, the same mail to somebody else does not")
    func again() async throws {
        let transport = MaildirTransport(folder: folder.path + "/box")
        let mail = try composedMail()
        #expect(await transport.send(mail) == (await transport.send(mail)))
        #expect(try folder.names(in: "box/new").count == 1)
        _ = await transport.send(try composedMail(to: ["bob@example.com"]))
        #expect(try folder.names(in: "box/new").count == 2)
    }

    @Test("a reader never sees half a mail")
    func atomic() async throws {
        let transport = MaildirTransport(folder: folder.path + "/box")
        let mail = try composedMail(body: String(repeating: "0123456789\n", count: 100_000))
        let whole = mail.envelopeHeaders.count + mail.bytes.count
        let path = folder.path + "/box/new"
        let sizes = await withTaskGroup(of: [Int].self) { group in
            group.addTask {
                for _ in 0..<20 { _ = await transport.send(mail) }
                return []
            }
            group.addTask {
                var sizes: [Int] = []
                for _ in 0..<400 {
                    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
                        if let data = FileManager.default.contents(atPath: path + "/" + name) {
                            sizes.append(data.count)
                        }
                    }
                    try? await Task.sleep(for: .milliseconds(1))
                }
                return sizes
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(!sizes.isEmpty)
        #expect(sizes.allSatisfy { $0 == whole })
    }

    @Test("a folder that cannot be made is temporary and named")
    func nowhere() async throws {
        let transport = MaildirTransport(folder: folder.path + "/absent/box")
        let reason = try #require(temporaryReason(await transport.send(try composedMail())))
        #expect(reason == "mkdir \(folder.path)/absent/box: No such file or directory")
    }
}

@Suite("the mbox transport")
struct FileTransportTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("mails stand one after the other, From lines quoted so that it can be undone")
    func quoting() async throws {
        let transport = FileTransport(path: folder.path + "/box")
        let body = "From the start\n>From before\nNot From\n From\nend"
        #expect(await transport.send(try composedMail(body: body)) == .sent(folder.path + "/box"))
        _ = await transport.send(try composedMail(body: "", sender: nil))
        #expect(
            try folder.text("box") == """
                From support@example.org Sat Nov 21 00:44:35 2026
                Return-Path: <support@example.org>
                X-Envelope-To: alice@example.com
                Subject: A printer
                Message-ID: <m1@tracker.example.org>

                >From the start
                >>From before
                Not From
                 From
                end

                From MAILER-DAEMON Sat Nov 21 00:44:35 2026
                Return-Path: <>
                X-Envelope-To: alice@example.com
                Subject: A printer
                Message-ID: <m1@tracker.example.org>



                """)
    }

    @Test("many at once do not mix")
    func concurrent() async throws {
        let transport = FileTransport(path: folder.path + "/box")
        let body = String(repeating: "a line of the same mail\n", count: 2_000)
        let results = try await withThrowingTaskGroup(of: DeliveryResult.self) { group in
            for number in 0..<12 {
                let mail = try composedMail(body: body, id: "m\(number)@tracker.example.org")
                group.addTask { await transport.send(mail) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.allSatisfy { $0 == .sent(folder.path + "/box") })
        let entries = try folder.text("box").components(separatedBy: "From support@example.org ")
        #expect(entries.count == 13)
        #expect(Set(entries.dropFirst().map(\.utf8.count)).count <= 2)  // m9 and m10
    }

    @Test("somebody else's lock is waited for, and no longer than the time-out")
    func locked() async throws {
        let path = folder.path + "/box"
        let other = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #expect(flock(other, LOCK_EX) == 0)
        let mail = try composedMail()
        let refused = await FileTransport(path: path, timeoutSeconds: 1).send(mail)
        #expect(temporaryReason(refused) == "\(path) is locked by another program")
        async let waited = FileTransport(path: path, timeoutSeconds: 20).send(mail)
        try await Task.sleep(for: .milliseconds(200))
        close(other)
        #expect(await waited == .sent(path))
    }

    @Test("a full disk leaves the mails that are there as they were")
    func full() async throws {
        // /dev/full takes no byte; what can be checked is that it is temporary and named.
        let reason = temporaryReason(
            await FileTransport(path: "/dev/full").send(try composedMail()))
        #expect(reason?.hasSuffix("No space left on device") == true)
    }
}
