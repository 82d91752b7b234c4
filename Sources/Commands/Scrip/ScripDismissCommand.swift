import ArgumentParser
import Desk
import Tickets

/// `postern scrip dismiss`.
struct ScripDismissCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "Puts failed and stopped scrips away without running them again.",
        discussion: """
            For what needs nobody any more: the scrip is gone, somebody did its work by hand, or a \
            loop was mended. Nothing is done; `postern scrip failures` and `postern doctor` are \
            silent about it from now on, the ticket's history keeps it.

            Examples: postern scrip dismiss --id 12; postern scrip dismiss --all
            """)

    @OptionGroup var choice: FailedRuns

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let instance = try Instance.open(options)
        let runs = try choice.numbers(instance)
        for run in runs { try instance.desk.dismissScripRun(run, as: instance.actor.id) }
        try Output(options.format).print("dismissed_scrip_runs", runs) {
            switch runs.count {
            case 0: "No scrip waits to be run again.\n"
            case 1: "1 run is put away.\n"
            default: "\(runs.count) runs are put away.\n"
            }
        }
    }
}
