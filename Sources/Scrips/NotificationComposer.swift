import Templates
import Tickets

/// Makes the mails of one scrip: one for each language that its recipients read, and where the
/// template shows dates, for each time zone in which they look different.
struct NotificationComposer {
    private let scrip: Scrip
    private let action: MailAction
    private let snapshot: Snapshot
    private let audience: MailAudience
    private let tags: SubjectTags
    private let template: String

    /// Headers keep at most so many of the newest references; more help no mail program.
    static let referencesMax = 10

    init(
        _ scrip: Scrip, _ action: MailAction, _ snapshot: Snapshot, _ audience: MailAudience
    ) throws {
        guard let template = scrip.template else {
            throw ScripError(detail: "action \"\(scrip.action.name)\" needs a template")
        }
        self.template = template
        self.scrip = scrip
        self.action = action
        self.snapshot = snapshot
        self.audience = audience
        tags = SubjectTags(snapshot)
    }

    /// What came of it.
    struct Composed {
        /// In the order of their languages.
        var notifications: [Notification] = []
        /// Those who get none since the queue's own template is empty.
        var suppressed: Set<EmailAddress> = []
    }

    /// Makes all mails.
    func compose(from templates: inout CheckedTemplates) throws -> Composed {
        let queue = snapshot.queue
        var groups: [TemplateSource: [MailAudience.Recipient]] = [:]
        for recipient in audience.recipients {
            let wishes = [recipient.user?.language, queue.language, snapshot.site.language]
            let source = templates.find(
                template, for: wishes.compactMap { $0 }, queue: queue.name)
            guard let source, !source.isEmpty || source.queue != nil else {
                throw ScripError(detail: "there is no template \"\(template)\"")
            }
            groups[source, default: []].append(recipient)
        }
        var composed = Composed()
        for (source, recipients) in groups.sorted(by: { $0.key.key < $1.key.key }) {
            if source.isEmpty {
                composed.suppressed.formUnion(recipients.map(\.address))
            } else {
                let text = try templates.template(source, queue: queue.name)
                composed.notifications += try notifications(
                    to: recipients, text, templates.values(of: snapshot))
            }
        }
        return composed
    }

    /// One mail for all who get the same text.
    private func notifications(
        to recipients: [MailAudience.Recipient], _ text: TemplateText, _ values: TemplateValue
    ) throws -> [Notification] {
        var renderings: [(text: RenderedText, zones: Set<String>)] = []
        for zone in Set(recipients.map(zone(of:))).sorted() {
            let clock = MomentText(
                language: text.key.language, zone: snapshot.zones[zone] ?? .utc)
            var showsMoments = false
            let filled = try text.render(values) { milliseconds in
                showsMoments = true
                return clock.of(Timestamp(milliseconds: milliseconds))
            }
            if !showsMoments {
                renderings = [(filled, Set(recipients.map(zone(of:))))]
                break
            }
            if let index = renderings.firstIndex(where: { $0.text == filled }) {
                renderings[index].zones.insert(zone)
            } else {
                renderings.append((filled, [zone]))
            }
        }
        return try renderings.enumerated().map { index, rendering in
            let mark = index == 0 ? "" : "-\(index + 1)"
            return try notification(
                to: recipients.filter { rendering.zones.contains(zone(of: $0)) }, rendering.text,
                attachesFiles: text.attachesFiles, variant: text.key.language + mark)
        }
    }

    private func zone(of recipient: MailAudience.Recipient) -> String {
        recipient.user?.timeZone ?? snapshot.queue.timeZone ?? snapshot.site.timeZone
    }

    private func notification(
        to recipients: [MailAudience.Recipient], _ filled: RenderedText, attachesFiles: Bool,
        variant: String
    ) throws -> Notification {
        let seats = Placement(recipients)
        let (inReplyTo, references) = thread(for: seats)
        let isAutoreply = action == .autoreply
        return Notification(
            from: from, replyTo: from.address, to: seats.to, cc: seats.cc, bcc: seats.bcc,
            subject: tags.tagged(filled.subject ?? OneLine.of(snapshot.ticket.subject)),
            text: filled.text, html: filled.html,
            messageID: try Self.messageID(scrip, snapshot, part: variant), inReplyTo: inReplyTo,
            references: references, date: snapshot.now,
            automation: isAutoreply ? .replied : .generated,
            headers: headers(adding: filled.headers),
            // RFC 3834 §3.3: an automatic answer goes out with the null sender, so that nothing can
            // come back and start a loop; a forged sender's bounce would reach nobody's ticket.
            envelopeSender: isAutoreply ? "" : (snapshot.envelopeSender ?? from.address).value,
            attachments: (attachesFiles ? attachments : []) + forwarded)
    }

    /// `"Person via Queue"` at the address to which an answer belongs. Where only staff may read,
    /// that is the comment address, or an answer to a comment would go out to the requestor.
    private var from: NamedAddress {
        let queue = snapshot.queue
        let correspond = queue.correspondAddress ?? snapshot.fallbackSender
        let address = audience.isInternal ? queue.commentAddress ?? correspond : correspond
        let queueName = DisplayName.of(queue.name) ?? snapshot.site.name
        if action == .autoreply {
            return NamedAddress(address, name: DisplayName.of(queue.description) ?? queueName)
        }
        guard snapshot.actor.id != User.systemID, let person = DisplayName.of(snapshot.actor.shown)
        else { return NamedAddress(address, name: queueName) }
        return NamedAddress(address, name: "\(person) via \(queueName)")
    }

    private func headers(adding own: [RenderedText.Header]) -> [Notification.Header] {
        let site = OneLine.of(snapshot.site.name)
        return [
            Notification.Header("Precedence", "bulk"),
            // Everything but NDR, for a bounce is what tells us that an address is dead; "All"
            // would include it ([MS-OXCMAIL] lists the values).
            Notification.Header("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
            Notification.Header("X-Postern-Loop", site),
            Notification.Header("X-Postern-Ticket", "\(site) #\(snapshot.ticket.id)"),
        ] + own.map { Notification.Header($0.name, $0.value) }
    }

    /// What the mail answers, of those mails that its recipients have.
    ///
    /// Mails that everybody in To and Cc has come first; when there is none, those of the first of
    /// them who has any. People in Bcc do not count beside them: what only staff were sent must not
    /// be named to a requestor.
    private func thread(for seats: Placement) -> (inReplyTo: MessageID?, references: [MessageID]) {
        let visible = seats.to + seats.cc
        let readers = (visible.isEmpty ? seats.bcc : visible).map(\.address)
        let thread = snapshot.thread.filter { audience.isInternal || !$0.isInternal }
        var known = thread.filter { $0.holders.isSuperset(of: readers) }
        for reader in readers where known.isEmpty {
            known = thread.filter { $0.holders.contains(reader) }
        }
        let ids = known.suffix(Self.referencesMax).map(\.id)
        return (ids.last, ids)
    }

    private var forwarded: [Notification.AttachmentReference] {
        action == .forward ? snapshot.forwarded.compactMap(\.attachment) : []
    }

    private var attachments: [Notification.AttachmentReference] {
        guard let message = snapshot.message, let mail = message.mail else { return [] }
        return message.attachments.map {
            Notification.AttachmentReference(mail: mail, attachment: $0)
        }
    }

    /// The same again whenever the same scrip runs over the same snapshot; no other mail has it,
    /// since each that a scrip makes has another part.
    ///
    /// - Parameter part: tells apart what one scrip makes: the language, numbered where one has
    ///   several mails.
    static func messageID(_ scrip: Scrip, _ snapshot: Snapshot, part: String) throws -> MessageID {
        let ids = "\(snapshot.ticket.id)-\(snapshot.transaction.id)"
        let nonce = snapshot.nonce.isEmpty ? "" : ".\(snapshot.nonce)"
        let name = "\(ids)-\(slug(scrip.name))-\(part)\(nonce)"
        let text = "postern.\(name)@\(snapshot.site.domain)"
        guard let id = MessageID(text) else {
            throw ScripError(detail: "\"\(text)\" cannot be a Message-ID")
        }
        return id
    }

    /// A scrip's name as it is; of one with other letters (``Scrip/isASCIIName(_:)``) a hash of it,
    /// so that two of those differ as well.
    static func slug(_ name: String) -> String {
        if Scrip.isASCIIName(name) { return name }
        // FNV-1a, 64 bits.
        let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return "x" + String(hash, radix: 36)
    }
}

/// In which header everybody stands, as RT places them.
private struct Placement {
    private(set) var to: [NamedAddress] = []
    private(set) var cc: [NamedAddress] = []
    private(set) var bcc: [NamedAddress] = []

    init(_ recipients: [MailAudience.Recipient]) {
        func named(_ isWanted: (MailAudience.Recipient) -> Bool) -> [NamedAddress] {
            recipients.filter(isWanted).map {
                NamedAddress($0.address, name: $0.user?.realName.flatMap(DisplayName.of))
            }
        }
        func named(_ role: Role, ofQueue: Bool? = nil) -> [NamedAddress] {
            named { recipient in
                guard recipient.place == nil, let seat = recipient.seat else { return false }
                return seat.role == role && (ofQueue ?? seat.isOfQueue) == seat.isOfQueue
            }
        }
        to = named(.requestor) + named { $0.place == .to }
        cc = named(.cc, ofQueue: false) + named { $0.place == .cc }
        let ofQueue = named(.cc, ofQueue: true)
        if to.isEmpty { to = ofQueue } else { cc += ofQueue }
        let owner = named(.owner)
        if to.isEmpty { to = owner } else { bcc = owner }
        // AdminCcs do not learn of each other, nor does anybody else of them.
        bcc += named(.adminCc) + named { $0.place == .bcc }
    }
}

/// Why a scrip failed; stays in the module, where it becomes a failed ``ScripOutcome``.
struct ScripError: Error, CustomStringConvertible {
    let detail: String

    var description: String { detail }
}
