import Tickets

/// Whom the scrips of one run tell of what happened, so that nobody reads the same twice.
///
/// Two notifications say the same when their scrips wait for the same (condition and search) and
/// their texts are one template or both show the message. An autoreply confirms and a forward hands
/// on; neither tells of anything, so they neither count nor are kept from anybody.
struct ToldPeople {
    private var tellings: [Occasion: [Telling]] = [:]

    private struct Occasion: Hashable {
        let condition: ScripCondition
        let search: String?

        init(_ scrip: Scrip) { (condition, search) = (scrip.condition, scrip.search) }
    }

    private struct Telling {
        let template: String
        let people: Set<EmailAddress>
    }

    /// Notes whom a scrip mails; nothing for one that does not notify.
    mutating func add(_ people: Set<EmailAddress>, by scrip: Scrip) {
        guard !people.isEmpty, scrip.isNotification, let template = scrip.template else { return }
        tellings[Occasion(scrip), default: []].append(Telling(template: template, people: people))
    }

    /// Whom a scrip need not tell any more.
    ///
    /// - Parameter shows: whether the template of that name shows the message.
    func people(for scrip: Scrip, shows: (String) -> Bool) -> Set<EmailAddress> {
        guard scrip.isNotification, let template = scrip.template,
            let tellings = tellings[Occasion(scrip)]
        else { return [] }
        return tellings.reduce(into: []) { people, telling in
            guard telling.template == template || (shows(telling.template) && shows(template))
            else { return }
            people.formUnion(telling.people)
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
