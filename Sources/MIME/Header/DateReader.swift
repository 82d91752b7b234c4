/// Reads the dates of mail word by word, since no grammar fits what is sent.
///
/// GMime reads `GMT+0200`, `CEST` and `+02:00` as UTC, and no other language than English.
struct DateReader {
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var secondOfDay: Int?
    private var isAfternoon: Bool?
    private var offsetMinutes: Int?
    private var namedOffset: Int?
    private var isBroken = false

    /// A date has at most some 40 characters; comments may follow.
    private static let bytesMax = 200

    /// The moment in seconds since 1970 and the zone in minutes east, or `nil` if it is no date.
    static func read(_ value: String) -> (seconds: Int64, offsetMinutes: Int)? {
        var reader = DateReader()
        let text = EncodedWords.decoded(value).utf8.prefix(bytesMax)
        let (words, comments) = words(of: text)
        // QUIRK: RFC 5322 §3.3 has English names; some mailers write those of their user. The first
        // word before a comma can only be a day, and `mar,` is Tuesday. Fixture: wild/date-german.eml
        let start =
            words.first.map { $0.hasSuffix(",") && $0.utf8.first ?? 0 > 0x39 } == true ? 1 : 0
        for word in words[start...] { reader.take(word) }
        if reader.offsetMinutes == nil && reader.namedOffset == nil {
            for word in comments { reader.takeName(word) }
        }
        return reader.result
    }

    /// Words apart from comments, spaces around colons removed.
    private static func words(of text: Substring.UTF8View) -> (words: [String], comments: [String])
    {
        var outside: [UInt8] = []
        var inside: [UInt8] = []
        var depth = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "("):
                depth += 1
                outside.append(0x20)
                inside.append(0x20)
            case UInt8(ascii: ")"): depth = max(0, depth - 1)
            case UInt8(ascii: ":") where depth == 0:
                while outside.last == 0x20 { outside.removeLast() }
                outside.append(byte)
            case ...0x20 where depth == 0:
                if outside.last != UInt8(ascii: ":") { outside.append(0x20) }
            case UInt8(ascii: ",") where depth == 0:
                while outside.last == 0x20 { outside.removeLast() }
                outside += [byte, 0x20]
            case UInt8(ascii: "\""): continue
            default:
                if depth == 0 { outside.append(byte) } else { inside.append(byte) }
            }
        }
        func split(_ bytes: [UInt8]) -> [String] {
            bytes.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        }
        return (split(outside), split(inside))
    }

    private mutating func take(_ raw: String) {
        var word = raw[...]
        while let last = word.utf8.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ".") {
            word = word.dropLast()
        }
        guard let first = word.utf8.first else { return }
        let isNumber = (0x30...0x39).contains(first)
        if isNumber, let cut = word.utf8.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "t") }),
            word[..<cut].utf8.contains(UInt8(ascii: "-")) || word[..<cut].utf8.count == 8
        {
            // ISO 8601: `2025-07-01T09:30:00Z`.
            takeDate(String(word[..<cut]))
            takeTime(String(word[word.utf8.index(after: cut)...]))
        } else if isNumber && word.utf8.contains(UInt8(ascii: ":")) {
            takeTime(String(word))
        } else if isNumber {
            takeDate(String(word))
        } else if (first == UInt8(ascii: "+") || first == UInt8(ascii: "-")) && secondOfDay != nil {
            offsetMinutes = offsetMinutes ?? Self.offset(String(word))
        } else {
            takeName(String(word))
        }
    }

    /// `09:30`, `9:30:00.5`, `093000`, with what sticks to it: `AM`, `Z`, `+02:00`.
    private mutating func takeTime(_ word: String) {
        let bytes = Array(word.utf8)
        var numbers: [Int] = []
        var index = 0
        while index < bytes.count, numbers.count < 3 {
            let digits = bytes[index...].prefix { (0x30...0x39).contains($0) }.prefix(6)
            guard let number = Int(String(decoding: digits, as: UTF8.self)) else { break }
            index = digits.endIndex
            if digits.count >= 4 && numbers.isEmpty {
                let clock = digits.count == 6 ? number : number * 100
                numbers = [clock / 10_000, clock / 100 % 100, clock % 100]
                break
            }
            numbers.append(number)
            guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { break }
            index += 1
        }
        if index < bytes.count, ".,".utf8.contains(bytes[index]) {
            index += 1
            while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        }
        guard numbers.count > 1, secondOfDay == nil else { return }
        let second = numbers.count > 2 ? numbers[2] : 0
        let isMidnight = numbers[0] == 24 && numbers[1] == 0 && second == 0
        isBroken = numbers[0] > 23 && !isMidnight || numbers[1] > 59 || second > 60
        secondOfDay = numbers[0] * 3600 + numbers[1] * 60 + second
        if index < bytes.count { take(String(decoding: bytes[index...], as: UTF8.self)) }
    }

    /// A day, a year, or all in one: `2025-07-01`, `1-Jul-25`, `01.07.2025`, `07/01/2025`.
    private mutating func takeDate(_ word: String) {
        let parts = word.split { "-/.".utf8.contains($0.utf8.first ?? 0) && $0.utf8.count == 1 }
        guard parts.count == 3 else { return takeNumber(word) }
        // QUIRK: clocks with full stops. Only behind a date, or it would be one.
        if year != nil, month != nil, day != nil {
            return takeTime(parts.joined(separator: ":"))
        }
        let numbers = parts.map { Int($0) }
        guard let first = numbers[0], let last = numbers[2] else { return }
        guard let middle = numbers[1] else {
            month = Self.month(String(parts[1]))
            (day, year) = first > 31 ? (last, first) : (first, Self.fullYear(last, parts[2]))
            return
        }
        if parts[0].utf8.count == 4 {
            (year, month, day) = (first, middle, last)
        } else {
            // Americans write the month first, with slashes; others the day.
            let isMonthFirst = word.contains("/") && first <= 12
            (month, day) = isMonthFirst ? (first, middle) : (middle, first)
            year = Self.fullYear(last, parts[2])
        }
    }

    private mutating func takeNumber(_ word: String) {
        let digits = word.utf8.prefix { (0x30...0x39).contains($0) }
        guard digits.count <= 8, let number = Int(String(decoding: digits, as: UTF8.self)) else {
            return
        }
        if digits.count == 8 {
            (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        } else if day == nil, digits.count <= 2 || (number <= 31 && word.hasPrefix("0")) {
            day = number
        } else if (2...4).contains(digits.count) && year == nil {
            year = Self.fullYear(number, word.prefix(digits.count))
        }
    }

    /// Years of two and three digits as RFC 5322 §4.3 reads them.
    private static func fullYear(_ number: Int, _ word: Substring) -> Int {
        switch word.utf8.count {
        case ...2: number < 50 ? number + 2000 : number + 1900
        case 3: number + 1900
        default: number
        }
    }

    private mutating func takeName(_ word: String) {
        let name = word.lowercased()
        if let offset = Self.zones[name] {
            namedOffset = namedOffset ?? offset
        } else if name == "am" || name == "pm" || name == "a.m" || name == "p.m" {
            isAfternoon = name.hasPrefix("p")
        } else if let sign = name.firstIndex(where: { $0 == "+" || $0 == "-" }),
            let base = Self.zones[String(name[..<sign])], base == 0
        {
            // `GMT+0200`, as scripts of web pages write it.
            offsetMinutes = offsetMinutes ?? Self.offset(String(name[sign...]))
        } else if name == "daylight" || name == "summer" {
            namedOffset = namedOffset.map { $0 + 60 }
        } else if secondOfDay == nil || month == nil, let month = Self.month(name) {
            // The later of two wins: the first one is a day of the week, such as `mar`.
            if year == nil || self.month == nil { self.month = month }
        }
    }

    /// Minutes east of `+0200`, `+02:00`, `+2`, `-330`; 0 if there is no such zone.
    private static func offset(_ word: String) -> Int? {
        let digits = word.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }
            .prefix { (0x30...0x39).contains($0) }
        guard let number = Int(String(decoding: digits.prefix(6), as: UTF8.self)) else {
            return nil
        }
        let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
        guard digits.count <= 4, digits.count <= 2 || number % 100 < 60, minutes < 1440 else {
            return 0
        }
        return word.hasPrefix("-") ? -minutes : minutes
    }

    /// By the first letters of its name in the languages of Western and Central Europe.
    private static func month(_ name: String) -> Int? {
        let folded = name.lowercased().unicodeScalars.prefix(4).map { scalar -> Character in
            switch scalar {
            case "ä": "a"
            case "é", "è": "e"
            case "û": "u"
            case "ź": "z"
            default: Character(scalar)
            }
        }
        let name = String(folded)
        if name == "juin" { return 6 }
        if name == "juil" { return 7 }
        return months[String(name.prefix(3))]
    }

    private static let months: [String: Int] = [
        "jan": 1, "ene": 1, "gen": 1, "sty": 1, "feb": 2, "fev": 2, "lut": 2, "mar": 3, "mae": 3,
        "mrz": 3, "mrt": 3, "apr": 4, "abr": 4, "avr": 4, "kwi": 4, "may": 5, "mai": 5, "mei": 5,
        "mag": 5, "maj": 5, "jun": 6, "giu": 6, "cze": 6, "jul": 7, "lug": 7, "lip": 7, "aug": 8,
        "ago": 8, "aou": 8, "sie": 8, "sep": 9, "set": 9, "wrz": 9, "oct": 10, "okt": 10,
        "ott": 10, "out": 10, "paz": 10, "nov": 11, "lis": 11, "dec": 12, "dez": 12, "dic": 12,
        "gru": 12,
    ]

    /// Minutes east. Single letters but Z were defined wrongly once and mean nothing (RFC 5322
    /// §4.3).
    private static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "est": -300, "edt": -240, "cst": -360,
        "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540,
        "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "brt": -180, "art": -180, "bst": 60,
        "west": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120, "mest": 120, "mesz": 120,
        "sast": 120, "eet": 120, "eest": 180, "msk": 180, "msd": 240, "ist": 330, "hkt": 480,
        "sgt": 480, "awst": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720,
        "nzdt": 780,
        // Windows: `Pacific Standard Time`, `Pacific Daylight Time`.
        "eastern": -300, "central": -360, "mountain": -420, "pacific": -480,
    ]

    private var result: (seconds: Int64, offsetMinutes: Int)? {
        guard let year, let month, let day, !isBroken, (1...9999).contains(year),
            (1...12).contains(month), (1...Self.days(year, month)).contains(day)
        else { return nil }
        var second = secondOfDay ?? 0
        if let isAfternoon, second < 13 * 3600 {
            second = second % (12 * 3600) + (isAfternoon ? 12 * 3600 : 0)
        }
        let offset = offsetMinutes ?? namedOffset ?? 0
        let days = Self.dayNumber(year, month, day)
        return (Int64(days) * 86_400 + Int64(second) - Int64(offset) * 60, offset)
    }

    private static func days(_ year: Int, _ month: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days since 1970-01-01 by the Gregorian calendar.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // Years that begin in March make the leap day the last one, so no table is needed.
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
