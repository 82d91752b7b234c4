/// A name by which templates tell one timed condition from the others.
struct ScheduleFlag {
    let name: String
    let condition: String

    /// One for each condition that waits for time: `isUnownedFor` for `Unowned For`.
    static let all = ConditionKind.all.filter { $0.isTimed || $0.name == "Priority Exceeds" }.map {
        ScheduleFlag(name: "is" + $0.name.filter { $0 != " " }, condition: $0.name)
    }
}
