extension Settings {
    /// What incoming mail may be like, and what is answered to it.
    package struct MailSection: Hashable, Sendable {
        /// Bytes of a whole mail; a larger one is refused.
        package var sizeMax = 40 << 20
        /// Bytes of all header lines of one part together.
        package var headerBytesMax = 1 << 20
        /// MIME parts of one mail, at all depths.
        package var partsMax = 1000
        /// Multiparts and mails within each other.
        package var nestingDepthMax = 100
        /// Bytes of text kept for reading and searching, of each mail.
        package var textBytesMax = 4 << 20
        /// Bytes that the parts of one mail may decode to, all together.
        package var decodedBytesMax = 256 << 20
        /// Seconds of processor time for one mail.
        package var cpuSecondsMax = 60
        /// Addresses in `To`, `Cc` and `Reply-To` together.
        package var addressesMax = 500
        /// Message-IDs in `References` that are looked up, newest first.
        package var referencesMax = 100
        /// `Received` headers from which on a mail is taken to be in a loop.
        package var receivedMax = 100
        /// Addresses that lead into the tracker besides those of the queues; never mailed.
        package var ownAddresses: [String] = []
        /// Whether people are told of what they did themselves.
        package var notifyActor = false
        /// Autoreplies to one sender within an hour; 0: none.
        package var autoreplyPerSenderHour = 10
        /// Autoreplies to one sender within ten minutes; 0: none.
        package var autoreplyPerSenderBurst = 3
        /// Autoreplies on one ticket within an hour; 0: none.
        package var autoreplyPerTicketHour = 10
        /// Mails that must come back for good before an address is suspended; 0: never.
        package var bouncesMax = 3
        /// Days within which they must come back.
        package var bounceDays = 30
        /// Applied to each sender's address, in this order.
        package var addressRewrite: [AddressRewrite] = []
    }
}

extension Settings.MailSection {
    static let declarations = limits + loops + bounces + identity

    private static let limits = [
        SettingDeclaration(
            "mail.size_max", \.mail.sizeMax, .size((64 << 10)...(1 << 30)), since: "0.1",
            """
            The largest mail that is taken. A larger one is refused with exit code 69, which the
            mail server reports to the sender. Keep it at or above the mail server's own limit
            (Postfix: message_size_limit), which refuses before anything is transferred.
            """),
        SettingDeclaration(
            "mail.header_bytes_max", \.mail.headerBytesMax, .size((16 << 10)...(64 << 20)),
            since: "0.1",
            """
            How much of the header of a mail, and of each of its parts, is looked at. The raw mail
            is kept whole in any case.
            """),
        SettingDeclaration(
            "mail.parts_max", \.mail.partsMax, .integer(10...100_000, unit: "parts"),
            since: "0.1",
            """
            How many MIME parts of a mail are looked at, at all depths together. What comes after
            them is kept in the raw mail and noted as a defect.
            """),
        SettingDeclaration(
            "mail.nesting_depth_max", \.mail.nestingDepthMax, .integer(5...1000, unit: "levels"),
            since: "0.1",
            """
            How deep multiparts and attached mails may lie within each other before the inner ones
            are left unopened. Real mail hardly passes ten.
            """),
        SettingDeclaration(
            "mail.text_bytes_max", \.mail.textBytesMax, .size((64 << 10)...(64 << 20)),
            since: "0.1",
            """
            How much text of a mail is stored for reading and searching. Longer text is cut there;
            the raw mail has all of it.
            """),
        SettingDeclaration(
            "mail.decoded_bytes_max", \.mail.decodedBytesMax, .size((1 << 20)...(4 << 30)),
            since: "0.1",
            """
            How many bytes the parts of a mail may come to once their encoding is undone, files
            inside uuencode and Outlook's winmail.dat included. A mail that goes beyond is decoded
            no further and goes to quarantine: small mails that swell are made on purpose. Keep it
            well above mail.size_max.
            """),
        SettingDeclaration(
            "mail.cpu_seconds_max", \.mail.cpuSecondsMax, .integer(1...3600, unit: "seconds"),
            since: "0.1",
            """
            How much processor time one mail may take to be read and stored; time spent waiting does
            not count. Beyond it the program stops with exit code 75, and the next time the mail
            server brings the same mail, it goes to quarantine unread. A mail of 40 MB needs about
            two.
            """),
        SettingDeclaration(
            "mail.addresses_max", \.mail.addressesMax, .integer(10...10_000, unit: "addresses"),
            since: "0.1",
            """
            How many addresses of a mail's To, Cc and Reply-To are looked at.
            """),
        SettingDeclaration(
            "mail.references_max", \.mail.referencesMax, .integer(1...1000, unit: "Message-IDs"),
            since: "0.1",
            """
            How many Message-IDs of a mail's References are looked up to find its ticket, from the
            last to the first.
            """),
    ]

    private static let loops = [
        SettingDeclaration(
            "mail.received_max", \.mail.receivedMax, .integer(10...1000, unit: "headers"),
            since: "0.1",
            """
            From how many Received headers on a mail is taken to run in circles and goes to
            quarantine.
            """),
        SettingDeclaration(
            "mail.own_addresses", \.mail.ownAddresses,
            .list(of: .address, named: "list of mail addresses"), since: "0.1",
            example: "[support@example.org, helpdesk@example.org]",
            """
            Further addresses that lead into this tracker: old names, aliases. The addresses of
            queues are known already. Postern never mails them and never makes them watchers, so
            it cannot talk to itself. Case does not matter.
            """),
        SettingDeclaration(
            "mail.notify_actor", \.mail.notifyActor, .boolean, since: "0.1",
            """
            Whether those who answer or change a ticket get the notification about it as well.
            """),
        SettingDeclaration(
            "mail.autoreply_per_sender_hour", \.mail.autoreplyPerSenderHour,
            .integer(0...10_000, unit: "mails an hour"), since: "0.1",
            """
            How many automatic answers one address gets within an hour, from all queues; 0 switches
            them off. The mails beyond that become tickets as usual. This ends a loop with another
            program that answers everything.
            """),
        SettingDeclaration(
            "mail.autoreply_per_sender_burst", \.mail.autoreplyPerSenderBurst,
            .integer(0...10_000, unit: "mails in ten minutes"), since: "0.1",
            """
            How many of them one address gets within ten minutes: the round trips of a loop are
            short, and a person who opens a fourth ticket so soon knows that they arrive.
            """),
        SettingDeclaration(
            "mail.autoreply_per_ticket_hour", \.mail.autoreplyPerTicketHour,
            .integer(0...10_000, unit: "mails an hour"), since: "0.1",
            """
            How many automatic answers one ticket sends within an hour, to all people together; 0
            switches them off.
            """),
    ]

    private static let bounces = [
        SettingDeclaration(
            "mail.bounces_max", \.mail.bouncesMax, .integer(0...1000, unit: "mails"), since: "0.1",
            """
            How many different mails to an address must come back for good, within
            mail.bounce_days, before it is suspended: not mailed any more until somebody says
            `postern address resume`. 0 suspends none. Mails that are only late, and full mailboxes,
            do not count.
            """),
        SettingDeclaration(
            "mail.bounce_days", \.mail.bounceDays, .integer(1...3650, unit: "days"), since: "0.1",
            """
            How long a mail that came back counts towards mail.bounces_max.
            """),
    ]

    private static let identity = [
        SettingDeclaration(
            "mail.address_rewrite", \.mail.addressRewrite, .addressRewrites, since: "0.1",
            example: #"[{match: '(.+)@mail[0-9]*\.example\.org', replace: '$1@example.org'}]"#,
            """
            Makes one address of several spellings before a sender is looked up. Each rule has a
            regular expression that must match the whole address, without regard to case, and what
            to put in its place; $1 to $9 stand for the groups, $0 for all, $$ for a dollar. Rules
            apply in order, each to what the one before it left. Write them in single quotes.
            """)
    ]
}
