/// Whoever a word in a scrip stands for: a user, an address, the users in a group.
package struct NamedPeople: Hashable, Sendable {
    /// A person without a record has the number 0.
    package let people: [SnapshotPerson]
    /// True for a group: being in it says less of somebody than being named.
    package let isGroup: Bool

    /// Gathers what was loaded.
    package init(_ people: [SnapshotPerson], isGroup: Bool) {
        self.people = people
        self.isGroup = isGroup
    }
}
