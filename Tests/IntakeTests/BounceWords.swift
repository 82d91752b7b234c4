import Tickets

@testable import Intake

/// The tables of ``BounceWordsTests``; each text is invented in the manner of its server.
enum BounceWords {
    static func read(_ row: WordsCase) -> Verdict {
        var lines: [String] = []
        if let from = row.from { lines.append("From: \(from)") }
        lines += ["To: support@example.com", "Subject: \(row.subject)"] + row.headers
        lines += ["Content-Type: text/plain; charset=utf-8"]
        return MailSource.read(Array((lines.joined(separator: "\n") + "\n\n" + row.body).utf8))
    }

    /// The end of many reports: the header of the mail that came back.
    static let returned = """
        Received: from mx.example.com by mx.example.net; Mon, 2 Feb 2026 10:00:00 +0000
        From: support@example.com
        To: bob@example.net
        Message-ID: <ours-1@example.com>
        Subject: Printer

        """

    static let servers: [WordsCase] = [
        WordsCase(
            what: "Postfix without its report part",
            subject: "Undelivered Mail Returned to Sender",
            body: """
                This is the mail system at host mx.example.net.

                I'm sorry to have to inform you that your message could not
                be delivered to one or more recipients. For further assistance,
                please send mail to <postmaster@example.net>

                <bob@example.net>: host mail.example.net[192.0.2.1] said: 550 no such user
                    here (in reply to RCPT TO command)

                """),
        WordsCase(
            what: "qmail", headers: ["Return-Path: <>"], subject: "failure notice",
            body: """
                Hi. This is the qmail-send program at mx.example.net.
                I'm afraid I wasn't able to deliver your message to the following addresses.

                <bob@example.net>:
                Sorry, no mailbox here by that name. (#5.1.1)

                --- Below this line is a copy of the message.

                Return-Path: <support@example.com>
                Message-ID: <ours-1@example.com>

                """, about: "ours-1@example.com"),
        WordsCase(
            what: "Exim", from: "Mail Delivery System <Mailer-Daemon@mx.example.net>",
            headers: ["X-Failed-Recipients: bob@example.net, carol@example.net"],
            subject: "Mail delivery failed: returning message to sender",
            body: """
                A message that you sent could not be delivered to all of its recipients.
                The following address(es) failed:

                  bob@example.net
                    Unrouteable address
                  carol@example.net
                    mailbox is full

                ------ This is a copy of the message, including all the headers. ------

                """ + returned,
            told: ["bob@example.net failed 5.1.1", "carol@example.net failed 5.2.2"],
            about: "ours-1@example.com"),
        WordsCase(
            what: "an old Sendmail with nothing but its session", from: "MAILER-DAEMON",
            subject: "Returned mail: User unknown",
            body: """
                   ----- Transcript of session follows -----
                While talking to mail.example.net:
                >>> RCPT To:<bob@example.net>
                <<< 550 No such user here
                550 <bob@example.net>... User unknown

                   ----- Unsent message follows -----

                """ + returned, about: "ours-1@example.com"),
        WordsCase(
            what: "DragonFly, which has no address", from: "MAILER-DAEMON <>",
            subject: "Mail delivery failed",
            body: """
                This is the DragonFly Mail Agent at mx.example.net.

                There was an error delivering your mail to <bob@example.net>.

                mail.example.net did not like our RCPT TO:
                550 5.1.1 unknown

                Message headers follow.

                """ + returned, about: "ours-1@example.com"),
        WordsCase(
            what: "Exchange 5.5", from: "System Administrator <postmaster@example.net>",
            headers: ["X-Mailer: Internet Mail Service (5.5.2653.19)"],
            subject: "Undeliverable: Printer",
            body: """
                Your message

                  To:      list@example.org
                  Subject: Printer
                  Sent:    Mon, 2 Feb 2026 10:00:00 +0000

                did not reach the following recipient(s):

                bob@example.net on Mon, 2 Feb 2026 10:00:05 +0000
                    The recipient name is not recognized
                    MSEXCH:IMS:EXAMPLE 550 (000C05A6) Unknown Recipient

                """),
        WordsCase(
            what: "Exchange with an X.400 address",
            from: "System Administrator <postmaster@example.net>", headers: ["Return-Path: <>"],
            subject: "Undeliverable: Printer",
            body: """
                Your message

                  To:      list@example.org

                did not reach the following recipient(s):

                c=US;a= ;p=Example;o=One;dda:SMTP=bob@example.net; on Mon, 2 Feb 2026
                    The recipient name is not recognized

                """),
        WordsCase(
            what: "Exchange Online without its report part", from: "postmaster@example.net",
            subject: "Undeliverable: Printer",
            body: """
                Delivery has failed to these recipients or groups:

                bob@example.net<mailto:bob@example.net>
                The email address you entered couldn't be found.

                Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'

                Original message headers:

                """ + returned, about: "ours-1@example.com"),
        WordsCase(
            what: "Domino", from: "Postmaster@example.net",
            headers: ["Return-Path: <MAILER-DAEMON>"],
            subject: "DELIVERY FAILURE: User bob (bob@example.net) not listed in Domino Directory",
            body: """
                Your message

                  Subject: Printer

                was not delivered to:

                  bob@example.net

                because:

                  User bob (bob@example.net) not listed in Domino Directory

                """),
        WordsCase(
            what: "IMail", from: "Postmaster <postmaster@example.net>",
            headers: ["X-Mailer: <SMTP32 v8.05>"], subject: "Undeliverable Mail",
            body: "undeliverable to bob@example.net\nno such user\n\nOriginal message follows.\n\n"
                + returned, about: "ours-1@example.com"),
        WordsCase(
            what: "MDaemon", from: "MDaemon@example.net", headers: ["Return-Path: <>"],
            subject: "Warning: bob@example.net - User unknown!",
            body: "bob@example.net - no such user here.\n"),
        WordsCase(
            what: "MailMarshal", from: "postmaster@example.net",
            subject: "Undeliverable Mail: \"Printer\"",
            body: """
                Your message:
                   From:    support@example.com
                   Subject: Printer

                Could not be delivered because of

                550 5.1.1 User unknown

                The following recipients were affected:
                    bob@example.net

                """),
        WordsCase(
            what: "a virus filter that attaches the mail", from: "imss@example.net",
            subject: "Mail could not be delivered",
            body: """
                ****** Message from InterScan Messaging Security Suite ******

                Sent <<< RCPT TO:<bob@example.net>
                Received >>> 550 5.1.1 unknown user.
                Unable to deliver message to <bob@example.net> (and others in the same domain).

                ************************     End of message     **********************

                """),
        WordsCase(
            what: "LSMTP", from: "LSMTP for Windows <postmaster@example.net>",
            headers: ["X-Report-Type: Nondelivery"], subject: "Undelivered mail",
            body: """
                An error was detected while processing the enclosed message.

                --> Error description:
                Error-for:  bob@example.net
                Error-Text: user unknown
                Error-End:  One error reported.

                """),
        WordsCase(
            what: "a gateway without any name of a machine", from: "gate17@example.net",
            subject: "Returned Mail - Error During Delivery",
            body: """
                ------ Failed Recipients ------
                <bob@example.net>: Requested action not taken: mailbox unavailable. [550]
                -------- Returned Mail --------

                """ + returned, about: "ours-1@example.com"),
        WordsCase(
            what: "a mailing list that refuses our mail", from: "talk-admin@example.net",
            headers: ["X-MLServer: fml [fml 4.0]"],
            subject: "You support@example.com are not member",
            body: "You are not a member of this mailing list <talk@example.net>.\n",
            told: ["talk@example.net failed 5.7.1"]),
        WordsCase(
            what: "a provider's words in HTML only, on one line",
            headers: [], subject: "failure notice",
            body:
                "I'm afraid I wasn't able to deliver the following message.\nTo: bob@example.net\n"
                + "550 no such user\n---Below this line is a copy of the message.\n"),
        WordsCase(
            what: "only the subject names the address", from: "Postmaster <>",
            subject: "Undeliverable: bob@example.net", body: "It did not reach them.\n",
            told: ["bob@example.net failed -"]),
        WordsCase(
            what: "a delay", from: "Mail Delivery System <Mailer-Daemon@mx.example.net>",
            subject: "Warning: message 1a2b delayed 24 hours",
            body: """
                A message that you sent has not yet been delivered to one or more of its
                recipients after more than 24 hours.

                The address to which the message has not yet been delivered is:

                  bob@example.net
                    Connection refused

                No action is required on your part. Delivery attempts will continue for some time.

                """, kind: .delayNotice, told: ["bob@example.net delayed 4.4.1"]),
        WordsCase(
            what: "a delay by Gmail", headers: ["X-Failed-Recipients: bob@example.net"],
            subject: "Delivery Status Notification (Delay)",
            body: """
                This is an automatically generated Delivery Status Notification

                THIS IS A WARNING MESSAGE ONLY.

                Delivery to the following recipient has been delayed:

                     bob@example.net

                """, kind: .delayNotice, told: ["bob@example.net delayed -"]),
    ]

    static let languages: [WordsCase] = [
        ("German", "Unzustellbar: Drucker", "Ihre Nachricht konnte nicht zugestellt werden:"),
        ("French", "Non remis : Imprimante", "Votre message n'a pas pu être remis à :"),
        ("Spanish", "No se puede entregar: Impresora", "Su mensaje no se pudo entregar a:"),
        ("Italian", "Non recapitabile: Stampante", "Il messaggio non è stato recapitato a:"),
        ("Portuguese", "Não entregue: Impressora", "A mensagem não foi entregue a:"),
        ("Dutch", "Onbestelbaar: Printer", "Uw bericht kon niet worden bezorgd bij:"),
        ("Polish", "Niedostarczalne: Drukarka", "Wiadomość nie została dostarczona do:"),
        ("Russian", "Недоставленное: Принтер", "Ваше сообщение не доставлено:"),
        ("Japanese", "配信不能: プリンター", "次の宛先へ配信できませんでした:"),
        ("Chinese", "未送达: 打印机", "您的邮件无法送达以下收件人:"),
        ("Korean", "배달되지 않음: 프린터", "다음 받는 사람에게 배달되지 않았습니다:"),
    ].map { language, subject, sentence in
        WordsCase(
            what: "a server that writes \(language)", from: "postmaster@example.net",
            headers: ["Return-Path: <>"], subject: subject,
            body: "\(sentence)\n\n  bob@example.net\n  550 5.1.1 user unknown\n")
    }

    private static let ann = "Ann Example <ann@example.org>"

    static let people: [WordsCase] = [
        WordsCase(
            what: "forwards a bounce with a word above", from: ann,
            subject: "Fwd: Undelivered Mail Returned to Sender",
            body: """
                What does this mean?

                -------- Forwarded Message --------
                From: MAILER-DAEMON@mx.example.net

                Your message could not be delivered. <bob@example.net>: 550 no such user

                """, kind: .person),
        WordsCase(
            what: "forwards a bounce without a word", from: ann,
            subject: "WG: Unzustellbar: Drucker",
            body:
                "Ihre Nachricht konnte nicht zugestellt werden:\n\nbob@example.net\n550 unknown\n",
            kind: .person),
        WordsCase(
            what: "answers a bounce, quoting it", from: ann,
            headers: ["In-Reply-To: <bounce-1@mx.example.net>"],
            subject: "Re: Undelivered Mail Returned to Sender",
            body: """
                Then send it to my other address, please.

                > This is the mail system at host mx.example.net.
                > <bob@example.net>: 550 no such user

                """, kind: .person),
        WordsCase(
            what: "complains of a parcel", from: ann, subject: "Delivery failed",
            body:
                "My parcel could not be delivered. Please call me, or write to\nann@example.org\n",
            kind: .person),
        WordsCase(
            what: "tells of a mail that came back", from: ann, subject: "Undeliverable mail",
            body: "Hello,\nmy mail to bob@example.net could not be delivered. Can you help?\n",
            kind: .person),
        WordsCase(
            what: "writes as postmaster", from: "Postmaster <postmaster@example.net>",
            subject: "Delivery failure on our side",
            body: "Hello,\nyour message was not delivered yesterday, our disk was full. Sorry!\n",
            kind: .person),
        WordsCase(
            what: "answers as postmaster and quotes a code",
            from: "Postmaster <postmaster@example.net>",
            headers: ["In-Reply-To: <ours-9@example.com>"], subject: "Re: mail to Bob",
            body: "Hi,\nbob@example.net gave 550 user unknown, since he has left us.\nCarol\n",
            kind: .person),
        WordsCase(
            what: "pastes a bounce below a question", from: ann, subject: "Mail delivery failed?",
            body: """
                Can you see why this came back?

                -----Original Message-----
                The following address(es) failed:
                  bob@example.net
                    550 user unknown

                """, kind: .person),
    ]
}
