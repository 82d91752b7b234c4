import ArgumentParser
import Desk
import Tickets

/// `postern address list`.
struct AddressListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the addresses that are suspended.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let views = try instance.desk.suspendedAddresses(as: instance.actor.id)
        let output = instance.output(options)
        try output.print("address_list", views.map(AddressReport.init)) {
            var table = Table("address", "suspended", "user", "mails back", "the last said")
            for view in views {
                let last = view.reports.first
                table.add(
                    view.standing.address.value,
                    view.standing.suspended.map(output.time.relative) ?? "–",
                    view.user?.shown ?? "–", "\(view.failures)",
                    [last?.status, last?.diagnostic].compactMap { $0 }.joined(separator: " "))
            }
            return table.text(
                output.terminal, empty: "No address is suspended: all that are known get mail.")
        }
    }
}
