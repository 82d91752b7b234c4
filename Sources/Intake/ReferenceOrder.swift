import Tickets

/// In which order the messages that a mail answers are looked up.
enum ReferenceOrder {
    /// In-Reply-To first: it names the message that was answered. Then References from last to
    /// first (RFC 5322 §3.6.4 puts the parent last), since some senders cut the list from the
    /// front.
    ///
    /// - Parameters:
    ///   - own: The mail's own Message-ID, which some mailers put into References too.
    ///   - countMax: The most that is returned; every id costs a look-up.
    /// - Returns: each id once; what is no Message-ID is left out.
    static func asked(
        inReplyTo: [String], references: [String], own: MessageID?, countMax: Int
    ) -> [MessageID] {
        var seen: Set<MessageID> = []
        if let own { seen.insert(own) }
        var order: [MessageID] = []
        for text in inReplyTo + references.reversed() {
            guard order.count < countMax else { break }
            guard let id = MessageID(text), seen.insert(id).inserted else { continue }
            order.append(id)
        }
        return order
    }
}
