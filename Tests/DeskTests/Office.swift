import Desk
import Foundation
import Scrips
import SiteFiles
import Store
import Synchronization
import Templates
import TestKit
import Testing
import Tickets

/// A whole site on a fresh store, with the shipped scrips, templates and lifecycle, and a clock
/// that the test moves.
final class Office: Sendable {
    let fixture: StoreFixture
    let desk: Desk
    let queue: Queue
    private let clock: Clock

    /// - Parameters:
    ///   - adapt: changes what is set up: a broken template, another scrip.
    ///   - site: other limits.
    init(
        _ engine: StoreEngine, site: Site? = nil, adapt: (inout SetupPlan) -> Void = { _ in }
    ) throws {
        fixture = try StoreFixture(engine)
        let clock = Clock()
        desk = Desk(
            store: TicketStore(driver: fixture.driver),
            site: site
                ?? Site(
                    name: "example.org", formerNames: ["old.example"], domain: "mx.example.org"),
            lifecycles: ["default": try Self.lifecycle()], clock: { clock.now() })
        self.clock = clock
        var plan = SetupPlan(
            queue: Queue(
                id: QueueID(0), name: "support", description: "Example Support",
                correspondAddress: EmailAddress("support@example.org"),
                commentAddress: EmailAddress("support-comment@example.org")),
            scrips: try Self.scrips(), templates: try Self.templates())
        adapt(&plan)
        queue = try desk.setUp(plan)
    }

    /// Lets time pass.
    func pass(seconds: Int64) { clock.pass(seconds: seconds) }

    private final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_795_000_000_000)
        func now() -> Timestamp { milliseconds.withLock { Timestamp(milliseconds: $0) } }
        func pass(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1_000 } }
    }

    // MARK: What is shipped

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private static func lifecycle() throws -> Lifecycle {
        try LifecycleFile.read(root + "/etc/lifecycles/default.yaml")
    }

    private static func scrips() throws -> [ScripRow] {
        try ScripFolder.read(root + "/scrips").map { ScripRow($0, queues: []) }
    }

    private static func templates() throws -> [TemplateRow] {
        try TemplateFolder.read(root + "/templates").map {
            TemplateRow(
                name: $0.name, language: $0.language, textSource: $0.text, htmlSource: $0.html)
        }
    }

    // MARK: Mail

    /// What Intake would make of a mail; `change` makes it special.
    func mail(
        from sender: String, subject: String, id: String, references: [String] = [],
        queue: String? = "support", action: Route.Action = .correspond,
        change: (inout Verdict) -> Void = { _ in }
    ) throws -> Verdict {
        let raw = Array(
            "From: \(sender)\nSubject: \(subject)\nMessage-ID: <\(id)>\n\nHello.\n".utf8)
        var verdict = Verdict(
            route: Route(queue: queue, action: action), envelope: Envelope(), raw: raw,
            sha256: "sha-\(id)-\(subject)", fingerprint: "print-\(id)-\(subject)-\(sender)")
        verdict.sender = NamedAddress(try #require(EmailAddress(sender)))
        verdict.subject = subject
        verdict.tags = SubjectLine.tags(in: subject)
        verdict.messageID = MessageID(id)
        verdict.references = references.compactMap { MessageID($0) }
        verdict.text = "Hello."
        change(&verdict)
        return verdict
    }

    /// Takes a mail in and expects it to open a ticket.
    func open(from sender: String = "rita@example.net", _ subject: String, id: String) throws
        -> Ticket
    {
        let receipt = try desk.receive(try mail(from: sender, subject: subject, id: id))
        guard case .opened(let ticket) = receipt.outcome else {
            throw Surprise(text: "\(receipt.outcome)")
        }
        return try self.ticket(ticket)
    }

    struct Surprise: Error { let text: String }

    // MARK: Looking

    func ticket(_ id: TicketID) throws -> Ticket {
        try #require(try desk.store.read { try $0.ticket(id) })
    }

    func outbox(of ticket: TicketID) throws -> [OutboxRow] {
        try desk.store.read { try $0.outbox(of: ticket) }
    }

    func user(_ address: String) throws -> User? {
        let address = try #require(EmailAddress(address))
        return try desk.store.read { try $0.user(at: address) }
    }

    /// Everybody who was mailed about the ticket, in order.
    func recipients(of ticket: TicketID) throws -> [String] {
        try outbox(of: ticket).flatMap { $0.notification.recipients.map(\.value) }
    }

    func kinds(of ticket: TicketID) throws -> [Transaction.Kind] {
        try desk.store.read { try $0.transactions(of: ticket) }.map(\.kind)
    }

    /// A member of staff with an address at example.org.
    func staff(_ name: String) throws -> User {
        try desk.addUser(
            name: name, realName: nil, isPrivileged: true, language: nil,
            addresses: [try #require(EmailAddress("\(name)@example.org"))], as: User.systemID)
    }
}
