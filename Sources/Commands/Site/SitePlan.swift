import Desk
import SiteFiles
import Tickets

/// What must be done for a site to be what a folder says.
struct SitePlan {
    /// The site as it is.
    let site: WholeSite
    /// The sections that the folder has.
    let wanted: SiteConfiguration
    let changes: [SiteChange]
    let rules: RulePlan

    /// Reads the folder and compares.
    ///
    /// - Parameter mayBeEmpty: takes a folder of scrips, templates or lifecycles that has none for
    ///   a wish to delete all.
    /// - Throws: `SiteFileError` with all that is wrong in any of the files.
    init(_ folder: String, mayBeEmpty: Bool = true, _ instance: Instance) throws {
        let folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let there = try instance.desk.site(as: instance.actor.id)
        let files = try SiteReading(in: folder, beside: there.configuration, rules: there.rules)
        wanted = files.configuration
        site = try instance.desk.site(beside: wanted, as: instance.actor.id)
        changes = SiteChange.changes(from: site.configuration, to: wanted)
        let current = site.rules
        for (kind, rules) in files.rules.sorted(by: { $0.key < $1.key }) {
            let input = RuleFolderInput(kind, "\(folder)/\(kind.folder)")
            input.warnOfStrangers()
            let isEmptied = rules.isEmpty && current.contains { $0.kind == kind }
            if isEmptied, !mayBeEmpty { throw input.nothingThere(input.deletionHint) }
        }
        rules = RulePlan(
            files.rules.sorted { $0.key < $1.key }.map { kind, rules in
                RulePlan(from: current.filter { $0.kind == kind }, to: rules, isWhole: true)
            })
    }

    /// True when there is nothing to do.
    var isEmpty: Bool { changes.isEmpty && rules.steps.isEmpty }

    /// One line a step.
    var lines: [String] { changes.map(\.line) + rules.lines }

    /// From what is there to the files, as `patch` understands it.
    var diff: String {
        let current = site.configuration.leavingOut(untouchedBeside: wanted)
        let sections = SiteSection.all.map { section -> String in
            guard let records = wanted[section] else { return "" }
            let name = "\(section.name).yaml"
            return FileDiff.text(
                name, SiteSectionText.of(current[section] ?? [], in: section), name,
                SiteSectionText.of(records, in: section))
        }
        return sections.joined() + rules.diff
    }
}

/// The plan as JSON.
struct SitePlanReport: Encodable {
    let changes: [Change]
    let rules: [RulePlanReport.Step]
    let diff: String
    /// False for a plan.
    let isDone: Bool

    init(_ plan: SitePlan, isDone: Bool) {
        changes = plan.changes.map {
            Change(
                section: $0.section.name, verb: $0.verb.rawValue,
                record: ($0.after ?? $0.before)?.label(in: $0.section) ?? "", keys: $0.keys)
        }
        rules = RulePlanReport(plan.rules, isDone: isDone).steps
        diff = plan.diff
        self.isDone = isDone
    }

    struct Change: Encodable {
        let section: String
        /// `create`, `change`, `disable` or `delete`.
        let verb: String
        let record: String
        let keys: [String]
    }
}
