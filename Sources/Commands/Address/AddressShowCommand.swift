import ArgumentParser
import Desk
import Settings
import Tickets

/// `postern address show`.
struct AddressShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows whether an address is mailed, and what was reported of it.",
        discussion: "Example: postern address show rita@example.net")

    @Argument(help: ArgumentHelp("name@example.org", valueName: "address"))
    var address: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let address = try AddressWord.read(address)
        let instance = try Instance.open(options)
        let view = try instance.desk.address(address, as: instance.actor.id)
        let output = instance.output(options)
        try output.print("address", AddressReport(view)) {
            text(view, output, bouncesMax: instance.settings.mail.bouncesMax)
        }
    }

    private func text(_ view: AddressView, _ output: Output, bouncesMax: Int) -> String {
        let time = output.time
        var fields = FieldList()
        fields.add("Address", view.standing.address.value)
        fields.add("User", view.user.map(PersonText.user) ?? "nobody's")
        if let suspended = view.standing.suspended {
            fields.add(
                "Mailed", "no: suspended \(time.relative(suspended)) (\(time.exact(suspended)))")
        } else {
            fields.add("Mailed", "yes")
        }
        fields.add(
            "Came back",
            "\(view.failures) for good"
                + (bouncesMax > 0 ? "; suspended at \(bouncesMax) (mail.bounces_max)" : ""))
        fields.add(
            "Resumed",
            view.standing.resumed.map { "\(time.relative($0)) (\(time.exact($0)))" })
        var text = fields.text(output.terminal)
        if view.reports.isEmpty {
            text += "\nNothing was ever reported of mails to it.\n"
        } else {
            text += "\n"
        }
        for report in view.reports {
            let moment = output.terminal.styled(time.relative(report.reported), .faint)
            let place = "#\(report.ticket), outbox \(report.outbox), mail \(report.mail)"
            text += "  \(moment)  \(ReportText.sentence(report))\n"
            text += "      " + output.terminal.styled(place, .faint) + "\n"
        }
        if view.standing.suspended != nil {
            text += "\n`postern address resume \(view.standing.address)` mails it again.\n"
        }
        return text
    }
}
