import Gateway
import Glibc

/// Takes one mail from the MTA's pipe; see `mailgate --help`.
///
/// All of it is in `Gateway`. This file decides only what is linked: SQLite and the local
/// transports, so that a process a mail stays cheap.
@main
struct Mailgate {
    static func main() async {
        let gateway = MailGateway(
            surroundings: .ofProcess(
                program: "mailgate", arguments: Array(CommandLine.arguments.dropFirst())))
        // No exit handlers: the mail is on the disk or it is not, and nothing is left to flush.
        _exit(await gateway.run())
    }
}
