import Store
import Tickets

extension Proceeding {
    /// Refuses a group in a group that is part of it, however deep, and names the way round.
    func requireNoCircle(of member: GroupID, in group: GroupID) throws {
        guard let way = try way(from: member, to: group) else { return }
        try refuse(circle: [group] + way)
    }

    /// Refuses groups that hold each other, after many of them were changed.
    func requireNoCircles() throws {
        for group in try session.groups() {
            for case .group(let inner) in try session.members(of: group.id) {
                try requireNoCircle(of: inner, in: group.id)
            }
        }
    }

    private func refuse(circle: [GroupID]) throws -> Never {
        let names = try circle.compactMap { try session.group($0)?.name }
        throw DeskError(
            .invalid,
            "a group cannot be a member of itself: \(names.joined(separator: " ⊃ "))")
    }

    /// The shortest way from a group to another that is in it, both ends included; `nil` when it is
    /// not.
    private func way(from start: GroupID, to end: GroupID) throws -> [GroupID]? {
        var ways = [[start]]
        var seen: Set<GroupID> = [start]
        while !ways.isEmpty {
            var longer: [[GroupID]] = []
            for way in ways {
                guard let last = way.last else { continue }
                if last == end { return way }
                for case .group(let inner) in try session.members(of: last)
                where seen.insert(inner).inserted {
                    longer.append(way + [inner])
                }
            }
            ways = longer
        }
        return nil
    }
}
