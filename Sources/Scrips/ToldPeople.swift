import Templates
import Tickets

/// Whom the scrips of one run tell of what happened, so that nobody reads the same twice.
///
/// Two notifications say the same to somebody when their scrips wait for the same (condition and
/// search), they come from the same address under the same subject, the first has all files of the
/// second, and either they are equal, or both show the whole message and the second has no line that
/// the first lacks. An autoreply confirms and a forward hands on; neither
/// tells of anything, so they neither count nor are kept from anybody.
struct ToldPeople {
    /// As templates show it; empty for none.
    private let message: String
    private var tellings: [Occasion: [Notification]] = [:]

    private struct Occasion: Hashable {
        let condition: ScripCondition
        /// However it is spaced and capitalised.
        let search: String?

        init(_ scrip: Scrip) {
            condition = scrip.condition
            search = scrip.search.map { (try? QueryParser.parse($0))?.root.description ?? $0 }
        }
    }

    init(of message: Message?) {
        self.message = message.map { MessageBody($0.text).text } ?? ""
    }

    /// Notes what a scrip mails; nothing for one that does not notify.
    mutating func add(_ mails: [Notification], by scrip: Scrip) {
        guard !mails.isEmpty, scrip.isNotification else { return }
        tellings[Occasion(scrip), default: []] += mails
    }

    /// Those who would read in a scrip's mails what they read in earlier ones.
    func people(in mails: [Notification], of scrip: Scrip) -> Set<EmailAddress> {
        guard !tellings.isEmpty, !mails.isEmpty, scrip.isNotification,
            let earlier = tellings[Occasion(scrip)]
        else { return [] }
        var people: Set<EmailAddress> = []
        for mail in mails {
            let recipients = Set(mail.recipients)
            for other in earlier {
                let both = recipients.intersection(other.recipients)
                if !both.isEmpty, says(other, all: mail) { people.formUnion(both) }
            }
        }
        return people
    }

    /// Whether whoever has the first mail misses nothing of the second.
    private func says(_ one: Notification, all other: Notification) -> Bool {
        guard one.from.address == other.from.address, one.subject == other.subject,
            Set(one.attachments).isSuperset(of: other.attachments)
        else { return false }
        if one.text == other.text, one.html == other.html { return true }
        return shows(one) && shows(other) && Self.lines(one).isSuperset(of: Self.lines(other))
    }

    private static func lines(_ mail: Notification) -> Set<Substring> {
        Set(mail.text.split(whereSeparator: \.isNewline))
    }

    /// Whether the message stands in a mail as lines of its own, in HTML as well where it has that.
    private func shows(_ mail: Notification) -> Bool {
        guard !message.isEmpty, "\n\(mail.text)\n".contains("\n\(message)\n") else { return false }
        guard let html = mail.html else { return true }
        let markup = Array(html.utf8)[...]
        return message.utf8.split(separator: UInt8(ascii: "\n")).allSatisfy { line in
            markup.firstRange(of: HTMLText.escaped(line)) != nil
        }
    }
}

extension Scrip {
    fileprivate var isNotification: Bool {
        switch action.meaning.mail {
        case .notify, .notifyRoles, .notifyNamed: true
        case .autoreply, .forward, nil: false
        }
    }
}
