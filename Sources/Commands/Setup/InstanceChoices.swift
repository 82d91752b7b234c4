import ArgumentParser
import Tickets

/// What every new instance must be told: its name, where it is, its first queue.
struct InstanceChoices: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Name of the site; stands in subjects as [NAME #12]. Your domain is a good one.",
            valueName: "name"))
    var name: String

    @Option(
        help: ArgumentHelp(
            "Folder of the settings and rules. Without it: that of --config, else /etc/postern.",
            valueName: "folder"))
    var dir: String?

    @Option(help: ArgumentHelp("Name of the first queue.", valueName: "name"))
    var queue = "support"

    @Option(
        help: ArgumentHelp(
            "Where people write to the queue. Without it: QUEUE@NAME.", valueName: "address"))
    var address: String?

    @Option(
        help: ArgumentHelp(
            "Where staff write notes that requestors never see. Without it: the address with "
                + "-comment behind its name.", valueName: "address"))
    var commentAddress: String?

    /// The first queue, its number not known yet.
    ///
    /// - Throws: ``CommandFailure`` for what is no address, and when none is given nor can be made.
    func queueValue() throws -> Queue {
        let correspond: EmailAddress
        if let address {
            correspond = try AddressArgument.parse(address, option: "--address")
        } else if name.contains("."), let made = EmailAddress("\(queue)@\(name)") {
            correspond = made
        } else {
            throw CommandFailure(
                "--address: the address of queue \"\(queue)\" was expected, such as "
                    + "support@example.com", .usage)
        }
        let comment =
            try commentAddress.map { try AddressArgument.parse($0, option: "--comment-address") }
            ?? EmailAddress("\(correspond.local)-comment@\(correspond.domain)")
        return Queue(
            id: QueueID(0), name: queue, correspondAddress: correspond, commentAddress: comment)
    }
}
