/// The numbers that people may give, on the command line as in a site's files: what the one takes,
/// the other must be able to read.
package enum NumberLimits {
    /// Priorities of tickets, and those from which on a name holds.
    package static let priority: ClosedRange<Int64> = -1_000_000_000...1_000_000_000
    /// Where a custom field or a scrip stands among others.
    package static let order: ClosedRange<Int64> = -1_000_000...1_000_000
    /// Where a choice of a field stands among others.
    package static let optionOrder: ClosedRange<Int64> = 0...1_000_000
    /// Values that a ticket may have in one field; 0 is any number.
    package static let fieldValues: ClosedRange<Int64> = 0...1_000
    /// Days for which a queue's tickets can be reopened by mail.
    package static let reopenDays: ClosedRange<Int64> = 0...36_500

    /// `from -5 to 5`, for sentences.
    package static func words(_ range: ClosedRange<Int64>) -> String {
        "from \(range.lowerBound) to \(range.upperBound)"
    }
}

extension SiteSection.Kind {
    /// A number within one of those limits.
    static func number(_ limits: ClosedRange<Int64>) -> Self {
        .number(Int(limits.lowerBound)...Int(limits.upperBound))
    }
}
