/// What the input is: a whole mail, or one thing that lies in a mail and then is reached sooner.
enum Form: String {
    case mail, header, html, text, tnef, report

    /// The mail that is read.
    func mail(of input: [UInt8]) -> [UInt8] {
        Array(head.utf8) + input
    }

    private var head: String {
        switch self {
        case .mail: ""
        case .header: "Content-Type: text/plain\nFrom: "
        case .html: "From: ann@example.org\nContent-Type: text/html; charset=utf-8\n\n"
        case .text: "From: ann@example.org\nContent-Type: text/plain; charset=utf-8\n\n"
        case .tnef: "Content-Type: application/ms-tnef; name=winmail.dat\n\n"
        case .report:
            """
            From: MAILER-DAEMON@example.org
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            """
        }
    }
}
