import Gateway
import Settings
import Tickets

/// Where the aliases of a mail server lead, followed to `mailgate`.
struct AliasRoutes {
    private let targets: [String: [String]]
    private let routes: [Route]
    private let settingsFile: String
    /// An alias may lead to an alias; longer chains are somebody's circle.
    private static let stepsMax = 20

    /// - Parameter settingsFile: lines for other instances are passed over.
    init(_ entries: [AliasFile.Entry], settingsFile: String) {
        self.settingsFile = settingsFile
        targets = Dictionary(entries.map { ($0.name, $0.targets) }) { first, second in
            first + second
        }
        routes = entries.flatMap(\.targets).compactMap { Self.route($0, settingsFile) }
    }

    /// How mail for an address of a queue fares.
    enum Way: Hashable {
        case right
        case missing
        case wrongQueue(String)
        case wrongAction(Route.Action)
    }

    /// Follows the alias of the address; another alias that leads to the queue as wanted will do as
    /// well, since addresses may be rewritten before aliases are asked.
    func way(to queue: Queue, _ address: EmailAddress, _ action: Route.Action) -> Way {
        if let route = route(ofAlias: String(address.local)) {
            if let name = route.queue, !Self.isNamed(name, queue) { return .wrongQueue(name) }
            // Without --queue the address decides, and what is taken as a comment stays one.
            if route.queue == nil, route.action == .correspond { return .right }
            return route.action == action ? .right : .wrongAction(route.action)
        }
        let isServed = routes.contains { route in
            route.action == action && route.queue.map { Self.isNamed($0, queue) } ?? false
        }
        return isServed ? .right : .missing
    }

    private func route(ofAlias name: String) -> Route? {
        var pending = [name.lowercased()]
        var seen: Set<String> = []
        while let alias = pending.popLast(), seen.count < Self.stepsMax {
            guard seen.insert(alias).inserted else { continue }
            for target in targets[alias] ?? [] {
                if let route = Self.route(target, settingsFile) { return route }
                pending.append(target.lowercased())
            }
        }
        return nil
    }

    private static func route(_ target: String, _ settingsFile: String) -> Route? {
        guard let command = AliasCommand(target: target),
            case .success(.receive(let options)) = command.request, isOurs(options, settingsFile)
        else { return nil }
        return options.route
    }

    /// Whether a line is for this instance: it names our settings, or none where ours are the
    /// standard ones.
    static func isOurs(_ options: GatewayOptions, _ settingsFile: String) -> Bool {
        (options.configPath ?? SettingsLocator.standardFile) == settingsFile
    }

    /// A queue by name or number, as `mailgate --queue` finds it.
    static func queue(named name: String, among queues: [Queue]) -> Queue? {
        queues.first { isNamed(name, $0) }
    }

    private static func isNamed(_ name: String, _ queue: Queue) -> Bool {
        name.lowercased() == queue.name.lowercased() || name == "\(queue.id)"
    }
}
