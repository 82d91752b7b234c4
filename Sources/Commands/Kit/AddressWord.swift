import Desk
import Store
import Tickets

/// Addresses as the command line takes them.
enum AddressWord {
    /// Takes a bare address.
    static func read(_ text: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else {
            throw CommandFailure(
                "\"\(text)\" is no address; name@example.org was expected", .usage)
        }
        return address
    }

    /// Takes an address, or the first one of a user whom the actor may name.
    static func person(
        _ text: String, _ session: StoreSession, for instance: Instance
    ) throws -> EmailAddress {
        if let address = EmailAddress(text) { return address }
        if text.lowercased().hasPrefix("group:") {
            throw CommandFailure(
                "\"\(text)\" is a group; an address or a user's name was expected", .usage)
        }
        let user = try session.user(named: text)
        // Who has an account is only staff's business.
        guard instance.actor.isPrivileged || user?.id == instance.actor.id else {
            throw CommandFailure(
                "\"\(text)\" is no address; name@example.org was expected", .usage)
        }
        guard let user else {
            throw CommandFailure(
                "\"\(text)\" is neither an address nor a user's name; see `postern user list`",
                .usage)
        }
        guard let address = user.addresses.first else {
            throw CommandFailure("user \"\(user.name)\" has no address")
        }
        return address
    }
}

extension Instance {
    /// Says on standard error which addresses belong to nobody who has to do with a ticket: whoever
    /// was to be left out may get it all the same.
    func warn(ofStrangers addresses: [EmailAddress], on ticket: TicketID) throws {
        let strangers = try desk.strangers(among: addresses, on: ticket, as: actor.id)
        for (address, nearest) in strangers {
            let meant = nearest.map { "; did you mean \($0)?" } ?? ""
            StandardError.say(
                Terminal.line("note: nobody on #\(ticket) has the address \(address)\(meant)"))
        }
    }
}

/// Languages as the command line takes them.
enum LanguageWord {
    /// Takes a BCP 47 tag such as `en` or `pt-BR`; whether there are templates in it shows later,
    /// and mail falls back to the site's language.
    static func read(_ text: String) throws -> String {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag =
            (2...3).contains(parts.first?.count ?? 0)
            && parts.allSatisfy { part in
                (1...8).contains(part.count)
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
        guard isTag else {
            throw CommandFailure(
                "\"\(text)\" is no language; a tag such as en or uk was expected", .usage)
        }
        return text
    }
}

extension Instance {
    /// Says on standard error when no template has a language that somebody chose.
    func warn(ofLanguage tag: String?) throws {
        guard let tag else { return }
        let known = Set(try store.read { try $0.templates() }.map { $0.language.lowercased() })
        let wanted = tag.lowercased()
        // A template in German serves de-AT too.
        let main = wanted.split(separator: "-").first.map(String.init) ?? wanted
        guard !known.contains(wanted), !known.contains(main) else { return }
        StandardError.say(
            "note: no template is written in \"\(tag)\", so mails stay in another language; there"
                + " are: \(known.sorted().joined(separator: ", "))")
    }
}
