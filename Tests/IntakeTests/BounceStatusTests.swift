import Testing
import Tickets

@testable import Intake

@Suite("Status codes in the words of servers")
struct BounceStatusTests {
    @Test(
        "words tell a status where no code does",
        arguments: [
            ("User unknown", "5.1.1"), ("The mailbox is full", "5.2.2"),
            ("Host unknown", "5.1.2"), ("account is disabled", "5.2.1"),
            ("message size exceeds 10 MB", "5.2.3"), ("Hop count exceeded", "5.4.6"),
            ("retry timeout exceeded", "5.4.7"), ("Connection refused", "5.4.1"),
            ("Your host is blacklisted", "5.7.1"), ("Empfänger unbekannt", "5.1.1"),
            ("Der Speicherplatz reicht nicht", "5.2.2"), ("buzón lleno", "5.2.2"),
            ("this address is no longer valid", "5.1.6"), ("rain", nil),
        ] as [(String, String?)])
    func words(_ said: String, _ status: String?) {
        #expect(StatusWords.status(given: nil, words: said, isPermanent: true) == status)
    }

    @Test(
        "the most precise source wins",
        arguments: [
            ("5.1.1", "mailbox full", "5.1.1"), ("5.0.0", "550 5.2.2 full", "5.2.2"),
            ("5.0.0", "mailbox full", "5.2.2"), ("4.0.0", "mailbox full", "4.2.2"),
            ("5.0.0", "rain", "5.0.0"), (nil, "452 try later", "4.0.0"), (nil, "550 rain", "5.0.0"),
            (nil, "421 mailbox full", "4.2.2"),
        ] as [(String?, String, String)])
    func sources(_ row: (given: String?, words: String, status: String)) {
        #expect(
            StatusWords.status(given: row.given, words: row.words, isPermanent: true) == row.status)
    }

    @Test(
        "numbers that only look like a code are none",
        arguments: [
            "host 5.1.1.7", "v5.1.1", "5.5.2653.19", "15.1.1", "5.1", "5.1.1234", "(8.12.5/8.12.5)",
        ])
    func lookAlikes(_ text: String) {
        #expect(StatusWords.codes(in: text).isEmpty)
    }

    @Test("codes are found where servers put them")
    func places() {
        #expect(
            StatusWords.codes(in: "550-5.1.1 (#5.2.2), <4.4.1> status=5.7.1.") == [
                "5.1.1", "5.2.2", "4.4.1", "5.7.1",
            ])
        #expect(StatusWords.reply(in: "said: 550-No such user") == "550")
        #expect(StatusWords.reply(in: "5501 and 1550 and 600") == nil)
    }
}
