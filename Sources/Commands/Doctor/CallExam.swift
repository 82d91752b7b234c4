import Delivery
import Desk
import Scrips
import Settings
import Store
import Tickets

/// Looks at what webhooks and programs of scrips need beside their rule: secrets and programs, both
/// files, without calling anybody.
struct CallExam {
    let store: TicketStore
    let settings: Settings

    func look() throws -> [Finding] {
        let scrips = try store.read { try $0.scrips() }.filter(\.isEnabled)
        var found = Findings(.rules)
        for row in scrips {
            // One that cannot be read is the other exam's.
            guard let action = try? Scrip(row, queueNames: [:]).action,
                case .object(let argument)? = action.argument
            else { continue }
            switch action.name {
            case "Webhook":
                for secret in Self.secrets(in: .object(argument)) {
                    lookAt(secret: secret, of: row.name, &found)
                }
            case "Run":
                guard case .text(let program)? = argument["program"] else { continue }
                let runner = ProgramRunner(folder: settings.paths.programs)
                guard let problem = runner.problem(with: program) else { continue }
                found.problem(
                    "scrip \"\(row.name)\" cannot run its program: \(problem.text)",
                    remedy: "Mend it as docs/webhooks.md tells")
            default: break
            }
        }
        return found.all
    }

    private func lookAt(secret name: String, of scrip: String, _ found: inout Findings) {
        do {
            _ = try SecretFile.read("\(settings.paths.secrets)/\(name)", name: "secret file")
        } catch {
            found.problem(
                "scrip \"\(scrip)\" has no secret \"\(name)\": \(CommandFailure(error).text)",
                remedy: "Put it there as docs/webhooks.md tells; calls wait meanwhile")
        }
    }

    /// Each once, in whatever text of the argument it stands.
    private static func secrets(in argument: ScripArgument, key: String = "") -> [String] {
        let names: [String] =
            switch argument {
            case .text(let text) where key == "secret": [text]
            case .text(let text): (try? CallText(text))?.secrets ?? []
            case .list(let list): list.flatMap { secrets(in: $0) }
            case .object(let object): object.flatMap { secrets(in: $0.value, key: $0.key) }
            }
        return Set(names).sorted()
    }
}
