/// What `mailgate --help` prints; a test holds it whole.
enum GatewayHelp {
    /// Ends with a line end.
    static let text = """
        Usage: mailgate [--queue NAME] [--action correspond|comment] [OPTION...] < MAIL

        Takes one mail on standard input and opens a ticket with it, or adds it to the
        ticket that it answers. It is run by the mail server, from /etc/aliases:

          support: "|/usr/local/bin/mailgate --queue support --action correspond"
          support-comment: "|/usr/local/bin/mailgate --queue support --action comment"

        Where the mail belongs
          --queue NAME       queue of a new ticket, by name or number;
                             without it the recipient's address decides
          --action ACTION    correspond: an answer that requestors get (the default)
                             comment: a note that only staff get
          --ticket NUMBER    add it to this ticket, whatever the mail says
          --extension WHAT   what the +extension of the address names:
                             queue, action or ticket

        Other options
          --config FILE      settings file; else the one that POSTERN_CONFIG names,
                             else /etc/postern/postern.yaml
          --verbose          say on standard error what became of the mail
          --debug            say also how it was decided
          --help             print this text
          --version          print the version

        An option may be written with one dash, its value behind a space or "=".
        Taken over from alias lines of rt-mailgate, without effect: --url, --timeout,
        --ca-file, --verify-ssl, --no-verify-ssl, --jar.

        Environment, as mail servers set it
          SENDER             envelope sender, empty for bounces
          RECIPIENT          address that the mail was delivered to;
                             else LOCAL_PART or LOCAL with DOMAIN
          ORIGINAL_RECIPIENT address before aliases were looked up
          EXTENSION          what stands behind the "+" of the address

        Exit status (sysexits.h)
           0   taken over: on a ticket, known already, or in quarantine
          64   the command line is wrong
          69   the mail is larger than mail.size_max
          75   try again later; the reason is on standard error and in syslog

        """
}
