import Desk
import Tickets

/// The head of a ticket as people read it: what it is, whose it is, since when.
struct TicketPage {
    let view: TicketView
    /// The number that was asked for.
    let asked: TicketID
    let terminal: Terminal
    let time: TimeText

    /// The head, each line ended.
    func text() -> String {
        let ticket = view.ticket
        var text = terminal.styled("#\(ticket.id)  \(Terminal.line(ticket.subject))", .bold) + "\n"
        if asked != ticket.id {
            text += terminal.styled("      #\(asked) was merged into it", .yellow) + "\n"
        }
        let rows = rows().filter { !$0.1.isEmpty }
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        for (name, value) in rows {
            let gap = String(repeating: " ", count: width - name.count)
            // Further lines stand below the first.
            let margin = "\n" + String(repeating: " ", count: width + 2)
            let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
            text +=
                "  " + terminal.styled(name, .faint) + gap
                + lines.joined(separator: margin) + "\n"
        }
        return text
    }

    private func rows() -> [(String, String)] {
        let ticket = view.ticket
        return [
            ("Status", terminal.styled(Terminal.line(ticket.status), .cyan)),
            ("Queue", Terminal.line(view.queue.name)),
            ("Owner", view.owner.map { Terminal.line($0.shown) } ?? "Nobody"),
            ("Requestors", seats(.requestor)), ("Cc", seats(.cc)), ("AdminCc", seats(.adminCc)),
        ] + customSeats() + [
            ("Squelched", view.squelched.map(\.value).joined(separator: ", ")),
            ("Priority", priority()), ("Time", times()),
            ("Created", moment(ticket.created)),
            ("Updated", ticket.updated == ticket.created ? "" : moment(ticket.updated)),
            ("Answered", moment(ticket.told)), ("Starts", moment(ticket.starts)),
            ("Due", due()), ("Resolved", moment(ticket.resolved)), ("Links", links()),
            ("Merged", merged()),
        ] + fields()
    }

    /// `High (80)`; nothing for the lowest, which is every ticket's that nobody rated.
    private func priority() -> String {
        let ticket = view.ticket
        guard ticket.priority != 0 || ticket.finalPriority != 0 else { return "" }
        let end = ticket.finalPriority == 0 ? "" : ", rising to \(ticket.finalPriority)"
        return "\(Terminal.line(view.priorityName)) (\(ticket.priority)\(end))"
    }

    private func times() -> String {
        let ticket = view.ticket
        return [
            ("worked", ticket.timeWorked), ("estimated", ticket.timeEstimated),
            ("left", ticket.timeLeft),
        ].filter { $0.1 != 0 }.map { "\(Minutes.text($0.1)) \($0.0)" }.joined(separator: ", ")
    }

    private func fields() -> [(String, String)] {
        view.fields.map { values in
            let isLong = values.field.kind == .text
            let shown = values.values.map { value in
                isLong
                    ? Terminal.safe(value).trimmingSuffix(\.isWhitespace)
                    : Terminal.line(FieldWord.shown(value, of: values.field, time))
            }
            return (
                Terminal.line(values.field.name), shown.joined(separator: isLong ? "\n" : ", ")
            )
        }
    }

    private func customSeats() -> [(String, String)] {
        let roles = Set(view.watchers.map(\.role).filter(\.isCustom)).sorted()
        return roles.map { (Terminal.line($0.name), seats($0)) }
    }

    private func seats(_ role: Role) -> String {
        view.watchers.filter { $0.role == role }.map { seat in
            let place = seat.isOfQueue ? terminal.styled(" (of the queue)", .faint) : ""
            return Terminal.line(PersonText.member(seat.member, view.users, view.groups)) + place
                + suspended(seat.member)
        }.joined(separator: ", ")
    }

    /// Whoever reads the ticket must see that somebody there gets no mail.
    private func suspended(_ member: Principal) -> String {
        guard case .user(let id) = member,
            let address = view.users[id]?.addresses.first(where: view.suspended.contains)
        else { return "" }
        let words =
            address == view.users[id]?.addresses.first ? "suspended" : "\(address) suspended"
        return terminal.styled(" (\(words): mails came back)", .red)
    }

    private func moment(_ moment: Timestamp?) -> String {
        guard let moment else { return "" }
        let relative = time.relative(moment)
        // Old moments are shown as a date already; the exact one beside it is enough.
        let shown = relative == time.date(moment) ? "" : relative
        let gap = String(repeating: " ", count: shown.isEmpty ? 0 : max(2, 14 - shown.count))
        return shown + gap + terminal.styled(time.exact(moment), .faint)
    }

    private func due() -> String {
        guard let due = view.ticket.due else { return "" }
        let isLate = due < time.now && view.ticket.resolved == nil
        return moment(due) + (isLate ? terminal.styled("  overdue", .red) : "")
    }

    private func links() -> String {
        let own = view.links.map { link in
            let target =
                switch link.target {
                case .ticket(let id): "#\(id)"
                case .uri(let uri): Terminal.line(uri)
                }
            return "\(TransactionText.linkWords(link.kind.rawValue)) \(target)"
        }
        let others = view.backlinks.map {
            "\(TransactionText.linkWords($0.kind.inverseName)) #\($0.ticket)"
        }
        return (own + others).joined(separator: ", ")
    }

    private func merged() -> String {
        view.merged.map { "#\($0)" }.joined(separator: ", ")
    }
}

/// Names people as people write them.
enum PersonText {
    /// `Bob Brown <bob@example.org>`, or only the address where that is all the name there is.
    static func user(_ user: User) -> String {
        guard let address = user.addresses.first else { return user.shown }
        return user.shown.lowercased() == address.value
            ? address.value : "\(user.shown) <\(address)>"
    }

    /// A user, or `group NAME`.
    static func member(
        _ member: Principal, _ users: [UserID: User], _ groups: [GroupID: Group]
    ) -> String {
        switch member {
        case .user(let id): users[id].map(user) ?? "user \(id)"
        case .group(let id): "group \(groups[id]?.name ?? "\(id)")"
        }
    }
}

extension String {
    /// Without what fits at its end.
    fileprivate func trimmingSuffix(_ isTaken: (Character) -> Bool) -> String {
        String(self[..<(lastIndex { !isTaken($0) }.map { index(after: $0) } ?? startIndex)])
    }
}
