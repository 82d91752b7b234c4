import MIME
import Tickets

/// Whether a mail's sender looks like a mail server, and by what.
struct MachineSender {
    /// How sure it is, from least to most.
    enum Certainty: Int, Comparable {
        case person
        /// A name that admins and programs share, such as postmaster.
        case named
        /// Something that only programs set.
        case robot
        /// A name that no person bears.
        case daemon

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    let certainty: Certainty
    /// In the order found; those of the highest certainty decided.
    let phrases: [String]
    /// MAIL FROM was empty: whatever it is, it must not be answered (RFC 5321 §4.5.5).
    let isFromNobody: Bool
    /// From is postmaster, a name that means nothing alone.
    let isPostmaster: Bool

    init(_ message: MIME.Message, envelope: Envelope) {
        var found: [(Certainty, String)] = []
        let from = Self.author(message)
        isFromNobody = Self.isFromNobody(message, envelope)
        isPostmaster = from.locals.contains("postmaster")
        if from.isDaemon { found.append((.daemon, "From: mailer-daemon")) }
        if isFromNobody {
            if isPostmaster { found.append((.daemon, "null envelope sender, From: postmaster")) }
            found.append((.robot, "null envelope sender"))
        } else if let path = Self.returnPath(message, envelope), path.hasPrefix("mailer-daemon") {
            found.append((.robot, "envelope sender: mailer-daemon"))
        }
        if from.isEmpty { found.append((.robot, "From: <>")) }
        for name in ["X-Failed-Recipients", "X-DSNContext", "X-Report-Type"] {
            if let value = message.header(name) { found.append((.robot, "\(name): \(value)")) }
        }
        if let program = message.header("X-Mailer"),
            Self.programs.contains(where: { program.lowercased().hasPrefix($0) })
        {
            found.append((.robot, "X-Mailer: \(program)"))
        }
        if let server = message.header("X-MLServer") {
            found.append((.named, "X-MLServer: \(server)"))
        }
        if let name = from.serverName { found.append((.named, "From: \(name)")) }
        certainty = found.map(\.0).max() ?? .person
        phrases = found.map(\.1)
    }

    /// Mail servers and filters that sign as the program that they are.
    private static let programs = ["<smtp32", "m-filter", "spamlion", "mdaemon"]

    /// Local parts that mail servers write reports from, and people too.
    private static let localNames: Set<String> = [
        "postmaster", "post_master", "post-master", "poostmaster", "mdaemon", "maildaemon",
        "mail-daemon", "daemon", "mailerdaemon", "mailer_daemon", "imss", "mailmarshal", "bounce",
        "mail.delivery.system", "mail_delivery_system", "maildelivery", "ndr", "mailadmin",
    ]

    /// The same for names beside the address, or instead of it.
    private static let displayNames = [
        "mail delivery", "mail deliver system", "mailer daemon", "delivery subsystem",
        "system administrator", "internet mail delivery", "mail administrator", "ndr administrator",
        "mail system", "lsmtp", "smtp_mail_service", "antivirus_for_smtp", "interscan",
    ]

    private struct Author {
        var locals: Set<String> = []
        var isDaemon = false
        var isEmpty = false
        var serverName: String?
    }

    /// QUIRK: RFC 5322 §3.4 wants an address in From; reports come from `MAILER-DAEMON` without a
    /// domain and from `<>`. Fixture: wild/bounce-from-nobody.eml
    private static func author(_ message: MIME.Message) -> Author {
        var author = Author()
        let addresses = message.from.map { $0.address.lowercased() }
        author.locals = Set(addresses.map { String($0.prefix { $0 != "@" }) })
        let written = ReportText.folded((message.header("From") ?? "").prefix(500))
        let bare = written.contains("@") && !author.locals.isEmpty ? "" : written
        author.isDaemon =
            author.locals.contains("mailer-daemon") || bare.contains("mailer-daemon")
        author.isEmpty =
            message.from.isEmpty && message.header("From") != nil && written.hasSuffix("<>")
        if let local = author.locals.first(where: localNames.contains) { author.serverName = local }
        if let name = displayNames.first(where: { ReportText.contains(written, $0) }) {
            author.serverName = name
        }
        return author
    }

    /// The MTA's word counts; only where it said nothing does the Return-Path that it may have
    /// left.
    private static func isFromNobody(_ message: MIME.Message, _ envelope: Envelope) -> Bool {
        if let sender = envelope.sender { return sender.isEmpty }
        return message.header("Return-Path").map { $0.filter { !$0.isWhitespace } } == "<>"
    }

    private static func returnPath(_ message: MIME.Message, _ envelope: Envelope) -> String? {
        let path = envelope.sender ?? message.header("Return-Path")
        return path.map { $0.lowercased().filter { $0 != "<" && !$0.isWhitespace } }
    }
}
