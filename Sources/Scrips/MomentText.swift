import Tickets

/// Moments as mails show them: in the reader's language and time zone.
///
/// The names are data of ours: Foundation's come with ICU, which `mailgate` does not load.
struct MomentText {
    private let language: String
    private let zone: ZoneRules

    /// Takes the language of a template, which decides between the forms, and the reader's zone.
    init(language: String, zone: ZoneRules) {
        self.language = String(language.prefix { $0 != "-" })
        self.zone = zone
    }

    /// The day with its month in words, the time by 24 hours and whose time it is:
    /// `21 November 2026, 14:05 CET`. In a language that we do not know, in numbers:
    /// `2026-11-21 14:05 UTC+1`.
    func of(_ moment: Timestamp) -> String {
        let clock = zone.clock(at: moment)
        let date = CivilTime(moment, offsetSeconds: clock.offsetSeconds)
        let time = Self.digits(date.hour) + ":" + Self.digits(date.minute)
        let zone = name(of: clock)
        guard let months = Self.months[language], months.indices.contains(date.month - 1) else {
            let day = "\(date.year)-\(Self.digits(date.month))-\(Self.digits(date.day))"
            return "\(day) \(time) \(Self.offset(clock))"
        }
        let month = months[date.month - 1]
        switch language {
        case "de", "cs": return "\(date.day). \(month) \(date.year), \(time) \(zone)"
        case "ru": return "\(date.day) \(month) \(date.year) г., \(time) (\(zone))"
        case "uk": return "\(date.day) \(month) \(date.year) р., \(time) (\(zone))"
        default: return "\(date.day) \(month) \(date.year), \(time) \(zone)"
        }
    }

    /// The name that people use; where the language has none, the distance to UTC.
    private func name(of clock: ZoneRules.Clock) -> String {
        if let name = Self.names[language]?[clock.abbreviation] { return name }
        let isWord = clock.abbreviation.utf8.allSatisfy { (65...90).contains($0) }
        return language == "en" && isWord ? clock.abbreviation : Self.offset(clock)
    }

    /// `UTC+1`, `UTC-3:30`, `UTC`.
    private static func offset(_ clock: ZoneRules.Clock) -> String {
        let minutes = abs(clock.offsetSeconds) / 60
        guard minutes > 0 else { return "UTC" }
        let sign = clock.offsetSeconds < 0 ? "-" : "+"
        let rest = minutes % 60 == 0 ? "" : ":" + digits(minutes % 60)
        return "UTC\(sign)\(minutes / 60)\(rest)"
    }

    private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// As they stand behind a day: in Czech, Russian and Ukrainian in the genitive.
    static let months: [String: [String]] = [
        "en": [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ],
        "de": [
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
            "Oktober", "November", "Dezember",
        ],
        "cs": [
            "ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září",
            "října", "listopadu", "prosince",
        ],
        "ru": [
            "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
            "октября", "ноября", "декабря",
        ],
        "uk": [
            "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня",
            "вересня", "жовтня", "листопада", "грудня",
        ],
    ]

    private static let names: [String: [String: String]] = [
        "de": [
            "CET": "MEZ", "CEST": "MESZ", "EET": "OEZ", "EEST": "OESZ", "WET": "WEZ",
            "WEST": "WESZ",
        ],
        "cs": ["CET": "SEČ", "CEST": "SELČ", "EET": "VEČ", "EEST": "VELČ"],
        "ru": ["MSK": "МСК"],
    ]
}
