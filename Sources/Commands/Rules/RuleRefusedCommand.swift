import ArgumentParser
import Tickets

/// `postern template disable` and its likes, which there are not: says what there is instead.
struct RuleRefusedCommand<Subject: RuleSubject>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "disable", abstract: "Is for scrips only.", shouldDisplay: false,
            aliases: ["enable"])
    }

    @Argument(parsing: .allUnrecognized)
    var words: [String] = []

    func run() throws {
        let instead =
            Subject.kind == .template
            ? "`postern template delete` takes one away, and an empty template of a queue's own, "
                + "queues/QUEUE/NAME/LANGUAGE.txt, keeps that queue's mail from being sent"
            : "`postern \(Subject.noun) delete` takes one away that no queue has"
        throw CommandFailure(
            "a \(Subject.noun) is not enabled or disabled; \(instead)", .usage)
    }
}
