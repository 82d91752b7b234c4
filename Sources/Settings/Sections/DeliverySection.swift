extension Settings {
    /// How outgoing mail leaves, and how long that is tried.
    package struct DeliverySection: Hashable, Sendable {
        /// Ways out.
        package enum Transport: String, CaseIterable, Hashable, Sendable {
            /// The mail server's own program, without a shell.
            case sendmail
            /// A connection to a mail server.
            case smtp
            /// A Maildir folder, for trials.
            case maildir
            /// One mbox file, for trials.
            case file
            /// Nowhere: mail stays in the outbox.
            case disabled = "none"
        }

        /// The way out.
        package var transport = Transport.sendmail
        /// Folder of `maildir`, file of `file`; `nil` with other transports.
        package var path: String?
        /// What mailgate may spend on delivering after the commit; zero: nothing.
        package var attemptTimeout = Duration.seconds(10)
        /// Wait after the first failure; doubles with each further one.
        package var retryDelayMin = Duration.seconds(60)
        /// Longest wait between two attempts.
        package var retryDelayMax = Duration.seconds(4 * 3600)
        /// Age of a mail at which it becomes a dead letter.
        package var giveUpAfter = Duration.seconds(5 * 86400)
        /// Envelope sender of all mails; `nil`: the queue's correspond address.
        package var envelopeFrom: String?
        /// Most mails that one process takes from the outbox at a time.
        package var batchMax = 100
        /// For the transport `sendmail`.
        package var sendmail = SendmailSection()
        /// For the transport `smtp`.
        package var smtp = SMTPSection()
        /// For webhooks.
        package var http = HTTPSection()
    }
}

extension Settings.DeliverySection {
    static let declarations = ways + patience

    private static let ways = [
        SettingDeclaration(
            "delivery.transport", \.delivery.transport, .choice, since: "0.1",
            """
            How mail leaves: sendmail runs the mail server's program; smtp connects to a server and
            needs the postern command or the daemon, since mailgate does not speak it; maildir and
            file write mail to "delivery.path" for trials; none leaves it in the outbox.
            """),
        SettingDeclaration(
            "delivery.path", \.delivery.path, .optional(.path), since: "0.1",
            example: "/tmp/postern-mail",
            """
            The Maildir folder or the mbox file of the transports maildir and file.
            """),
        SettingDeclaration(
            "delivery.envelope_from", \.delivery.envelopeFrom, envelopeAddress, since: "0.1",
            defaultNote: "the correspond address of the ticket's queue",
            example: "bounces@example.org",
            """
            Where undeliverable mail is returned to. It must lead into the tracker, or bounces are
            not recognised.
            """),
    ]

    private static let patience = [
        SettingDeclaration(
            "delivery.attempt_timeout", \.delivery.attemptTimeout, .duration(seconds: 0...300),
            since: "0.1",
            """
            How long mailgate may try to deliver what a mail has caused, once the mail itself is
            safe. What is left then stays in the outbox. 0 s leaves delivery to the daemon.
            """),
        SettingDeclaration(
            "delivery.retry_delay_min", \.delivery.retryDelayMin, .duration(seconds: 1...86400),
            since: "0.1",
            """
            How long to wait after the first failed attempt. Each further wait is about twice as
            long as the one before.
            """),
        SettingDeclaration(
            "delivery.retry_delay_max", \.delivery.retryDelayMax,
            .duration(seconds: 1...(7 * 86400)), since: "0.1",
            """
            The longest wait between two attempts.
            """),
        SettingDeclaration(
            "delivery.give_up_after", \.delivery.giveUpAfter,
            .duration(seconds: 60...(30 * 86400)), since: "0.1",
            """
            How long a mail is tried before it becomes a dead letter, which "postern doctor"
            reports and "postern outbox retry" sends off again.
            """),
        SettingDeclaration(
            "delivery.batch_max", \.delivery.batchMax, .integer(1...10_000, unit: "mails"),
            since: "0.1",
            """
            How many mails one process takes from the outbox at a time.
            """),
    ]

    /// Nothing and "" both mean: not set.
    private static var envelopeAddress: SettingType<String?> {
        let address = SettingType<String?>.optional(.address)
        return SettingType(
            address.name,
            read: { node, problems in
                node.content == .text("") ? .some(nil) : address.read(node, &problems)
            },
            write: address.write)
    }
}
