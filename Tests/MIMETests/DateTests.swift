import Testing

@testable import MIME

@Suite("Dates")
struct DateTests {
    private static let tuesday = "Tue, 1 Jul 2025 09:30:00 "

    @Test(
        "have zones of many kinds",
        arguments: [
            ("+0200", "+0200"), ("-0330", "-0330"), ("+02:00", "+0200"), ("+2", "+0200"),
            ("-600", "-0600"), ("GMT", "+0000"), ("UT", "+0000"), ("UTC", "+0000"), ("Z", "+0000"),
            ("EST", "-0500"), ("EDT", "-0400"), ("PDT", "-0700"), ("CET", "+0100"),
            ("CEST", "+0200"), ("MESZ", "+0200"), ("MSK", "+0300"), ("JST", "+0900"),
            ("GMT+0200", "+0200"), ("GMT+02:00", "+0200"), ("UTC-5", "-0500"),
            ("GMT-0700 (PDT)", "-0700"), ("(CEST)", "+0200"), ("+0100 (CEST)", "+0100"),
            ("-0400 EST", "-0400"), ("EST -0400", "-0400"), ("A", "+0000"), ("XYZ", "+0000"),
            ("", "+0000"), ("-0000", "+0000"), ("+9999", "+0000"), ("+0275", "+0000"),
            ("Pacific Daylight Time", "-0700"), ("\"Central Standard Time\"", "-0600"),
            ("+0200 and more words", "+0200"),
        ])
    func zones(_ zone: String, _ wanted: String) {
        #expect(MailDate(header: Self.tuesday + zone)?.headerValue == Self.tuesday + wanted)
    }

    @Test(
        "are read in whatever form they are sent",
        arguments: [
            "Tue, 1 Jul 2025 07:30 +0000", "1 Jul 25 07:30:00 GMT", "Tue, 1 Jul 125 07:30:00 GMT",
            "Tue, 001 Jul 2025 07:30:00 GMT", "Tue,1 Jul 2025 07:30:00 GMT",
            "Tue, 1 Jul 2025 07 : 30 : 00 GMT", "Tue, 1 Jul 2025 07.30.00 GMT",
            "Tue, 1 (first) Jul 2025 (or so) 07:30:00 GMT", "Tue, 1 July 2025 at 07:30:00 GMT",
            "Tue Jul  1 07:30:00 2025", "Tue Jul  1 09:30:00 CEST 2025", "Jul 1, 2025 7:30 AM",
            "Tue Jul 01 2025 09:30:00 GMT+0200 (CEST)", "1 Jul 2025 07:30:00 AM",
            "2025-07-01T09:30:00+02:00", "2025-07-01T07:30:00Z", "2025-07-01T07:30:00.5Z",
            "20250701T073000Z", "2025-07-01 09:30:00 +0200", "2025/07/01 07:30",
            "01.07.2025 07:30:00", "07/01/2025 07:30:00", "01-Jul-2025 09:30:00 +0200",
            "Tuesday, 01-Jul-25 07:30:00 GMT", "01-07-2025 07:30",
            "Di, 1 Jul 2025 09:30:00 +0200", "mar., 1 juil. 2025 09:30:00 +0200",
            "mar 1 jul 2025 09:30:00 +0200", "mar, 1 lug 2025 09:30:00 +0200",
            "ter, 1 jul 2025 09:30:00 +0200", "wt., 1 lip 2025 09:30:00 +0200",
            "=?utf-8?q?Tue=2C_1_Jul_2025_07:30:00_GMT?=",
        ])
    func forms(_ header: String) {
        #expect(MailDate(header: header)?.milliseconds == 1_751_355_000_000)
    }

    @Test(
        "know the months of their neighbours",
        arguments: [
            ("5 Mär 2025", 3), ("5 Mai 2025", 5), ("5 Okt 2025", 10), ("5 Dez 2025", 12),
            ("5 févr. 2025", 2), ("5 août 2025", 8), ("5 juin 2025", 6), ("5 ene 2025", 1),
            ("5 dic 2025", 12), ("5 mag 2025", 5), ("5 out 2025", 10), ("5 mrt 2025", 3),
            ("5 paź 2025", 10), ("5 gru 2025", 12),
        ])
    func months(_ header: String, _ month: Int) {
        let names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
        let written = MailDate(header: header + " 09:30:00 +0000")?.headerValue
        #expect(written?.contains(" 5 \(names[month - 1]) 2025 ") == true)
    }

    @Test("may be in the afternoon, at the end of a day, and in a leap second")
    func hours() {
        #expect(MailDate(header: "Jul 1, 2025 12:30 AM")?.headerValue.contains(" 00:30:") == true)
        #expect(MailDate(header: "Jul 1, 2025 12:30 PM")?.headerValue.contains(" 12:30:") == true)
        #expect(MailDate(header: "Jul 1, 2025 9:30 PM")?.headerValue.contains(" 21:30:") == true)
        let midnight = MailDate(header: "30 Jun 2025 24:00:00 GMT")?.headerValue
        #expect(midnight == "Tue, 1 Jul 2025 00:00:00 +0000")
        let leap = MailDate(header: "31 Dec 2016 23:59:60 GMT")?.headerValue
        #expect(leap == "Sun, 1 Jan 2017 00:00:00 +0000")
    }

    @Test(
        "that cannot be are none",
        arguments: [
            "31 Jun 2025 09:30:00 GMT", "29 Feb 2025 09:30:00 GMT", "0 Jul 2025 09:30:00 GMT",
            "1 Jul 2025 25:30:00 GMT", "1 Jul 2025 09:61:00 GMT", "1 Jan 1601 00:00:00 GMT",
            "Thu Jan 01 00:00:10 +0000", "Malformed Date.", "1751355000", "<HR>", "1 2 3", "Jul",
        ])
    func none(_ header: String) {
        #expect(MailDate(header: header) == nil)
    }

    @Test("come back as they were written, on any day")
    func roundTrip() {
        var generator = SeededGenerator(seed: 41)
        for _ in 0..<2_000 {
            let seconds = Int64.random(in: -31_500_000...253_402_200_000, using: &generator)
            let offset = Int.random(in: -1439...1439, using: &generator)
            let date = MailDate(milliseconds: seconds * 1_000, offsetMinutes: offset)
            #expect(MailDate(header: date.headerValue) == date)
        }
    }
}
