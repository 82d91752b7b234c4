import Foundation
import Tickets

extension TimeText {
    /// Reads `2026-11-21` as the last second of that day, and `2026-11-21 14:05` as that minute,
    /// both in ``zone``.
    ///
    /// - Returns: `nil` for anything else, and for days that no calendar has.
    func moment(_ text: String) -> Timestamp? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard let day = parts.first, (1...2).contains(parts.count),
            let date = Self.numbers(day, "-", 3)
        else { return nil }
        var wanted = DateComponents()
        (wanted.year, wanted.month, wanted.day) = (date[0], date[1], date[2])
        (wanted.hour, wanted.minute, wanted.second) = (23, 59, 59)
        if parts.count == 2 {
            guard let clock = Self.numbers(parts[1], ":", 2) else { return nil }
            (wanted.hour, wanted.minute, wanted.second) = (clock[0], clock[1], 0)
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        guard (1970...9999).contains(date[0]), let found = calendar.date(from: wanted) else {
            return nil
        }
        // The calendar turns February 30 into March 2; that is a mistake, not a date.
        let back = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: found)
        guard back.year == wanted.year, back.month == wanted.month, back.day == wanted.day,
            back.hour == wanted.hour, back.minute == wanted.minute
        else { return nil }
        return Timestamp(milliseconds: Int64(found.timeIntervalSince1970 * 1_000))
    }

    private static func numbers(_ text: Substring, _ separator: Character, _ count: Int) -> [Int]? {
        let words = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = words.compactMap { word in
            word.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(word) : nil
        }
        return words.count == count && numbers.count == count ? numbers : nil
    }
}
